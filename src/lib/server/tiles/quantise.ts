import { clipRing, clipSegment, type SegmentRange } from './clip.ts';
import type { Parts, Track } from './shapes.ts';

/**
 * From fractional tile units to whole ones: clipping to the buffered square, no repeated vertices, nothing that
 * collapsed. The reader's quick way (all vertices inside) writes to `Parts` itself and calls `endLine`/`endRing`.
 */

/** Adds the pieces of a line that lie in the square lo..hi. */
export function addLine(lines: Parts, track: Track, lo: number, hi: number): void {
	const { xy, length } = track;
	lines.reserve(length * 2);
	let start = lines.length;
	let open = false;
	for (let i = 2; i < length; i += 2) {
		const x0 = xy[i - 2]!;
		const y0 = xy[i - 1]!;
		const x1 = xy[i]!;
		const y1 = xy[i + 1]!;
		if (!clipSegment(x0, y0, x1, y1, lo, hi, range)) {
			if (open) start = endLine(lines, start);
			open = false;
			continue;
		}
		if (open && range.from > 0) start = endLine(lines, start);
		if (!open || range.from > 0) push(lines, start, x0 + (x1 - x0) * range.from, y0 + (y1 - y0) * range.from);
		push(lines, start, x0 + (x1 - x0) * range.to, y0 + (y1 - y0) * range.to);
		open = range.to === 1;
		if (!open) start = endLine(lines, start);
	}
	if (open) endLine(lines, start);
}

const range: SegmentRange = { from: 0, to: 1 };

/** Adds what lies of an open ring in the square lo..hi. @returns twice its area in tile units, 0 = nothing left. */
export function addRing(rings: Parts, track: Track, lo: number, hi: number, hole: boolean): number {
	clipRing(track, lo, hi);
	const { xy, length } = track;
	rings.reserve(length / 2);
	const start = rings.length;
	for (let i = 0; i < length; i += 2) push(rings, start, xy[i]!, xy[i + 1]!);
	return endRing(rings, start, hole);
}

/** Keeps the line that starts at `start` when it has two vertices at least. @returns where the next one starts. */
export function endLine(lines: Parts, start: number): number {
	if (lines.length - start >= 4) lines.close();
	else lines.length = start;
	return lines.length;
}

/**
 * Keeps the ring that starts at `start` when it has an area, wound as vector tiles want it: exterior rings
 * clockwise on the screen, holes the other way. @returns twice its area, 0 when it was dropped.
 */
export function endRing(rings: Parts, start: number, hole: boolean): number {
	const { xy } = rings;
	let end = rings.length;
	// A closing vertex is implied by the ClosePath command.
	while (end - start >= 2 && xy[end - 2] === xy[start] && xy[end - 1] === xy[start + 1]) end -= 2;
	rings.length = end;
	const doubled = end - start >= 6 ? doubledArea(xy, start, end) : 0;
	if (doubled === 0) {
		rings.length = start;
		return 0;
	}
	if (doubled > 0 === hole) reverse(xy, start, end);
	rings.close();
	return Math.abs(doubled);
}

function push(parts: Parts, start: number, fx: number, fy: number): void {
	const { xy, length } = parts;
	const x = Math.round(fx);
	const y = Math.round(fy);
	if (length > start && xy[length - 2] === x && xy[length - 1] === y) return;
	xy[length] = x;
	xy[length + 1] = y;
	parts.length = length + 2;
}

/** The surveyor's formula; positive = clockwise where y points down. */
function doubledArea(xy: Int32Array, start: number, end: number): number {
	let sum = 0;
	let x0 = xy[end - 2]!;
	let y0 = xy[end - 1]!;
	for (let i = start; i < end; i += 2) {
		const x1 = xy[i]!;
		const y1 = xy[i + 1]!;
		sum += x0 * y1 - x1 * y0;
		x0 = x1;
		y0 = y1;
	}
	return sum;
}

function reverse(xy: Int32Array, start: number, end: number): void {
	for (let i = start, j = end - 2; i < j; i += 2, j -= 2) {
		const x = xy[i]!;
		const y = xy[i + 1]!;
		xy[i] = xy[j]!;
		xy[i + 1] = xy[j + 1]!;
		xy[j] = x;
		xy[j + 1] = y;
	}
}
