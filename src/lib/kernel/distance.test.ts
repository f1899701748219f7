import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceBetween, outlineOf } from './distance.ts';

const square: GeoJSON.Polygon = {
	type: 'Polygon',
	coordinates: [
		[
			[0, 0],
			[10, 0],
			[10, 10],
			[0, 10],
			[0, 0]
		],
		[
			[4, 4],
			[6, 4],
			[6, 6],
			[4, 6],
			[4, 4]
		]
	]
};
const at = (x: number, y: number): GeoJSON.Point => ({ type: 'Point', coordinates: [x, y] });
const line = (...coordinates: [number, number][]): GeoJSON.LineString => ({
	type: 'LineString',
	coordinates
});
const between = (a: GeoJSON.Geometry, b: GeoJSON.Geometry) => distanceBetween(outlineOf(a), outlineOf(b));

describe('the distance between two shapes', () => {
	it.each([
		['points', at(0, 0), at(3, 4), 5],
		['a point and a line', at(5, 3), line([0, 0], [10, 0]), 3],
		['a point beyond the end of a line', at(13, 4), line([0, 0], [10, 0]), 5],
		['lines that cross', line([0, 0], [10, 10]), line([0, 10], [10, 0]), 0],
		['lines that touch', line([0, 0], [10, 0]), line([5, 0], [5, 9]), 0],
		['lines side by side', line([0, 0], [10, 0]), line([2, 7], [8, 7]), 7],
		['a line within a surface', line([1, 1], [2, 2]), square, 0],
		['a point in the hole of a surface', at(5, 5), square, 1],
		[
			'surfaces one within the other',
			square,
			{
				type: 'Polygon',
				coordinates: [
					[
						[-5, -5],
						[20, -5],
						[20, 20],
						[-5, 20],
						[-5, -5]
					]
				]
			},
			0
		],
		['a collection', { type: 'GeometryCollection', geometries: [at(100, 0), at(0, 12)] }, square, 2]
	] as [string, GeoJSON.Geometry, GeoJSON.Geometry, number][])('of %s', (_what, a, b, metres) => {
		expect(between(a, b)).toBeCloseTo(metres, 9);
		expect(between(b, a)).toBeCloseTo(metres, 9);
	});

	it('is that of the nearest of many points along two lines', () => {
		const place = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
		const path = fc.array(place, { minLength: 2, maxLength: 4 });
		fc.assert(
			fc.property(path, path, (a, b) => {
				const exact = between(line(...a), line(...b));
				const [many, others] = [along(a), along(b)];
				const near = Math.min(
					...many.flatMap((p) => others.map((q) => Math.hypot(p[0] - q[0], p[1] - q[1])))
				);
				// Two neighbouring points lie at most 0.71 apart, so the nearest pair is off by no more.
				expect(exact).toBeLessThanOrEqual(near + 1e-9);
				expect(exact).toBeGreaterThanOrEqual(near - 0.75);
			}),
			{ numRuns: 100 }
		);
	});
});

function along(path: [number, number][]): [number, number][] {
	return path.slice(1).flatMap(([x, y], i) => {
		const [px, py] = path[i]!;
		return Array.from({ length: 101 }, (_, k): [number, number] => [
			px + ((x - px) * k) / 100,
			py + ((y - py) * k) / 100
		]);
	});
}
