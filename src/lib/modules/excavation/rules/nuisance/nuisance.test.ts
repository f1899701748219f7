import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	busClass,
	cycleClass,
	durationClass,
	lengthClass,
	tramClass,
	volumeClass,
	volumeReach
} from './classes.ts';
import { carIndex, nuisanceOf, type NuisanceFacts } from './index.ts';

const car = (duration: number, street: number, volume: number, lanes: number, length: number) =>
	carIndex({ duration, street, volume, lanes, length });

const QUIET: NuisanceFacts = {
	days: 5,
	traffic_effect: 'none',
	length_m: 40,
	street: 2,
	vehicles: null,
	cycle: null,
	bus: null,
	tram: null
};

describe('the index of motor traffic', () => {
	it.each([
		// 0.1 + 0.8 + 0.5 + 0.25 + 0.4 = 2.05
		[[1, 4, 2, 1, 2], 2.1],
		[[5, 5, 5, 5, 5], 5],
		[[1, 1, 1, 1, 1], 1],
		// 0.3 + 1 + 1.25 + 0.75 + 0.8 = 4.1
		[[3, 5, 5, 3, 4], 4.1],
		// 0.5 + 0.6 + 0.75 + 0.5 + 0.6 = 2.95
		[[5, 3, 3, 2, 3], 3],
		// 0.1 + 0.4 + 0.25 + 0.25 + 0.2 = 1.2
		[[1, 2, 1, 1, 1], 1.2],
		// Traffic without a class of street: 0.1 + 0 + 0.25 + 0.25 + 0.2 = 0.8
		[[1, 0, 1, 1, 1], 0.8],
		[[5, 0, 0, 5, 5], 0]
	] as const)('of %j is %d', (classes, index) => {
		expect(car(...(classes as unknown as [number, number, number, number, number]))).toBe(index);
	});

	it('is within a twentieth of the plain sum, of one decimal, and never falls when a class rises', () => {
		const five = fc.integer({ min: 1, max: 5 });
		fc.assert(
			fc.property(five, five, five, five, five, (d, s, v, l, m) => {
				const index = car(d, s, v, l, m);
				const plain = 0.1 * d + 0.2 * s + 0.25 * v + 0.25 * l + 0.2 * m;
				expect(Math.abs(index - plain)).toBeLessThan(0.05 + 1e-9);
				expect(Math.round(index * 10) / 10).toBe(index);
				if (v < 5) expect(car(d, s, v + 1, l, m)).toBeGreaterThanOrEqual(index);
			})
		);
	});
});

describe('the classes', () => {
	it('change where the publication says', () => {
		expect([0, 13, 14, 90, 91].map(durationClass)).toEqual([1, 1, 3, 3, 5]);
		expect([0, 1, 499, 500, 1499, 1500, 4999, 5000, 9999, 10_000].map(volumeClass)).toEqual([
			0, 1, 1, 2, 2, 3, 3, 4, 4, 5
		]);
		expect([9.9, 10, 99.9, 100, 499.9, 500].map((m) => lengthClass(m, 'closed'))).toEqual([2, 3, 3, 4, 4, 5]);
		expect(lengthClass(900, 'none')).toBe(1);
		expect([3, 4].map(volumeReach)).toEqual([15, 30]);
		const bus = (rush_hour: number, more = {}) =>
			busClass({ critical: false, trunk: false, rush_hour, ...more });
		expect([bus(0), bus(1), bus(10), bus(11), bus(20), bus(21)]).toEqual([2, 3, 3, 4, 4, 5]);
		expect([bus(0, { trunk: true }), bus(0, { critical: true }), busClass(null)]).toEqual([4, 5, 0]);
		expect([cycleClass('priority'), cycleClass('main'), cycleClass(null)]).toEqual([5, 4, 0]);
		expect([tramClass('service'), tramClass('idle'), tramClass(null)]).toEqual([5, 3, 0]);
	});
});

describe('the nuisance of a work', () => {
	it('supposes the traffic of a street that nobody has counted, and says so', () => {
		// 0.1 + 0.4 + 0.5 + 0.25 + 0.2 = 1.45
		expect(nuisanceOf(QUIET)).toMatchObject({ index: 1.5, vehicles: 500, volume_assumed: true });
		expect(nuisanceOf({ ...QUIET, vehicles: 12_000 })).toMatchObject({
			index: 2.2,
			classes: { volume: 5 },
			volume_assumed: false
		});
	});

	it('is the worst of all kinds of traffic', () => {
		expect(nuisanceOf({ ...QUIET, tram: 'service' })).toMatchObject({ index: 5, car: 1.5, tram: 5 });
	});

	it('is nothing where there is no street', () => {
		expect(nuisanceOf({ ...QUIET, street: 0 })).toMatchObject({
			index: 0,
			vehicles: 0,
			volume_assumed: false
		});
	});
});
