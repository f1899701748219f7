import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floorTooSmall } from './floors.ts';

describe('a floor over an outline', () => {
	test('is named with what it would be at least', () => {
		expect(floorTooSmall([570, 1, 1], 570)).toEqual({ floor: 2, area: 1, least: 57 });
		expect(floorTooSmall([570, 570, 1], 570)).toEqual({ floor: 3, area: 1, least: 10 });
		expect(floorTooSmall([4, 570, 570], 570)).toEqual({ floor: 1, area: 4, least: 10 });
		expect(floorTooSmall([200, 284, 284], 570)).toEqual({ floor: 2, area: 284, least: 285 });
		expect(floorTooSmall([1], 570)).toEqual({ floor: 1, area: 1, least: 285 });
		expect(floorTooSmall([], 570)).toBeNull();
	});

	test('may be a room on the roof, an entrance between columns, or a tower that stands back', () => {
		expect(floorTooSmall([12, 570, 570, 25], 570)).toBeNull();
		expect(floorTooSmall([1000, 1000, 300, 300, 300, 300], 1000)).toBeNull();
		// Of a small house a tenth is a room.
		expect(floorTooSmall([80, 8], 80)).toBeNull();
		// A court takes what it takes.
		expect(floorTooSmall([300, 300], 570)).toBeNull();
	});

	const area = fc.double({ min: 1, max: 1e5, noNaN: true });
	test('is never too small where all are as large as the outline, and larger floors are never the fault', () => {
		fc.assert(
			fc.property(area, fc.array(area, { minLength: 1, maxLength: 20 }), (ground, floors) => {
				expect(
					floorTooSmall(
						floors.map(() => ground),
						ground
					)
				).toBeNull();
				const small = floorTooSmall(floors, ground);
				if (!small) return;
				expect(small.area).toBeLessThan(small.least);
				expect(small.area).toBe(floors[small.floor - 1]);
				expect(small.least).toBeLessThanOrEqual(ground / 2);
			})
		);
	});
});
