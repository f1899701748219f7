import { addLine, addRing, endLine, endRing } from './quantise.ts';
import { Shapes, Track, type Parts } from './shapes.ts';

/** How metres become tile units: x = (X - west) * scale, y = (north - Y) * scale; lo..hi is the buffered square. */
export interface TileGrid {
	west: number;
	north: number;
	scale: number;
	lo: number;
	hi: number;
}

const track = new Track();

/**
 * Reads one little-endian WKB geometry (EPSG:3857) into tile units. Z and M are skipped, vertices that are not
 * finite are left out.
 * @param offset where the geometry starts in `view`.
 * @returns where it ends.
 * @throws RangeError when the bytes are not such a geometry.
 */
export function readWkb(view: DataView, offset: number, grid: TileGrid, shapes: Shapes): number {
	if (view.getUint8(offset) !== 1) throw new RangeError('WKB is not little-endian');
	const code = view.getUint32(offset + 1, true);
	const stride = STRIDES[Math.floor(code / 1000)];
	if (stride === undefined) throw new RangeError(`WKB of type ${code} is not supported`);
	const body = offset + 5;
	switch (code % 1000) {
		case 1:
			readPoint(view, body, grid, shapes.points);
			return body + stride;
		case 2:
			return readLine(view, body, stride, grid, shapes.lines);
		case 3:
			return readPolygon(view, body, stride, grid, shapes.rings);
		case 4:
		case 5:
		case 6:
		case 7: {
			let at = body + 4;
			for (let left = view.getUint32(body, true); left > 0; left--) at = readWkb(view, at, grid, shapes);
			return at;
		}
		default:
			throw new RangeError(`WKB of type ${code} is not supported`);
	}
}

/** Bytes of a vertex: plain, with Z, with M, with both. */
const STRIDES = [16, 24, 24, 32];

function readPoint(view: DataView, at: number, grid: TileGrid, points: Parts): void {
	const x = (view.getFloat64(at, true) - grid.west) * grid.scale;
	const y = (grid.north - view.getFloat64(at + 8, true)) * grid.scale;
	if (!(x >= grid.lo && x <= grid.hi && y >= grid.lo && y <= grid.hi)) return;
	points.reserve(1);
	points.xy[points.length++] = Math.round(x);
	points.xy[points.length++] = Math.round(y);
	points.close();
}

function readLine(view: DataView, body: number, stride: number, grid: TileGrid, lines: Parts): number {
	const count = countOf(view, body, stride);
	const start = lines.length;
	if (readInside(view, body + 4, count, stride, grid, lines)) endLine(lines, start);
	else {
		readTrack(view, body + 4, count, stride, grid);
		addLine(lines, track, grid.lo, grid.hi);
	}
	return body + 4 + count * stride;
}

function readPolygon(view: DataView, body: number, stride: number, grid: TileGrid, rings: Parts): number {
	const { length, count } = rings;
	let at = body + 4;
	let left = 0;
	for (let ring = 0, n = view.getUint32(body, true); ring < n; ring++) {
		const vertices = countOf(view, at, stride);
		// Holes of an exterior that vanished have nothing to be cut from.
		if (ring === 0) left = readRing(view, at + 4, vertices, stride, grid, rings, false);
		else if (left > 0) left -= readRing(view, at + 4, vertices, stride, grid, rings, true);
		at += 4 + vertices * stride;
	}
	// The tile lies wholly in a hole.
	if (left <= 0) rings.rewind(length, count);
	return at;
}

function readRing(
	view: DataView,
	at: number,
	count: number,
	stride: number,
	grid: TileGrid,
	rings: Parts,
	hole: boolean
): number {
	const start = rings.length;
	if (readInside(view, at, count, stride, grid, rings)) return endRing(rings, start, hole);
	readTrack(view, at, count, stride, grid);
	return addRing(rings, track, grid.lo, grid.hi, hole);
}

/** The quick way, taken by most features: false (and nothing added) when a vertex lies outside the square. */
function readInside(
	view: DataView,
	at: number,
	count: number,
	stride: number,
	grid: TileGrid,
	parts: Parts
): boolean {
	parts.reserve(count);
	const { west, north, scale, lo, hi } = grid;
	const { xy } = parts;
	let n = parts.length;
	let lastX = NaN;
	let lastY = NaN;
	for (let i = 0; i < count; i++, at += stride) {
		const fx = (view.getFloat64(at, true) - west) * scale;
		const fy = (north - view.getFloat64(at + 8, true)) * scale;
		if (!(fx >= lo && fx <= hi && fy >= lo && fy <= hi)) return false;
		const x = Math.round(fx);
		const y = Math.round(fy);
		if (x === lastX && y === lastY) continue;
		xy[n++] = lastX = x;
		xy[n++] = lastY = y;
	}
	parts.length = n;
	return true;
}

function readTrack(view: DataView, at: number, count: number, stride: number, grid: TileGrid): void {
	track.reserve(count);
	const { west, north, scale } = grid;
	const { xy } = track;
	let n = 0;
	for (let i = 0; i < count; i++, at += stride) {
		const x = (view.getFloat64(at, true) - west) * scale;
		const y = (north - view.getFloat64(at + 8, true)) * scale;
		if (!Number.isFinite(x + y)) continue;
		xy[n++] = x;
		xy[n++] = y;
	}
	track.length = n;
}

/** A vertex count that the remaining bytes can hold, so that a wrong one allocates nothing. */
function countOf(view: DataView, at: number, stride: number): number {
	const count = view.getUint32(at, true);
	if (count * stride > view.byteLength - at - 4) throw new RangeError('WKB ends too early');
	return count;
}
