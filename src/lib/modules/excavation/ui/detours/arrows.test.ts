import { describe, expect, it } from 'vitest';
import { arrowsOf } from './arrows.ts';

const line = (...coordinates: [number, number][]): GeoJSON.LineString => ({
	type: 'LineString',
	coordinates
});

describe('arrows on a detour', () => {
	it('point the way it is driven, spread over its length', () => {
		const east = arrowsOf(line([29.9, 31.2], [29.902, 31.2], [29.904, 31.2]));
		expect(east).toHaveLength(4);
		for (const { coordinates } of east) {
			const [a, tip, b] = coordinates as [number[], number[], number[]];
			expect(tip[0]).toBeGreaterThan(a[0]!);
			expect(a[0]).toBeCloseTo(b[0]!, 9);
			expect((a[1]! - 31.2) * (b[1]! - 31.2)).toBeLessThan(0);
		}
		const tips = east.map((a) => a.coordinates[1]![0]!);
		expect(tips).toEqual(tips.toSorted((x, y) => x - y));
		const [west] = arrowsOf(line([29.9003, 31.2], [29.9, 31.2]));
		expect(west!.coordinates[1]![0]).toBeLessThan(west!.coordinates[0]![0]!);
	});

	it('one at least, on the shortest line too, and none on nothing', () => {
		expect(arrowsOf(line([29.9, 31.2], [29.90005, 31.2]))).toHaveLength(1);
		expect(arrowsOf(line())).toEqual([]);
	});
});
