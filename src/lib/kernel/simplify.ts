import type { Geometry, Position } from 'geojson';

/**
 * Douglas-Peucker: keeps first and last position and every bend that stands out by more than the tolerance (in the
 * line's own units).
 */
export function simplifyLine(line: readonly Position[], tolerance: number): Position[] {
	const keep = new Uint8Array(line.length);
	keep[0] = 1;
	keep[line.length - 1] = 1;
	const spans: [number, number][] = [[0, line.length - 1]];
	for (let span = spans.pop(); span; span = spans.pop()) {
		const [start, end] = span;
		const [farthest, distance] = farthestFrom(line, start, end);
		if (distance <= tolerance) continue;
		keep[farthest] = 1;
		spans.push([start, farthest], [farthest, end]);
	}
	return line.filter((_, index) => keep[index] === 1);
}

/** A geometry simplified part by part; rings and lines that collapse are dropped, null when nothing is left. */
export function simplify(geometry: Geometry, tolerance: number): Geometry | null {
	const line = (positions: Position[]) => simplifyLine(positions, tolerance);
	const polygon = (rings: Position[][]) => {
		const [outer, ...holes] = rings.map(line);
		return outer && outer.length >= 4 ? [outer, ...holes.filter((hole) => hole.length >= 4)] : [];
	};
	switch (geometry.type) {
		case 'LineString':
			return { ...geometry, coordinates: line(geometry.coordinates) };
		case 'MultiLineString':
			return { ...geometry, coordinates: geometry.coordinates.map(line) };
		case 'Polygon': {
			const coordinates = polygon(geometry.coordinates);
			return coordinates.length > 0 ? { ...geometry, coordinates } : null;
		}
		case 'MultiPolygon': {
			const coordinates = geometry.coordinates.map(polygon).filter((rings) => rings.length > 0);
			return coordinates.length > 0 ? { ...geometry, coordinates } : null;
		}
		case 'GeometryCollection': {
			const geometries = geometry.geometries.flatMap((part) => simplify(part, tolerance) ?? []);
			return geometries.length > 0 ? { ...geometry, geometries } : null;
		}
		default:
			return geometry;
	}
}

function farthestFrom(
	line: readonly Position[],
	start: number,
	end: number
): [index: number, distance: number] {
	const [ax = 0, ay = 0] = line[start] ?? [];
	const [bx = 0, by = 0] = line[end] ?? [];
	const [dx, dy] = [bx - ax, by - ay];
	const square = dx * dx + dy * dy;
	let farthest = start;
	let greatest = -1;
	for (let i = start + 1; i < end; i++) {
		const [x = 0, y = 0] = line[i] ?? [];
		// Distance to the piece, not to its endless line: a bend may lie beyond an end, and a ring has no chord.
		const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
		const distance = (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
		// Written so that a position without a place (NaN) is kept for others to refuse, not smoothed away.
		if (!(distance <= greatest)) [farthest, greatest] = [i, distance];
	}
	return [farthest, greatest < 0 ? -1 : Math.sqrt(greatest)];
}
