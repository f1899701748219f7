import { Track } from './shapes.ts';

const spare = new Track();

/**
 * Clips an open ring (first vertex not repeated) to the square lo..hi by Sutherland and Hodgman: edges that run
 * along the square's border may appear, which stand in the tile's buffer and are never seen. The signed area of
 * the result is that of the ring's part inside, so the winding stays.
 * @param ring vertices in, clipped vertices out; empty when nothing is left.
 */
export function clipRing(ring: Track, lo: number, hi: number): void {
	halfPlane(ring, spare, 0, lo, 1);
	halfPlane(spare, ring, 0, hi, -1);
	halfPlane(ring, spare, 1, lo, 1);
	halfPlane(spare, ring, 1, hi, -1);
}

/** Keeps what lies on the inner side (`sense` 1: value >= limit, -1: value <= limit) of one axis. */
function halfPlane(from: Track, into: Track, axis: 0 | 1, limit: number, sense: 1 | -1): void {
	const n = from.length;
	into.length = 0;
	if (n === 0) return;
	into.reserve(n + 4);
	const other = 1 - axis;
	const src = from.xy;
	let size = 0;
	let room = into.xy.length;
	let dst = into.xy;
	let before = src[n - 2 + axis]!;
	let beforeOther = src[n - 2 + other]!;
	let wasIn = (before - limit) * sense >= 0;
	for (let i = 0; i < n; i += 2) {
		const here = src[i + axis]!;
		const hereOther = src[i + other]!;
		const isIn = (here - limit) * sense >= 0;
		if (size + 4 > room) {
			into.length = size;
			into.reserve(size);
			dst = into.xy;
			room = dst.length;
		}
		if (isIn !== wasIn) {
			dst[size + axis] = limit;
			dst[size + other] = beforeOther + ((hereOther - beforeOther) * (limit - before)) / (here - before);
			size += 2;
		}
		if (isIn) {
			dst[size + axis] = here;
			dst[size + other] = hereOther;
			size += 2;
		}
		before = here;
		beforeOther = hereOther;
		wasIn = isIn;
	}
	into.length = size;
}

/** The part of a segment inside the square, as fractions of its length, by Liang and Barsky. */
export interface SegmentRange {
	from: number;
	to: number;
}

/**
 * Which part of the segment (x0,y0)-(x1,y1) lies in the square lo..hi.
 * @param range receives the answer (one object reused for all segments of a line).
 * @returns false when no part of it does.
 */
export function clipSegment(
	x0: number,
	y0: number,
	x1: number,
	y1: number,
	lo: number,
	hi: number,
	range: SegmentRange
): boolean {
	range.from = 0;
	range.to = 1;
	const dx = x1 - x0;
	const dy = y1 - y0;
	return (
		within(-dx, x0 - lo, range) &&
		within(dx, hi - x0, range) &&
		within(-dy, y0 - lo, range) &&
		within(dy, hi - y0, range)
	);
}

function within(p: number, q: number, range: SegmentRange): boolean {
	if (p === 0) return q >= 0;
	const t = q / p;
	if (p < 0) {
		if (t > range.to) return false;
		if (t > range.from) range.from = t;
	} else {
		if (t < range.from) return false;
		if (t < range.to) range.to = t;
	}
	return true;
}
