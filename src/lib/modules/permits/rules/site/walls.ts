import { ringArea } from '#lib/kernel/geometry.ts';
import { edgeLength, outward } from '../plane/edges.ts';
import { nearestOn } from '../plane/shortest.ts';
import type { Edge, Point } from '../plane/types.ts';

/** Corners of a building in order, the first not repeated; planar metres. */
export type Corners = readonly Point[];

/** What of a building is held: a corner, or the wall from a corner to the next. */
export interface Grip {
	part: 'corner' | 'wall';
	index: number;
}

/** The corner, else the wall, within reach of a place; the nearest of each. */
export function gripAt(corners: Corners, at: Point, reach: number): Grip | null {
	const nearest = (distances: number[]): { index: number; metres: number } => {
		const metres = Math.min(...distances);
		return { index: distances.indexOf(metres), metres };
	};
	const corner = nearest(corners.map((c) => gap(c, at)));
	if (corner.metres <= reach) return { part: 'corner', index: corner.index };
	const wall = nearest(wallsOf(corners).map((w) => gap(nearestOn(w, at), at)));
	return wall.metres <= reach ? { part: 'wall', index: wall.index } : null;
}

/** The walls in order, each with the outside on its right hand. */
export function wallsOf(corners: Corners): Edge[] {
	const around = runsLeft(corners);
	return corners.map((a, i) => {
		const b = corners[(i + 1) % corners.length]!;
		return around ? { a, b } : { a: b, b: a };
	});
}

/**
 * A wall moved straight out (in, when negative), its neighbours made longer or shorter along their own lines. Null when
 * the building would fold over itself.
 */
export function moveWall(corners: Corners, index: number, metres: number): Point[] | null {
	const wall = wallsOf(corners)[index];
	if (!wall || edgeLength(wall) === 0) return null;
	const n = corners.length;
	const [ox, oy] = outward(wall);
	const [i, j] = [index, (index + 1) % n];
	const [a, b] = [corners[i]!, corners[j]!];
	const by: Point = [ox * metres, oy * metres];
	const moved = [...corners];
	moved[i] = slid(a, corners[(i - 1 + n) % n]!, wall, by);
	moved[j] = slid(b, corners[(j + 1) % n]!, wall, by);
	return sound(moved, corners);
}

/** A corner put elsewhere; null when the building would fold over itself. */
export function moveCorner(corners: Corners, index: number, to: Point): Point[] | null {
	return sound(
		corners.map((c, i) => (i === index ? to : c)),
		corners
	);
}

export function polygonOf(corners: Corners): GeoJSON.Polygon {
	const ring = corners.map(([x, y]) => [x, y]);
	return { type: 'Polygon', coordinates: [[...ring, [...ring[0]!]]] };
}

/** The corners of a surface's first outline. */
export function cornersOf(surface: GeoJSON.Polygon | GeoJSON.MultiPolygon): Point[] {
	const ring = surface.type === 'Polygon' ? surface.coordinates[0] : surface.coordinates[0]?.[0];
	return (ring ?? []).slice(0, -1).map(([x = NaN, y = NaN]): Point => [x, y]);
}

/** Where the end of a moved wall comes to lie on the line of its neighbour; straight out where that runs along it. */
function slid(end: Point, beyond: Point, { a, b }: Edge, [dx, dy]: Point): Point {
	const [wx, wy] = [b[0] - a[0], b[1] - a[1]];
	const [vx, vy] = [beyond[0] - end[0], beyond[1] - end[1]];
	const turn = vx * wy - vy * wx;
	const flat = Math.abs(turn) < 0.1 * Math.hypot(wx, wy) * Math.hypot(vx, vy);
	if (flat) return [end[0] + dx, end[1] + dy];
	const t = (dx * wy - dy * wx) / turn;
	return [end[0] + vx * t, end[1] + vy * t];
}

function sound(corners: Point[], before: Corners): Point[] | null {
	const walls = corners.map((a, i): Edge => ({ a, b: corners[(i + 1) % corners.length]! }));
	if (runsLeft(corners) !== runsLeft(before) || walls.some((w) => edgeLength(w) < 0.05)) return null;
	const folded = walls.some((w, i) =>
		walls.some((v, j) => j > i + 1 && !(i === 0 && j === walls.length - 1) && crosses(w, v))
	);
	return folded ? null : corners;
}

function crosses({ a, b }: Edge, { a: c, b: d }: Edge): boolean {
	const side = (p: Point, q: Point, r: Point) =>
		(q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
	return side(a, b, c) > 0 !== side(a, b, d) > 0 && side(c, d, a) > 0 !== side(c, d, b) > 0;
}

const runsLeft = (corners: Corners) =>
	ringArea([...corners, corners[0]!] as unknown as GeoJSON.Position[]) > 0;
const gap = (a: Point, b: Point) => Math.hypot(b[0] - a[0], b[1] - a[1]);
