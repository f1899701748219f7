import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judged, Judgement } from '../types.ts';
import { positionsOf, positionState, stillHolds } from './index.ts';

const clash: Judged = { rule: 'C1', severity: 'block', days: 5, area_m2: 200 };
const said = (answer: Judgement['answer'], of: Judged = clash): Judgement => ({
	...{ answer, of, reason: 'x', at: '2026-12-01T00:00:00Z', person: null }
});

describe('a judgement', () => {
	it.each([
		['nothing', {}, true],
		['a tenth of the ground more', { area_m2: 220 }, true],
		['a little more than a tenth', { area_m2: 220.1 }, false],
		['a fifth less', { area_m2: 160 }, false],
		['a day', { days: 6 }, false],
		['the severity', { severity: 'warn' }, false],
		['the rule', { rule: 'C3' }, false]
	] as const)('survives, or not, when %s changes', (_, change, holds) => {
		expect(stillHolds(clash, { ...clash, ...change })).toBe(holds);
	});

	it('is the last word of its party, until the clash is another', () => {
		expect(positionState([], clash)).toBe('open');
		expect(positionState([said('no'), said('yes')], clash)).toBe('no');
		expect(positionState([said('no')], { ...clash, days: 9 })).toBe('again');
		// Changed back, it is the clash that was judged.
		expect(positionState([said('no')], clash)).toBe('no');
	});

	it('is asked of every party that is a unit here, once, and of no offer', () => {
		const party = (unit_id: string | null) => ({
			promoter: { unit_id, code: null, name: { ar: 'جهة', en: 'Company' } }
		});
		const words = [{ ...said('later'), unit_id: '2' }];
		const pair = { ...clash, a: party('1'), b: party('2') };
		expect(positionsOf(pair, words).map((p) => p.state)).toEqual(['open', 'later']);
		expect(positionsOf({ ...pair, b: party('1') }, words).map((p) => p.state)).toEqual(['open']);
		expect(positionsOf({ ...pair, b: party(null) }, words)).toHaveLength(1);
		expect(positionsOf({ ...pair, rule: 'O1' }, words)).toEqual([]);
	});
});

it('never holds beyond a tenth, always within', () => {
	const areas = fc.double({ min: 0.01, max: 1e5, noNaN: true });
	fc.assert(
		fc.property(areas, fc.double({ min: -0.5, max: 0.5, noNaN: true }), (area_m2, share) => {
			fc.pre(Math.abs(Math.abs(share) - 0.1) > 1e-9);
			const now = { ...clash, area_m2: area_m2 * (1 + share) };
			expect(stillHolds({ ...clash, area_m2 }, now)).toBe(Math.abs(share) < 0.1);
		})
	);
});
