import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, diffDays, overlaps } from '#lib/kernel/dates.ts';
import { firstFreeStart, HORIZON_DAYS, type Window } from './index.ts';

const wished = { start: '2026-12-01', end: '2026-12-09' };

it('is the wished day when nobody is there', () => {
	expect(firstFreeStart(wished, [])).toBe('2026-12-01');
	expect(firstFreeStart(wished, [{ start: '2026-11-01', end: '2026-11-30' }])).toBe('2026-12-01');
});

it('is the day after the other work ends', () => {
	expect(firstFreeStart(wished, [{ start: '2026-12-03', end: '2026-12-12' }])).toBe('2026-12-13');
});

it('passes over a gap that is too short for the whole work', () => {
	const busy = [
		{ start: '2026-12-20', end: '2026-12-31' },
		{ start: '2026-12-03', end: '2026-12-12' }
	];
	expect(firstFreeStart(wished, busy)).toBe('2027-01-01');
	expect(firstFreeStart({ start: '2026-12-01', end: '2026-12-07' }, busy)).toBe('2026-12-13');
});

it('is nothing when the ground is taken for years', () => {
	expect(firstFreeStart(wished, [{ start: '2026-01-01', end: '2029-01-01' }])).toBeNull();
});

it('is always free, and no earlier day is', () => {
	const window: fc.Arbitrary<Window> = fc
		.tuple(fc.integer({ min: -50, max: 300 }), fc.integer({ min: 0, max: 40 }))
		.map(([from, length]) => {
			const start = addDays(wished.start, from);
			return { start, end: addDays(start, length) };
		});
	const length = fc.integer({ min: 0, max: 30 });
	fc.assert(
		fc.property(fc.array(window, { maxLength: 12 }), length, (busy, days) => {
			const asked = { start: wished.start, end: addDays(wished.start, days) };
			const found = firstFreeStart(asked, busy);
			const free = (start: string) => !busy.some((b) => overlaps(b, { start, end: addDays(start, days) }));
			let first = asked.start;
			while (!free(first) && diffDays(asked.start, first) <= HORIZON_DAYS) first = addDays(first, 1);
			expect(found).toBe(first);
		})
	);
});
