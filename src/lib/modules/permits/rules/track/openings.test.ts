import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES } from '#lib/kernel/roles.ts';
import { DUTIES } from '../life/vocabulary.ts';
import { openingsOf, type AccessRow } from './openings.ts';

const department = { ar: 'حي وسط', en: 'Centre' };
const base: AccessRow = {
	...{ at: new Date('2026-11-19T09:00:00Z'), what: 'parties', item: null, system: false, self: false },
	...{ duty: null, role: null, unit: { ar: 'مركز', en: 'Window' } }
};
const some = fc.array(
	fc.record({
		at: fc.date({ min: new Date('2026-11-01'), max: new Date('2026-11-30'), noInvalidDate: true }),
		what: fc.constantFrom('parties' as const, 'document' as const),
		item: fc.constantFrom(null, 'drawings/1', 'ownership/12', 'BL-2026-000001'),
		system: fc.boolean(),
		self: fc.boolean(),
		duty: fc.option(fc.constantFrom(...DUTIES)),
		role: fc.option(fc.constantFrom(...ROLES)),
		unit: fc.option(fc.constantFrom({ ar: 'مركز', en: 'Window' }, { ar: 'محافظة', en: 'Governorate' }))
	}),
	{ maxLength: 40 }
);

describe('who opened a file', () => {
	test('a day of one office is one line, however often it was opened', () => {
		const at = (hour: number) => new Date(Date.UTC(2026, 10, 19, hour));
		const rows: AccessRow[] = [
			{ ...base, duty: 'clerk', at: at(11), what: 'document', item: 'ownership/2' },
			{ ...base, duty: 'clerk', at: at(10) },
			{ ...base, duty: 'clerk', at: at(9) }
		];
		expect(openingsOf(rows, department)).toEqual([
			{
				...{ by: 'clerk', unit: { ar: 'مركز', en: 'Window' }, on: '2026-11-19' },
				between: [at(9).toISOString(), at(11).toISOString()],
				things: [
					{ what: 'document', title: expect.objectContaining({ ar: 'سند الملكية' }), version: 2 },
					{ what: 'parties' }
				]
			}
		]);
	});

	test('of a reviewer neither unit nor hour is told, and nothing distinguishes two of them', () => {
		fc.assert(
			fc.property(some, (rows) => {
				const told = openingsOf(rows, department).filter((o) => o.by === 'reviewer');
				for (const { unit, between } of told) {
					expect(unit).toEqual(department);
					expect(between).toBeNull();
				}
				expect(new Set(told.map((o) => o.on)).size).toBe(told.length);
			})
		);
	});

	test('everything that was opened is told once, and whoever applies is told apart', () => {
		fc.assert(
			fc.property(some, (rows) => {
				const told = openingsOf(rows, department);
				expect(told.length).toBeLessThanOrEqual(rows.length);
				expect(told.length > 0).toBe(rows.length > 0);
				expect(told.some((o) => o.by === 'applicant')).toBe(
					rows.some((r) => (r.self && !r.system) || (!r.system && r.duty === 'applicant'))
				);
			})
		);
	});
});
