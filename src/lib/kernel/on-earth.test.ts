import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { project, SRIDS, type Position } from './crs.ts';
import { demandOnEarth } from './geometry.ts';

const line = (...coordinates: Position[]) => ({ type: 'LineString' as const, coordinates });
const refused = expect.objectContaining({ code: 'geometry_outside_governorate' });

describe('a place on Earth', () => {
	test.each([
		[22992, [511_000, 943_000]],
		[22992, [-400_000, -900_000]],
		[3857, [20_037_508, -20_037_508]],
		[4326, [180, -90]]
	] as const)('%i %j is one', (srid, [x, y]) => {
		expect(() => demandOnEarth(line([0, 0], [x, y]), srid)).not.toThrow();
	});

	test.each([
		[22992, [1e20, 943_000]],
		[22992, [511_000, -1e200]],
		[32636, [1e300, 1e300]],
		[3857, [5e7, 0]],
		[4326, [181, 30]],
		[4229, [30, -91]]
	] as const)('%i %j is none', (srid, [x, y]) => {
		expect(() => demandOnEarth(line([0, 0], [x, y]), srid)).toThrow(refused);
	});

	test('of nothing, nothing is said', () => {
		expect(() => demandOnEarth({ type: 'MultiPolygon', coordinates: [] }, 4326)).not.toThrow();
	});

	test('is looked for without a fault, wherever it is', () => {
		const number = fc.oneof(fc.double({ noNaN: true, min: -3e7, max: 3e7 }), fc.double());
		fc.assert(
			fc.property(fc.constantFrom(...SRIDS), number, number, (srid, x, y) => {
				try {
					demandOnEarth(line([x, y]), srid);
				} catch (thrown) {
					expect(thrown).toEqual(refused);
					return;
				}
				project(srid, 4326, [x, y]);
			})
		);
	});
});
