import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/kernel/dates.ts';
import { bufferOf, c1, parametersOn, verdictOf, type C1Work, type ParameterRow } from './index.ts';

const telecom: C1Work = {
	organisation: 'unit:1',
	category: 'standard',
	window: { start: '2026-12-01', end: '2026-12-09' },
	buffer_m: 10
};
const gas: C1Work = {
	organisation: 'unit:2',
	category: 'standard',
	window: { start: '2026-12-03', end: '2026-12-12' },
	buffer_m: 5
};

const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-06-01', n));
const work: fc.Arbitrary<C1Work> = fc
	.record({
		organisation: fc.constantFrom('unit:1', 'unit:2', 'name:برلين'),
		category: fc.constantFrom('emergency', 'standard', 'major'),
		start: day,
		length: fc.integer({ min: 0, max: 60 }),
		buffer_m: fc.constantFrom(5, 10)
	})
	.map(({ start, length, ...rest }) => ({ ...rest, window: { start, end: addDays(start, length) } }));
const metres = fc.double({ min: 0, max: 40, noNaN: true });

describe('rule C1', () => {
	it('finds the days both are open, first and last day included', () => {
		expect(c1(telecom, gas, 7)).toEqual({
			window: { start: '2026-12-03', end: '2026-12-09' },
			days: 7,
			severity: 'block'
		});
		const touching = { ...gas, window: { start: '2026-12-09', end: '2026-12-09' } };
		expect(c1(telecom, touching, 7)?.days).toBe(1);
		expect(c1(telecom, { ...gas, window: { start: '2026-12-10', end: '2026-12-12' } }, 7)).toBeNull();
	});

	it('reaches as far as the two buffers together, the limit included', () => {
		expect(c1(telecom, gas, 15)).not.toBeNull();
		expect(c1(telecom, gas, 15.001)).toBeNull();
	});

	it('blocks between organisations, warns within one and for an emergency', () => {
		expect(c1(telecom, gas, 0)?.severity).toBe('block');
		expect(c1(telecom, { ...gas, organisation: 'unit:1' }, 0)?.severity).toBe('warn');
		expect(c1({ ...telecom, category: 'emergency' }, gas, 0)?.severity).toBe('warn');
	});

	it('is the same seen from either side', () => {
		fc.assert(
			fc.property(work, work, metres, (a, b, d) => {
				expect(c1(a, b, d)).toEqual(c1(b, a, d));
			})
		);
	});

	it('never ends by a longer period, a wider buffer or a smaller distance', () => {
		fc.assert(
			fc.property(work, work, metres, fc.integer({ min: 0, max: 30 }), (a, b, d, more) => {
				fc.pre(c1(a, b, d) !== null);
				const longer = { ...a, window: { start: a.window.start, end: addDays(a.window.end, more) } };
				expect(c1(longer, b, d)?.days).toBeGreaterThanOrEqual(c1(a, b, d)?.days ?? Infinity);
				expect(c1({ ...a, buffer_m: a.buffer_m + more }, b, d)).not.toBeNull();
				expect(c1(a, b, d / 2)).not.toBeNull();
			})
		);
	});
});

describe('the buffers', () => {
	const rows: ParameterRow[] = [
		{ rule: 'C1', name: 'buffer_carriageway_m', value: 10, valid_from: '2020-01-01', valid_to: '2026-12-31' },
		{ rule: 'C1', name: 'buffer_carriageway_m', value: 12, valid_from: '2027-01-01', valid_to: null }
	];
	it.each([
		['2026-12-31', true, 10],
		['2027-01-01', true, 12],
		['2027-01-01', false, 5],
		['2019-12-31', true, 10]
	])('of a work that starts on %s, on the carriageway: %s, are %d m', (start, carriageway, buffer) => {
		expect(bufferOf(parametersOn(rows, start), carriageway)).toBe(buffer);
	});
});

it('the heaviest clash is the verdict', () => {
	expect(verdictOf([])).toBe('clear');
	expect(verdictOf([{ severity: 'warn' }])).toBe('warn');
	expect(verdictOf([{ severity: 'warn' }, { severity: 'block' }])).toBe('block');
});
