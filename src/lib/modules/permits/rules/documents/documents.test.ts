import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERMIT_TYPES } from '../permit-types.ts';
import {
	checklistOf,
	DOCUMENT_KINDS,
	missingFrom,
	reasonsFor,
	RETURN_REASONS,
	RETURN_WORDS,
	type DocumentFacts,
	type DocumentKind
} from './index.ts';

const facts = (more: Partial<DocumentFacts> = {}): DocumentFacts => ({
	permit_type: 'new',
	on: '2026-11-22',
	place: 'city',
	floors: 2,
	works_value_egp: 400_000,
	basements: 0,
	agencies: [],
	structure_changes: false,
	outline_changes: false,
	...more
});
const line = (kind: DocumentKind, more: Partial<DocumentFacts> = {}) =>
	checklistOf(facts(more)).find((l) => l.kind === kind);
const needs = (more: Partial<DocumentFacts>) =>
	checklistOf(facts(more))
		.filter((l) => l.needed && l.by === 'filing')
		.map((l) => l.kind);

describe('the checklist', () => {
	it('of a small new building', () => {
		expect(needs({})).toEqual([
			'identity',
			'ownership',
			'site_sketch',
			'site_statement',
			'works_validity',
			'works_value',
			'drawings',
			'engineer'
		]);
		expect(line('contract')).toMatchObject({ needed: true, by: 'start' });
	});

	it('asks for insurance and soil by article 46: floors, value, or floors that are added', () => {
		expect(line('insurance')).toMatchObject({
			needed: false,
			reason: { en: 'article 46: below its thresholds' }
		});
		expect(line('insurance', { floors: 4 })).toMatchObject({
			needed: true,
			reason: { ar: 'المادة 46: 4 أدوار' }
		});
		expect(line('insurance', { works_value_egp: 1_000_000 })).toMatchObject({ needed: true });
		expect(line('insurance', { works_value_egp: 999_999.99 })).toMatchObject({ needed: false });
		expect(line('insurance', { works_value_egp: 300_000, reckoned_value_egp: 1_200_000 })).toMatchObject({
			needed: true,
			reason: { en: 'article 46: value of the works by unit costs' }
		});
		expect(line('insurance', { works_value_egp: null, reckoned_value_egp: 900_000 })).toMatchObject({
			needed: false
		});
		expect(line('soil', { floors: 4 })).toMatchObject({ needed: true });
		expect(line('insurance', { permit_type: 'added_floors' })).toMatchObject({ needed: true });
		expect(line('insurance', { floors: null })).toMatchObject({ needed: null });
	});

	it('asks for what basements, constraints and changes bring', () => {
		expect(line('excavation_support', { basements: 1 })).toMatchObject({ needed: true });
		expect(line('excavation_support', { basements: null })).toMatchObject({ needed: null });
		expect(
			line('agency_approvals', {
				agencies: [
					{ ar: 'الآثار', en: 'antiquities' },
					{ ar: 'الري', en: 'irrigation' }
				]
			})
		).toMatchObject({
			needed: true,
			reason: { ar: 'قيود على الموقع تخص: الآثار، الري' }
		});
		const amend = { permit_type: 'amendment' } as const;
		expect(line('structural_report', { ...amend, structure_changes: true })).toMatchObject({ needed: true });
		expect(line('site_sketch', amend)).toMatchObject({ needed: false });
	});

	it('of a demolition, a completion and a statement is their own', () => {
		expect(needs({ permit_type: 'demolition' })).toContain('removal_decision');
		expect(needs({ permit_type: 'conformity' })).toEqual(['identity', 'as_built', 'engineer', 'photos']);
		expect(needs({ permit_type: 'statement' })).toEqual(['identity', 'site_sketch']);
		expect(line('identity', { permit_type: 'fence' })?.unverified).toBe(true);
	});

	it('is complete only when nothing is open, whatever the case', () => {
		const any = fc.record({
			permit_type: fc.constantFrom(...PERMIT_TYPES),
			on: fc.constantFrom('2022-01-01', '2024-10-01', '2026-11-22'),
			place: fc.constantFrom('city' as const, 'village' as const),
			floors: fc.option(fc.integer({ min: 0, max: 20 })),
			works_value_egp: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
			basements: fc.option(fc.integer({ min: 0, max: 3 })),
			agencies: fc.option(fc.array(fc.record({ ar: fc.string(), en: fc.string() }), { maxLength: 2 })),
			structure_changes: fc.option(fc.boolean()),
			outline_changes: fc.option(fc.boolean())
		});
		fc.assert(
			fc.property(any, fc.subarray([...DOCUMENT_KINDS]), (given, have) => {
				const lines = checklistOf(given);
				expect(new Set(lines.map((l) => l.kind)).size).toBe(lines.length);
				const missing = missingFrom(lines, new Set(have));
				for (const l of lines) {
					if (l.need === 'required') expect(l).toMatchObject({ needed: true, reason: null });
					else expect(l.reason?.ar).toBeTruthy();
					const open = l.by === 'filing' && l.needed !== false && !have.includes(l.kind);
					expect(missing.includes(l)).toBe(open);
				}
				// More floors never take a document away.
				const more = checklistOf({ ...given, floors: (given.floors ?? 0) + 20 });
				for (const l of lines.filter((l) => l.needed))
					expect(more.find((x) => x.kind === l.kind)?.needed).toBe(true);
			}),
			{ numRuns: 200 }
		);
	});
});

it('every document can be sent back for a reason that has words', () => {
	for (const kind of DOCUMENT_KINDS)
		expect(reasonsFor(kind)).toEqual(expect.arrayContaining(['missing', 'other']));
	for (const reason of RETURN_REASONS)
		expect(RETURN_WORDS[reason].ar && RETURN_WORDS[reason].en).toBeTruthy();
	expect(reasonsFor('identity')).not.toContain('not_to_scale');
});
