import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERMIT_KINDS } from '../life/vocabulary.ts';
import {
	BLDS_FIELDS,
	BLDS_LOG_STATUS,
	BLDS_LOG_STATUSES,
	BLDS_PERMIT_CLASSES,
	BLDS_PERMIT_TYPES,
	BLDS_STATUS,
	BLDS_STATUSES,
	BLDS_WORK_CLASSES,
	bldsRow,
	PLANNING_APPLICATION_FIELDS,
	PLANNING_DECISIONS,
	planningApplication,
	planningDecision,
	PLANNING_STATUS,
	PUBLIC_EVENTS,
	PUBLIC_STATES,
	PUBLIC_USES,
	PublicPermitsQuery,
	publicStep,
	stateAfter,
	type PublicPermit,
	type PublicState
} from './index.ts';

const HOUSE: PublicPermit & { status_on: string; changed_on: string } = {
	...{ reference: 'BP-2026-000012', kind: 'new', state: 'issued', parcel: '12' },
	place: { ar: 'قطعة 12، شارع النصر', en: 'Plot 12, El Nasr Street' },
	district: { code: 'east', name: { ar: 'حي شرق', en: 'East' } },
	department: { ar: 'حي شرق', en: 'East district' },
	...{ plot_m2: 400, floors: 5, basements: 1, height_m: 16, area_m2: 1000, units: 8, use: 'residential' },
	...{
		applied_on: '2026-10-01',
		accepted_on: '2026-10-08',
		decided_on: '2026-11-01',
		issued_on: '2026-11-05'
	},
	...{
		expires_on: '2027-11-05',
		completed_on: null,
		...{ amends: null, amended_by: null },
		at: [29.9, 31.2],
		updated_at: '2026-11-05T10:00:00.000Z'
	},
	...{ status_on: '2026-11-05', changed_on: '2026-11-05' }
};
const words = {
	...{
		status: 'رخصة سارية',
		kind: 'بناء جديد',
		use: 'سكني',
		description: 'بناء جديد',
		address: 'شارع النصر'
	},
	...{ district: 'حي شرق', governorate: 'الإسكندرية', department: 'حي شرق' }
};
const where = { link: 'https://d.example/portal/permits/BP-2026-000012', jurisdiction: 'east' };

const day = fc
	.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
	.map((d) => d.toISOString().slice(0, 10));
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null });
const anEntry = fc.record({
	kind: fc.constantFrom(...PERMIT_KINDS),
	state: fc.constantFrom(...PUBLIC_STATES),
	use: maybe(fc.constantFrom(...PUBLIC_USES)),
	units: maybe(fc.integer({ min: 0, max: 500 })),
	floors: maybe(fc.integer({ min: 0, max: 60 })),
	area_m2: maybe(fc.integer({ min: 0, max: 100_000 })),
	height_m: maybe(fc.integer({ min: 0, max: 200 })),
	issued_on: maybe(day),
	decided_on: maybe(day),
	expires_on: maybe(day),
	completed_on: maybe(day),
	parcel: maybe(fc.string())
});

