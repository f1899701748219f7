import { describe, expect, it } from 'vitest';
import { nameSpot, type Spot, type Stroke } from './name-spot.ts';

const north = { along: [0, 1] as Spot, half: 5, clear: 1 };
/** Across a street that goes north, at some metres. */
const ray = (y: number): Stroke => [
	[-5, y],
	[5, y]
];
const spots: Spot[] = [
	[0, 0],
	[0, 20],
	[0, -20]
];

describe('the name of a street on a plan', () => {
	it('stands in the middle where nothing crosses it', () => {
		expect(nameSpot(spots, north, [])).toEqual([0, 0]);
		expect(nameSpot(spots, north, [ray(6.5), ray(-6.5)])).toEqual([0, 0]);
	});

	it('stands aside where the width of its street is measured, also beyond its ends', () => {
		expect(nameSpot(spots, north, [ray(2)])).toEqual([0, 20]);
		expect(nameSpot(spots, north, [ray(5.5), ray(15)])).toEqual([0, -20]);
	});

	it('stays in the middle where nothing is free', () => {
		expect(nameSpot(spots, north, [ray(0), ray(20), ray(-20)])).toEqual([0, 0]);
		expect(nameSpot([], north, [])).toBeUndefined();
	});
});
