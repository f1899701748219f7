/** Planar lines cut and joined; metres of one system throughout. */

export type Point = readonly [number, number];
export type Line = readonly Point[];

const STEP = 4;
const MOST_SAMPLES = 2000;
/** Ends this near to each other are one. */
const JOINT = 1;

/** Points every few metres along edges, and the metres that each stands for. */
export function samplesOf(edges: readonly (readonly [Point, Point])[]): { points: Point[]; step: number } {
	const total = edges.reduce((sum, [a, b]) => sum + Math.hypot(b[0] - a[0], b[1] - a[1]), 0);
	const step = Math.max(STEP, total / MOST_SAMPLES);
	const points: Point[] = [];
	for (const [a, b] of edges) {
		const parts = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / step));
		for (let i = 0; i <= parts; i++)
			points.push([a[0] + ((b[0] - a[0]) * i) / parts, a[1] + ((b[1] - a[1]) * i) / parts]);
	}
	return { points, step };
}

/** The nearest place of a line to a point: how far, and metres from the line's start. */
export function locate([x, y]: Point, line: Line): { distance: number; at: number } {
	// Asked a million times a feed: no square root but where it is told.
	let [least, at, before] = [Infinity, 0, 0];
	for (let i = 1; i < line.length; i++) {
		const [ax, ay] = line[i - 1]!;
		const [bx, by] = line[i]!;
		const [dx, dy] = [bx - ax, by - ay];
		const square = dx * dx + dy * dy;
		const length = Math.sqrt(square);
		const t = square ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
		const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
		const apart = ex * ex + ey * ey;
		if (apart < least) [least, at] = [apart, before + t * length];
		before += length;
	}
	return { distance: Math.sqrt(least), at };
}

/** West, south, east, north of a line. */
export function boxOf(line: Line): [number, number, number, number] {
	const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of line) {
		box[0] = Math.min(box[0], x);
		box[1] = Math.min(box[1], y);
		box[2] = Math.max(box[2], x);
		box[3] = Math.max(box[3], y);
	}
	return box;
}

export function lengthOf(line: Line): number {
	return line.reduce(
		(sum, p, i) => (i ? sum + Math.hypot(p[0] - line[i - 1]![0], p[1] - line[i - 1]![1]) : 0),
		0
	);
}

/** The part of a line between two places (metres from its start), made longer on both sides where it is too short. */
export function piece(line: Line, from: number, to: number, least = 0): Line {
	const length = lengthOf(line);
	const missing = Math.max(0, least - (to - from)) / 2;
	let [start, end] = [from - missing, to + missing];
	if (start < 0) [start, end] = [0, end - start];
	if (end > length) [start, end] = [Math.max(0, start - (end - length)), length];
	const inner: Point[] = [];
	let before = 0;
	let [first, last] = [line[0]!, line.at(-1)!];
	for (let i = 1; i < line.length; i++) {
		const [a, b] = [line[i - 1]!, line[i]!];
		const edge = Math.hypot(b[0] - a[0], b[1] - a[1]);
		const on = (at: number): Point => {
			const t = edge ? (at - before) / edge : 0;
			return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
		};
		const after = before + edge;
		if (before <= start && start < after) first = on(start);
		if (before < end && end <= after) last = on(end);
		if (start < after && after < end) inner.push(b);
		before = after;
	}
	return [first, ...inner, last];
}

/** Pieces that follow one another as one line, begun with the longest and in its direction; the rest is left out. */
export function stitch(pieces: readonly Line[]): Line {
	const rest = [...pieces].sort((a, b) => lengthOf(a) - lengthOf(b));
	let line = rest.pop() ?? [];
	for (;;) {
		const next = rest.findIndex((p) => meets(line.at(-1)!, p));
		if (next >= 0) {
			const [p] = rest.splice(next, 1) as [Line];
			line = [...line, ...(near(line.at(-1)!, p[0]!) ? p : [...p].reverse()).slice(1)];
			continue;
		}
		const previous = rest.findIndex((p) => meets(line[0]!, p));
		if (previous < 0) return line;
		const [p] = rest.splice(previous, 1) as [Line];
		line = [...(near(line[0]!, p.at(-1)!) ? p : [...p].reverse()).slice(0, -1), ...line];
	}
}

const near = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]) <= JOINT;
const meets = (end: Point, p: Line) => near(end, p[0]!) || near(end, p.at(-1)!);