describe('BLDS', () => {
	test('a licence of a house', () => {
		expect(bldsRow(HOUSE, words, where)).toMatchObject({
			...{ PermitNum: 'BP-2026-000012', StatusCurrentMapped: 'Permit Issued', PermitTypeMapped: 'Building' },
			...{ WorkClassMapped: 'New', PermitClassMapped: 'Residential', TotalSqFt: 10764, HousingUnits: 8 },
			...{
				Latitude: 31.2,
				Longitude: 29.9,
				PIN: '12',
				IssuedDate: '2026-11-05',
				HoldDate: null,
				VoidDate: null
			}
		});
	});
	test('a demolition that was stopped is held, one that was taken back is void', () => {
		const demolition = { ...HOUSE, kind: 'demolition', use: null, units: null } as const;
		expect(bldsRow({ ...demolition, state: 'suspended' }, words, where)).toMatchObject({
			...{ PermitTypeMapped: 'Demolition', WorkClassMapped: 'Existing', PermitClassMapped: null },
			...{ HoldDate: '2026-11-05', VoidDate: null, HousingUnits: null }
		});
		expect(bldsRow({ ...demolition, state: 'revoked' }, words, where)).toMatchObject({
			...{ StatusCurrentMapped: 'Permit Cancelled', HoldDate: null, VoidDate: '2026-11-05' }
		});
	});
	test('every kind and state has a value that is allowed, and what must be there is', () => {
		fc.assert(
			fc.property(anEntry, (entry) => {
				const row = bldsRow({ ...HOUSE, ...entry }, words, where);
				expect(Object.keys(row)).toEqual([...BLDS_FIELDS]);
				expect(BLDS_STATUSES).toContain(row.StatusCurrentMapped);
				expect(BLDS_PERMIT_TYPES).toContain(row.PermitTypeMapped);
				expect(BLDS_WORK_CLASSES).toContain(row.WorkClassMapped);
				expect([...BLDS_PERMIT_CLASSES, null]).toContain(row.PermitClassMapped);
				for (const field of [
					'PermitNum',
					'Description',
					'AppliedDate',
					'StatusCurrent',
					'OriginalAddress1'
				] as const)
					expect(row[field]).toBeTruthy();
				expect(() => JSON.parse(String(row.ExtraFields)) as unknown).not.toThrow();
			})
		);
		for (const event of PUBLIC_EVENTS) expect(BLDS_LOG_STATUSES).toContain(BLDS_LOG_STATUS[event]);
	});
});

describe('planning data', () => {
	test('an application has every field, as text, and a decision that is known or none', () => {
		fc.assert(
			fc.property(anEntry, (entry) => {
				const told = planningApplication(
					{ ...HOUSE, ...entry },
					{ geometry: 'MULTIPOLYGON EMPTY', point: 'POINT EMPTY' },
					{ name: 'n', description: 'd', address: 'a', link: 'l', organisation: 'o' }
				);
				expect(Object.keys(told)).toEqual([...PLANNING_APPLICATION_FIELDS]);
				for (const value of Object.values(told)) expect(typeof value).toBe('string');
				expect([...PLANNING_DECISIONS, '']).toContain(told['planning-decision']);
				expect(told['planning-application-type']).toMatch(/^[a-z-]+$/);
			})
		);
		expect(planningDecision('in_review')).toBe('');
		for (const event of PUBLIC_EVENTS) expect(PLANNING_STATUS[event]).toMatch(/^[a-z-]+$/);
	});
});

test('events lead from state to state, and what leaves the way has no step on it', () => {
	const life = [
		'accepted',
		'notified',
		'approved',
		'issued',
		'suspended',
		'resumed',
		'started',
		'deposited',
		'completed'
	] as const;
	let state: PublicPermit['state'] = 'in_review';
	const states = life.map((event) => (state = stateAfter(event, state)));
	expect(states).toEqual([
		'in_review',
		'in_review',
		'fees_due',
		'issued',
		'suspended',
		'issued',
		'building',
		'building',
		'completed'
	]);
	const contested = (['submitted', 'accepted', 'refused', 'appealed'] as const).reduce(
		(before: PublicState, event) => stateAfter(event, before),
		'in_review'
	);
	expect(contested).toBe('appealed');
	expect(BLDS_STATUS[contested]).toBe('Appeal');
	expect(stateAfter('appeal_dismissed', contested)).toBe('refused');
	expect(stateAfter('appeal_granted', contested)).toBe('in_review');
	expect(PUBLIC_STATES.filter((s) => publicStep(s) === null)).toEqual([
		'suspended',
		'refused',
		'appealed',
		'withdrawn',
		'revoked',
		'expired'
	]);
});

test('a question is read, a wrong one refused', () => {
	expect(
		PublicPermitsQuery.parse({ state: 'issued,building', year: '2026', bbox: '29,30,31,32' })
	).toMatchObject({
		...{ state: ['issued', 'building'], year: 2026, bbox: [29, 30, 31, 32], limit: 50 }
	});
	for (const wrong of [
		{ state: 'draft' },
		{ state: '' },
		{ kind: 'villa' },
		{ year: 'x' },
		{ bbox: '1,2' },
		{ limit: '0' }
	])
		expect(PublicPermitsQuery.safeParse(wrong).success).toBe(false);
});
