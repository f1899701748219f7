import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_DEFAULTS } from '../parameters.ts';
import { c5Detour, c5Transit } from './c5.ts';

const window = { start: '2027-03-05', end: '2027-03-12' };
const work = { window, buffer_m: 10 };
const led = { window: { start: '2027-03-01', end: '2027-03-09' } };

describe('C5', () => {
	it('a work on a detour: zones that touch, on the days of both, a warning', () => {
		const found = { severity: 'warn', window: { start: '2027-03-05', end: '2027-03-09' }, days: 5 };
		expect(c5Detour(work, led, 0, RULE_DEFAULTS)).toEqual(found);
		expect(c5Detour(work, led, 15, RULE_DEFAULTS)).toEqual(found);
		expect(c5Detour(work, led, 15.01, RULE_DEFAULTS)).toBeNull();
		expect(
			c5Detour(work, { window: { start: '2027-03-13', end: '2027-03-20' } }, 0, RULE_DEFAULTS)
		).toBeNull();
	});

	it('a work on a line, and further off at a stop, on all its days', () => {
		const found = { severity: 'warn', window, days: 8 };
		expect(c5Transit(work, { stop: false }, 14, RULE_DEFAULTS)).toEqual(found);
		expect(c5Transit(work, { stop: false }, 14.01, RULE_DEFAULTS)).toBeNull();
		expect(c5Transit(work, { stop: true }, 20, RULE_DEFAULTS)).toEqual(found);
		expect(c5Transit(work, { stop: true }, 20.01, RULE_DEFAULTS)).toBeNull();
	});

	it('what is met at some distance is met at every smaller one', () => {
		const metres = fc.double({ min: 0, max: 40, noNaN: true });
		fc.assert(
			fc.property(metres, metres, fc.boolean(), (a, b, stop) => {
				const [near, far] = [Math.min(a, b), Math.max(a, b)];
				for (const met of [
					(m: number) => c5Detour(work, led, m, RULE_DEFAULTS),
					(m: number) => c5Transit(work, { stop }, m, RULE_DEFAULTS)
				])
					if (met(far)) expect(met(near)).toEqual(met(far));
				expect(c5Detour(work, led, near, RULE_DEFAULTS) === null).toBe(near > 15);
			})
		);
	});
});
