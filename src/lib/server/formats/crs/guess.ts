import { CRS_LIST, EGYPT_EXTENT, project, type Bbox, type Crs } from '#lib/kernel/crs.ts';

/** In the order in which files come. */
const ORDER = [4326, 22992, 32636, 32635, 22991, 22993, 22994, 3857];

/** EPSG codes under which this box would lie in Egypt, most likely first; none for local (drawing) coordinates. */
export function suggestCrs(box: Bbox): number[] {
	if (box[0] > box[2]) return [];
	const fitting = CRS_LIST.filter((crs) => ORDER.includes(crs.srid) && fits(box, crs)).map((crs) => crs.srid);
	return fitting.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

/** True when the numbers can be degrees at all, in either order. */
export function couldBeDegrees(box: Bbox): boolean {
	return box.every((value) => Math.abs(value) <= 180);
}

/** The corners and the middle lie in Egypt and where the system is used. */
function fits([west, south, east, north]: Bbox, crs: Crs): boolean {
	const points = [
		[west, south],
		[west, north],
		[east, south],
		[east, north],
		[(west + east) / 2, (south + north) / 2]
	] as const;
	return points.every(([x, y]) => {
		const at = project(crs.srid, 4326, [x, y]);
		return at !== null && within(at, EGYPT_EXTENT) && within(at, crs.area);
	});
}

function within([x, y]: readonly [number, number], [west, south, east, north]: Bbox): boolean {
	const slack = 0.05;
	return x >= west - slack && x <= east + slack && y >= south - slack && y <= north + slack;
}
