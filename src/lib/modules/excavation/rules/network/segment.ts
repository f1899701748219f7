/** Where the segment that begins at point `from` comes nearest to (x, y): 0 at its start, 1 at its end. */
export function along(points: ArrayLike<number>, from: number, x: number, y: number): number {
	const [ax, ay] = [points[2 * from]!, points[2 * from + 1]!];
	const [dx, dy] = [points[2 * from + 2]! - ax, points[2 * from + 3]! - ay];
	const long = dx * dx + dy * dy;
	return long === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / long));
}

/** A piece of the plane's straight line: from (ax, ay) to (bx, by). */
export type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/**
 * The part of `s` (0 to 1) that lies within `r` of the segment `of`; null when none does. What lies within a distance
 * of a segment is convex, so it is one part: that within the circles at both ends and the strip between them.
 */
export function within(s: Segment, of: Segment, r: number): [number, number] | null {
	const parts = [circle(s, of[0], of[1], r), circle(s, of[2], of[3], r), strip(s, of, r)].filter(
		(p) => p !== null
	);
	if (!parts.length) return null;
	return [Math.min(...parts.map((p) => p[0])), Math.max(...parts.map((p) => p[1]))];
}

function circle([ax, ay, bx, by]: Segment, x: number, y: number, r: number): [number, number] | null {
	const [dx, dy, fx, fy] = [bx - ax, by - ay, ax - x, ay - y];
	const a = dx * dx + dy * dy;
	const c = fx * fx + fy * fy - r * r;
	if (a === 0) return c <= 0 ? [0, 1] : null;
	const b = fx * dx + fy * dy;
	const under = b * b - a * c;
	if (under < 0) return null;
	return clip((-b - Math.sqrt(under)) / a, (-b + Math.sqrt(under)) / a);
}

function strip([ax, ay, bx, by]: Segment, [qx, qy, px, py]: Segment, r: number): [number, number] | null {
	const long = Math.hypot(px - qx, py - qy);
	if (long === 0) return null;
	const [ux, uy] = [(px - qx) / long, (py - qy) / long];
	const lengthwise = between((ax - qx) * ux + (ay - qy) * uy, (bx - qx) * ux + (by - qy) * uy, 0, long);
	const across = between((ay - qy) * ux - (ax - qx) * uy, (by - qy) * ux - (bx - qx) * uy, -r, r);
	if (!lengthwise || !across) return null;
	return clip(Math.max(lengthwise[0], across[0]), Math.min(lengthwise[1], across[1]));
}

/** When something that goes evenly from `a` to `b` is between `low` and `high`. */
function between(a: number, b: number, low: number, high: number): [number, number] | null {
	if (a === b) return a >= low && a <= high ? [0, 1] : null;
	const [t, u] = [(low - a) / (b - a), (high - a) / (b - a)];
	return [Math.min(t, u), Math.max(t, u)];
}

function clip(from: number, to: number): [number, number] | null {
	const [a, b] = [Math.max(0, from), Math.min(1, to)];
	return a <= b ? [a, b] : null;
}
