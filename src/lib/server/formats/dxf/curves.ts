import type { Position } from 'geojson';

/** Largest distance between an arc and the chords drawn for it, in drawing units (metres). */
const SAG = 0.01;
const MOST = 720;

/**
 * Positions on an arc from `start` over `sweep` (radians, positive anticlockwise), both ends included, so near to
 * each other that no chord is more than a centimetre off.
 */
export function arc(cx: number, cy: number, radius: number, start: number, sweep: number): Position[] {
	const step = radius > SAG ? 2 * Math.acos(1 - SAG / radius) : Math.PI / 4;
	const count = Math.min(MOST, Math.max(8 * (Math.abs(sweep) / Math.PI), Math.abs(sweep) / step, 1));
	const parts = Math.ceil(count) || 1;
	const positions: Position[] = [];
	for (let i = 0; i <= parts; i += 1) {
		const angle = start + (sweep * i) / parts;
		positions.push([cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)]);
	}
	return positions;
}

/**
 * The positions between two corners of a polyline whose segment bulges: the bulge is the tangent of a quarter of
 * the arc's angle, positive anticlockwise. The first corner is left out, the second included.
 */
export function bulged(from: Position, to: Position, bulge: number): Position[] {
	const [ax = 0, ay = 0] = from;
	const [bx = 0, by = 0] = to;
	const chord = Math.hypot(bx - ax, by - ay);
	if (bulge === 0 || chord === 0 || !Number.isFinite(bulge)) return [to];
	const sweep = 4 * Math.atan(bulge);
	// Distance from the middle of the chord to the centre, on the left of the way for small positive bulges.
	const offset = (1 / bulge - bulge) / 4;
	const cx = (ax + bx) / 2 - offset * (by - ay);
	const cy = (ay + by) / 2 + offset * (bx - ax);
	const radius = Math.hypot(ax - cx, ay - cy);
	const positions = arc(cx, cy, radius, Math.atan2(ay - cy, ax - cx), sweep).slice(1);
	// The corner itself, without the rounding of the angles.
	positions[positions.length - 1] = to;
	return positions;
}
