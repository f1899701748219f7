import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
	areaOf,
	bboxOf,
	closeRings,
	isFiniteGeometry,
	lengthOf,
	mapPositions,
	reproject,
	ringArea,
	simplify,
	simplifyLine,
	vertexCount
} from './geometry.ts';

const SQUARE: Position[] = [
	[0, 0],
	[20, 0],
	[20, 20],
	[0, 20],
	[0, 0]
];
const HOLE: Position[] = [
	[5, 5],
	[5, 10],
	[10, 10],
	[10, 5],
	[5, 5]
];
const PLOT: Geometry = { type: 'Polygon', coordinates: [SQUARE, HOLE] };
const MIXED: Geometry = {
	type: 'GeometryCollection',
	geometries: [
		PLOT,
		{ type: 'MultiPolygon', coordinates: [[SQUARE], [HOLE]] },
		{ type: 'LineString', coordinates: [[0, 0], [3, 4, 100]] }, // prettier-ignore
		{ type: 'MultiLineString', coordinates: [SQUARE] },
		{ type: 'MultiPoint', coordinates: [[1, 2]] },
		{ type: 'Point', coordinates: [-7, 30] }
	]
};

describe('measures', () => {
	it('takes holes off the area and follows every outline', () => {
		expect(areaOf(PLOT)).toBe(375);
		expect(lengthOf(PLOT)).toBe(100);
		expect(areaOf(MIXED)).toBe(375 + 425);
		expect(lengthOf(MIXED)).toBe(100 + 100 + 5 + 80);
		expect(vertexCount(MIXED)).toBe(10 + 10 + 2 + 5 + 2);
		expect(bboxOf(MIXED)).toEqual([-7, 0, 20, 30]);
	});

	it('has nothing to measure in what is empty', () => {
		const empty: Geometry = { type: 'MultiPolygon', coordinates: [] };
		expect([areaOf(empty), lengthOf(empty), vertexCount(empty), bboxOf(empty)]).toEqual([0, 0, 0, null]);
		expect(bboxOf({ type: 'Point', coordinates: [] })).toBeNull();
	});

	it('finds a missing or infinite number wherever it stands', () => {
		expect(isFiniteGeometry(MIXED)).toBe(true);
		for (const wrong of [[NaN, 0], [0, Infinity], [4]]) {
			expect(isFiniteGeometry({ type: 'LineString', coordinates: [[0, 0], wrong] })).toBe(false);
		}
	});

	it('keeps the area to a square millimetre at Red Belt coordinates, whatever the turn', () => {
		const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
		const corner = fc.tuple(
			fc.double({ min: 0, max: 1e6, noNaN: true }),
			fc.double({ min: 0, max: 1e6, noNaN: true })
		);
		fc.assert(
			fc.property(angle, corner, (turn, [east, north]) => {
				const moved = mapPositions(PLOT, ([x = 0, y = 0]) => [
					east + x * Math.cos(turn) - y * Math.sin(turn),
					north + x * Math.sin(turn) + y * Math.cos(turn)
				]);
				expect(areaOf(moved)).toBeCloseTo(375, 6);
				expect(lengthOf(moved)).toBeCloseTo(100, 6);
			})
		);
		expect(ringArea(SQUARE)).toBe(400);
		expect(ringArea([...SQUARE].reverse())).toBe(-400);
		expect(ringArea(SQUARE.slice(0, 4))).toBe(400);
	});

	it('measures a wall at Assiut in metres of the Red Belt, not of the web map', () => {
		const wall: Geometry = { type: 'LineString', coordinates: [[633040, 497557], [633040, 497577]] }; // prettier-ignore
		const seen = reproject(wall, 22992, 3857);
		expect(lengthOf(seen)).toBeGreaterThan(22);
		expect(lengthOf(reproject(seen, 3857, 22992))).toBeCloseTo(20, 3);
	});
});

describe('shapes', () => {
	it('closes open rings only', () => {
		expect(closeRings({ type: 'Polygon', coordinates: [SQUARE.slice(0, 4), HOLE] })).toEqual(PLOT);
		expect(closeRings(MIXED)).toEqual(MIXED);
	});

	it('refuses to move what has no place', () => {
		expect(() => reproject({ type: 'Point', coordinates: [31, NaN] }, 4326, 22992)).toThrow(
			expect.objectContaining({ code: 'geometry_not_finite' })
		);
	});

	it('drops what collapses', () => {
		expect(simplify(PLOT, 4)).toEqual({ type: 'Polygon', coordinates: [SQUARE] });
		expect(simplify(PLOT, 1)).toEqual(PLOT);
		expect(simplify(PLOT, 100)).toBeNull();
		expect(simplify({ type: 'MultiPolygon', coordinates: [[SQUARE], [HOLE]] }, 4)).toEqual({
			type: 'MultiPolygon',
			coordinates: [[SQUARE]]
		});
	});

	it('never strays further from the line than the tolerance, and keeps its ends', () => {
		const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
		const line = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 60 });
		fc.assert(
			fc.property(line, fc.double({ min: 0, max: 300, noNaN: true }), (positions, tolerance) => {
				const simple = simplifyLine(positions, tolerance);
				expect([simple[0], simple.at(-1)]).toEqual([positions[0], positions.at(-1)]);
				for (const position of positions) {
					expect(distance(position, simple)).toBeLessThanOrEqual(tolerance + 1e-6);
				}
			})
		);
	});
});

function distance([x = NaN, y = NaN]: Position, line: Position[]): number {
	const pieces = line.slice(1).map((end, index) => {
		const [ax = 0, ay = 0] = line[index] ?? [];
		const [dx, dy] = [(end[0] ?? 0) - ax, (end[1] ?? 0) - ay];
		const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
		const held = Math.min(1, Math.max(0, along));
		return Math.hypot(x - ax - held * dx, y - ay - held * dy);
	});
	return Math.min(...pieces);
}
