import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORY_DEFAULTS, categoryBySize, categoryLimits, categoryTooLow } from './category.ts';

const by = (working_days: number, opened_m2: number | null, traffic_effect: 'none' | 'closed' = 'none') =>
	categoryBySize({ working_days, opened_m2, traffic_effect }, CATEGORY_DEFAULTS);

describe('the category by size', () => {
	it.each([
		[1, null, 'minor'],
		[3, 2.99, 'minor'],
		[3, 3, 'standard'],
		[4, null, 'standard'],
		[10, 50, 'standard'],
		[11, null, 'major'],
		[1, 50.01, 'major']
	] as const)('of %d working days and %s m2 is %s', (days, m2, category) => {
		expect(by(days, m2)).toBe(category);
	});

	it('of a closed street is major', () => expect(by(1, 1, 'closed')).toBe('major'));

	it('never falls when a work grows', () => {
		const order = ['minor', 'standard', 'major'];
		const size = fc.tuple(fc.nat(40), fc.double({ min: 0, max: 200, noNaN: true }));
		fc.assert(
			fc.property(size, size, ([d, a], [dd, aa]) => {
				expect(order.indexOf(by(d + dd, a + aa))).toBeGreaterThanOrEqual(order.indexOf(by(d, a)));
			})
		);
	});

	it('is measured by the limits of the day', () => {
		const row = { rule: 'CATEGORY', name: 'minor_days', value: 5, valid_from: '2027-01-01', valid_to: null };
		expect(categoryLimits([row], '2026-12-31')).toEqual(CATEGORY_DEFAULTS);
		expect(categoryLimits([row], '2027-01-01')).toEqual({ ...CATEGORY_DEFAULTS, minor_days: 5 });
	});

	it('is too low below its size; what cannot wait has none', () => {
		expect(categoryTooLow('minor', 'standard')).toBe(true);
		expect(categoryTooLow('major', 'standard')).toBe(false);
		expect(categoryTooLow('standard', 'standard')).toBe(false);
		expect(categoryTooLow('urgent', 'major')).toBe(false);
		expect(categoryTooLow('emergency', 'major')).toBe(false);
	});
});
