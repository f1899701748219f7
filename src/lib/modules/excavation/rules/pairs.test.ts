import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { longestReach, pairFindings, RULE_DEFAULTS, telling, type PairWork } from './index.ts';

const water: PairWork = {
	organisation: 'unit:water',
	category: 'standard',
	window: { start: '2027-03-01', end: '2027-03-10' },
	buffer_m: 5,
	road_works: false
};
const power: PairWork = { ...water, organisation: 'unit:power' };
const on = (start: string, end: string) => ({ window: { start, end } });
const near = { distance_m: 3, sameStreet: false };
const rules = (a: PairWork, b: PairWork, at = near, today = '2027-01-01') =>
	pairFindings(a, b, at, { parameters: RULE_DEFAULTS, today }).map((f) => [f.rule, f.days]);

describe('two works', () => {
	it('in one street section at one time are told of it, however far apart', () => {
		const far = { distance_m: 300, sameStreet: true };
		expect(rules(water, { ...power, ...on('2027-03-08', '2027-03-20') }, far)).toEqual([['C2', 3]]);
		expect(rules(water, { ...power, ...on('2027-03-11', '2027-03-20') }, far)).toEqual([]);
	});

	it.each([
		['2027-03-11', 1, true],
		['2027-03-16', 6, true],
		['2027-03-17', 7, false]
	])('at one place, the next on %s is %d days after the last', (start, days, soon) => {
		const next = { ...power, ...on(start, '2027-04-01') };
		const found = rules(water, next).filter(([rule]) => rule === 'C3');
		expect(found).toEqual(soon ? [['C3', days]] : []);
		expect(rules(next, water)).toEqual(rules(water, next));
	});

	it('wait longer after road works, not before them', () => {
		const paving = { ...water, road_works: true };
		const later = { ...power, ...on('2027-06-07', '2027-06-10') };
		expect(rules(paving, later)).toEqual([['C3', 89]]);
		expect(rules(paving, { ...power, ...on('2027-06-08', '2027-06-10') })).toEqual([]);
		expect(rules({ ...paving, ...on('2027-06-20', '2027-06-25') }, later)).toEqual([['O1', 0]]);
	});

	it('of two organisations that have not begun could share a trench', () => {
		const month = { ...power, ...on('2027-03-31', '2027-04-02') };
		expect(rules(water, month)).toEqual([['O1', 0]]);
		expect(rules(water, { ...month, organisation: water.organisation })).toEqual([]);
		expect(rules(water, { ...power, ...on('2027-04-01', '2027-04-02') })).toEqual([]);
		expect(rules(water, month, near, '2027-03-01')).toEqual([]);
		expect(rules(water, power)).toEqual([
			['C1', 10],
			['O1', 10]
		]);
	});
});

describe('works of one joint trench', () => {
	it('have nothing with each other, and all with the others', () => {
		const joined = { ...water, joint: '7' };
		expect(rules(joined, { ...power, joint: '7' })).toEqual([]);
		expect(rules(joined, { ...power, joint: '8' })).toEqual(rules(water, power));
		expect(rules(joined, { ...power, joint: null })).toEqual(rules(water, power));
		expect(rules({ ...water, joint: null }, { ...power, joint: null })).toEqual(rules(water, power));
	});
});

const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2027-01-01', n));
const work: fc.Arbitrary<PairWork> = fc
	.record({
		organisation: fc.constantFrom('unit:1', 'unit:2'),
		category: fc.constantFrom('emergency', 'standard'),
		start: day,
		length: fc.integer({ min: 0, max: 40 }),
		buffer_m: fc.constantFrom(5, 10),
		road_works: fc.boolean()
	})
	.map(({ start, length, ...rest }) => ({ ...rest, window: { start, end: addDays(start, length) } }));
const nearness = fc.record({
	distance_m: fc.double({ min: 0, max: 40, noNaN: true }),
	sameStreet: fc.boolean()
});

it('who is asked first makes no difference, and C1 and C3 never hold together', () => {
	fc.assert(
		fc.property(work, work, nearness, day, (a, b, at, today) => {
			const found = rules(a, b, at, today);
			expect(rules(b, a, at, today)).toEqual(found);
			const names = found.map(([rule]) => rule);
			expect(names.includes('C1') && names.includes('C3')).toBe(false);
		})
	);
});

it('a shared street goes without saying where the zones clash', () => {
	const at = { distance_m: 3, sameStreet: true };
	const found = pairFindings(water, power, at, { parameters: RULE_DEFAULTS, today: '2027-01-01' });
	expect(found.map((f) => f.rule)).toEqual(['C1', 'C2', 'O1']);
	expect(telling(found, () => 'water+power').map((f) => f.rule)).toEqual(['C1', 'O1']);
});

it('a longer gap than the usual reaches farther in time', () => {
	const set = { rule: 'C3', name: 'gap_days', value: 365, valid_from: '2020-01-01', valid_to: null };
	expect(longestReach([])).toBe(90);
	expect(longestReach([set])).toBe(365);
});
