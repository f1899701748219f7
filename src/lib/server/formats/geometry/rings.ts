import type { Polygon, MultiPolygon, Position } from 'geojson';

type Box = [minX: number, minY: number, maxX: number, maxY: number];

interface Shell {
	rings: Position[][];
	box: Box;
}

/** Twice the signed area; negative for a clockwise ring (x to the right, y up). */
export function signedArea(ring: Position[]): number {
	let sum = 0;
	// Relative to the first position, so that large eastings do not eat the digits.
	const [x0 = 0, y0 = 0] = ring[0] ?? [];
	for (let i = 1; i < ring.length; i += 1) {
		const [ax = 0, ay = 0] = ring[i - 1] ?? [];
		const [bx = 0, by = 0] = ring[i] ?? [];
		sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}
	return sum;
}

/**
 * Polygons out of a shapefile's loose rings: clockwise rings are shells, the others are holes of the shell around
 * them. A hole without a shell becomes a shell: some programs write every ring counter-clockwise.
 */
export function polygonsFromRings(rings: Position[][]): Polygon | MultiPolygon | null {
	const shells: Shell[] = [];
	const holes: Position[][] = [];
	for (const ring of rings) {
		if (ring.length < 4) continue;
		if (signedArea(ring) <= 0) shells.push({ rings: [ring], box: boxOf(ring) });
		else holes.push(ring);
	}
	const boxes = Float64Array.from(shells.flatMap((s) => s.box));
	const known = shells.length;
	for (const hole of holes) {
		const box = boxOf(hole);
		const shell = shellAround(hole, box, shells, boxes, known);
		if (shell) shell.rings.push(hole);
		else shells.push({ rings: [hole.toReversed()], box });
	}
	const [first] = shells;
	if (first === undefined) return null;
	if (shells.length === 1) return { type: 'Polygon', coordinates: first.rings };
	return { type: 'MultiPolygon', coordinates: shells.map((s) => s.rings) };
}

function boxOf(ring: Position[]): Box {
	const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x = 0, y = 0] of ring) {
		if (x < box[0]) box[0] = x;
		if (y < box[1]) box[1] = y;
		if (x > box[2]) box[2] = x;
		if (y > box[3]) box[3] = y;
	}
	return box;
}

/** Writers put a hole behind its shell, so the last shells are looked at first; boxes sort out nearly all of them. */
function shellAround(
	hole: Position[],
	[minX, minY, maxX, maxY]: Box,
	shells: Shell[],
	boxes: Float64Array,
	known: number
): Shell | undefined {
	for (let i = known - 1; i >= 0; i -= 1) {
		const at = 4 * i;
		if ((boxes[at] as number) > minX || (boxes[at + 1] as number) > minY) continue;
		if ((boxes[at + 2] as number) < maxX || (boxes[at + 3] as number) < maxY) continue;
		const shell = shells[i];
		if (shell && contains(shell.rings[0] ?? [], hole)) return shell;
	}
	return undefined;
}

/** Whether the ring holds the other: one position of the other that is not on the ring's own corners decides. */
function contains(shell: Position[], hole: Position[]): boolean {
	for (const point of hole.slice(0, 8)) {
		if (shell.some((p) => p[0] === point[0] && p[1] === point[1])) continue;
		return inside(shell, point);
	}
	return true;
}

function inside(ring: Position[], [x = 0, y = 0]: Position): boolean {
	let odd = false;
	for (let i = 1; i < ring.length; i += 1) {
		const [ax = 0, ay = 0] = ring[i - 1] ?? [];
		const [bx = 0, by = 0] = ring[i] ?? [];
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
	}
	return odd;
}
