import { rounded } from './fabric/weld.ts';
import type { Geometry, Position } from './geometry/geojson.ts';
import type { Line } from './geometry/line.ts';
import { signedArea, type Ring } from './geometry/ring.ts';
import type { Pt } from './geometry/vector.ts';
import type { Plan } from './plan.ts';

/** Puts places of the plan on the ground: EPSG:22992, metres, to the millimetre. */
export interface Ground {
	point(p: Pt): Geometry;
	line(line: Line): Geometry;
	lines(lines: readonly Line[]): Geometry;
	/** Outline counter-clockwise, holes clockwise, all closed. */
	polygon(outline: Ring, holes?: readonly Ring[]): Geometry;
}

export function groundOf({ origin }: Plan): Ground {
	const position = (p: Pt): Position => {
		const [x, y] = rounded([p[0] + origin[0], p[1] + origin[1]]);
		return [x, y];
	};
	const ring = (points: Ring, sign: 1 | -1) => {
		const turned = signedArea(points) * sign > 0 ? points : points.toReversed();
		const first = turned[0];
		return first ? [...turned, first].map(position) : [];
	};
	return {
		point: (p) => ({ type: 'Point', coordinates: position(p) }),
		line: (line) => ({ type: 'LineString', coordinates: line.map(position) }),
		lines: (lines) => ({ type: 'MultiLineString', coordinates: lines.map((l) => l.map(position)) }),
		polygon: (outline, holes = []) => ({
			type: 'Polygon',
			coordinates: [ring(outline, 1), ...holes.map((h) => ring(h, -1))]
		})
	};
}
