import type { SavingPoint } from '../../rules/index.ts';

/** One running total over the months, as points of a drawing. */
export interface Curve {
	/** Null: all organisations together. */
	code: string | null;
	/** `M x y H x V y ...`: a total stays until it changes. */
	path: string;
	/** Where the last value stands. */
	end: { x: number; y: number };
	last: number;
}

export interface Drawing {
	width: number;
	height: number;
	rtl: boolean;
}

/**
 * Steps of the running totals in a drawing, the whole and the largest organisations; later is to the left in
 * right-to-left text. The scale begins at zero.
 */
export function curves(
	points: readonly SavingPoint[],
	codes: readonly string[],
	{ width, height, rtl }: Drawing
): Curve[] {
	const values = (code: string | null) => points.map((p) => (code === null ? p.total : (p.by[code] ?? 0)));
	const all = [null, ...codes].map((code) => ({ code, values: values(code) }));
	const [low, high] = [
		Math.min(0, ...all.flatMap((c) => c.values)),
		Math.max(1, ...all.flatMap((c) => c.values))
	];
	const step = width / Math.max(1, points.length);
	const x = (i: number) => round(rtl ? width - i * step : i * step);
	const y = (value: number) => round(height - ((value - low) / (high - low)) * height);
	return all.map(({ code, values: totals }) => {
		const first = totals[0] ?? 0;
		const steps = totals.map((value, i) => `V ${y(value)} H ${x(i + 1)}`);
		const last = totals.at(-1) ?? 0;
		return {
			code,
			path: `M ${x(0)} ${y(code === null ? 0 : first)} ${steps.join(' ')}`,
			end: { x: x(totals.length), y: y(last) },
			last
		};
	});
}

/** Figures for the axis in whole units: zero, the middle and the top, round where they can be. */
export function ticks(high: number): number[] {
	if (high <= 0) return [0];
	const unit = 10 ** Math.floor(Math.log10(high));
	const size = [0.5, 1, 2, 5].map((n) => n * unit).find((n) => n >= 1 && high / n <= 4) ?? unit;
	return Array.from({ length: Math.floor(high / size) + 1 }, (_, i) => i * size);
}

const round = (n: number) => Math.round(n * 10) / 10;
