/** What a series of measurements comes to. */
export interface Figures {
	count: number;
	p50: number;
	p95: number;
	max: number;
}

export function figuresOf(values: readonly number[]): Figures {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
	return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? NaN };
}
