import { describe, expect, it } from 'vitest';
import { reproject } from '#lib/kernel/geometry.ts';
import { measured, toFeatures } from './geo.ts';

const square = {
	type: 'Polygon' as const,
	coordinates: [
		[
			[511_000, 943_000],
			[511_100, 943_000],
			[511_100, 943_100],
			[511_000, 943_100],
			[511_000, 943_000]
		]
	]
};

describe('measures of what is drawn', () => {
	it('are planar metres of the Red Belt: a hectare there is a hectare', () => {
		const drawn = measured(reproject(square, 22992, 4326));
		expect(drawn.area).toBeCloseTo(10_000, 1);
		expect(drawn.length).toBeCloseTo(400, 2);
		expect(drawn.vertices).toBe(5);
	});

	it('of a line are its length, without an area', () => {
		const line = { type: 'LineString' as const, coordinates: square.coordinates[0]!.slice(0, 3) };
		const drawn = measured(reproject(line, 22992, 4326), 3);
		expect(drawn.length).toBeCloseTo(200, 2);
		expect([drawn.area, drawn.vertices]).toEqual([0, 3]);
	});
});

it('reads a bare geometry, a feature and a collection alike', () => {
	const geometry = { type: 'Point' as const, coordinates: [29.9, 31.2] };
	const feature = { type: 'Feature' as const, id: 'a', properties: {}, geometry };
	expect(toFeatures(geometry)).toHaveLength(1);
	expect(toFeatures(feature)[0]?.getId()).toBe('a');
	expect(toFeatures({ type: 'FeatureCollection', features: [feature, feature] })).toHaveLength(2);
});
