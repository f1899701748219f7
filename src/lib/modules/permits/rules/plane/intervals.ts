/** Stretches of a line, each by its two shares of it. */
export type Interval = readonly [from: number, to: number];

/** Joins stretches that overlap or lie at most `gap` apart; in order. */
export function joined(intervals: readonly Interval[], gap = 0): Interval[] {
	const all: [number, number][] = [];
	for (const [from, to] of [...intervals].sort((p, q) => p[0] - q[0])) {
		const last = all.at(-1);
		if (last && from <= last[1] + gap) last[1] = Math.max(last[1], to);
		else all.push([from, to]);
	}
	return all;
}
