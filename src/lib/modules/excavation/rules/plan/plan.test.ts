import { describe, expect, it } from 'vitest';
import { bruteForcePairs } from '../../../../../../tests/builders/brute-force-pairs.ts';
import { randomDigs } from '../../../../../../tests/builders/random-digs.ts';
import { readPlanRow, sortCandidates, touching, usualNotice, type Candidate } from './index.ts';

describe('works whose zones touch', () => {
	it('are those that a comparison of all with all finds', () => {
		const works = [...randomDigs({ count: 600, seed: 3, side: 3000 })].map((w) => ({
			...w,
			state: 'planned',
			start: '2027-01-01',
			end: '2027-01-01'
		}));
		const zones = works.map((w) => ({
			id: String(w.source_id),
			geometry: w.geometry!,
			buffer_m: w.carriageway ? 10 : 5
		}));
		const found = touching(zones).map((pair) => [...pair].sort().join('+'));
		const clashing = bruteForcePairs(works, { today: '2026-01-01' }).filter((p) => p.rule === 'C1');
		expect(found.length).toBeGreaterThan(100);
		expect(found.sort()).toEqual(clashing.map((p) => p.pair).sort());
	});
});

describe('the notice', () => {
	const notice = usualNotice({ start: '2027-01-01', end: '2027-02-28' });
	it.each([
		['minor', '2027-01-05', '2027-01-11'],
		['minor', '2027-01-01', '2027-01-05'],
		['standard', '2027-01-10', '2027-01-24'],
		['urgent', '2027-01-10', '2027-01-11']
	] as const)('of a %s work submitted on %s ends on %s', (category, submitted, start) => {
		expect(notice(submitted, category)).toBe(start);
	});
});

describe('works that are wished', () => {
	const work = (id: string, more: Partial<Candidate> = {}): Candidate => ({
		id,
		organisation: id,
		category: 'standard',
		state: 'planned',
		window: { start: '2027-01-10', end: '2027-01-12' },
		...more
	});
	const rules = { shift: 30, notice: usualNotice({ start: '2027-01-01', end: '2027-02-28' }) };

	it('may be moved unless granted, running or an emergency; those close their days to their neighbours', () => {
		const all = [
			work('a'),
			work('b', { state: 'granted' }),
			work('c', { category: 'emergency' }),
			work('d', { state: 'cancelled' })
		];
		const touch = [
			['a', 'b'],
			['c', 'a'],
			['a', 'd']
		] as const;
		const { works, pairs, fixed, passed } = sortCandidates(all, touch, rules);
		expect(works.map((w) => w.id)).toEqual(['a']);
		expect(works[0]!.closures.map((c) => [c.kind, c.by])).toEqual([
			['fixed', 'b'],
			['fixed', 'c']
		]);
		expect({ pairs, fixed, passed }).toEqual({ pairs: [], fixed: ['b', 'c'], passed: ['d'] });
	});

	it('share a trench when different promoters say the same word', () => {
		const all = [
			work('a', { joint: 'x' }),
			work('b', { joint: 'x' }),
			work('c', { joint: 'x', organisation: 'a' })
		];
		const { pairs } = sortCandidates(
			all,
			[
				['a', 'b'],
				['a', 'c']
			],
			rules
		);
		expect(pairs.map((p) => p.joint)).toEqual([3, null]);
	});

	it('are read with their limits, and refused with every wrong one', () => {
		const row = { source_id: 'a', promoter: 'الغاز', start: '2027-01-10', end: '2027-01-12', geometry: null };
		expect(readPlanRow({ ...row, latest: '١٢/١/٢٠٢٧', nuisance: '2.5' })).toMatchObject({
			earliest: null,
			latest: '2027-01-12',
			nuisance: 2.5,
			joint: null
		});
		expect(() => readPlanRow({ ...row, earliest: 'soon', nuisance: 9 })).toThrow(
			expect.objectContaining({
				fields: [
					{ path: 'earliest', code: 'value_unreadable', params: { field: 'earliest', value: 'soon' } },
					{ path: 'nuisance', code: 'plan_nuisance_range' }
				]
			})
		);
	});
});
