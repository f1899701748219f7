import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointTerms, leadOf, splitByWeight, type JointPrice, type JointWork } from './index.ts';

const work = (reference: string, start: string, end: string, width_m = 1): JointWork => ({
	reference,
	title: reference,
	promoter: { unit_id: reference, code: reference, name: { ar: reference, en: reference } },
	window: { start, end },
	width_m
});
const price: JointPrice = {
	road_class: 'main',
	surface: 'asphalt',
	cut: 16_000,
	backfill: 22_000,
	restore: 100_000,
	valid_from: '2000-01-01',
	verified: false,
	origin: 'estimate'
};
const water = work('EX-2026-000001', '2027-03-01', '2027-03-20', 1.2);
const power = work('EX-2026-000002', '2027-05-01', '2027-05-10', 0.6);

describe('one trench for two', () => {
	it('is led by the work that lasts longest, then by the earliest', () => {
		expect(leadOf([power, water])).toBe(water);
		const early = work('EX-2026-000003', '2027-02-01', '2027-02-20');
		expect(leadOf([water, early])).toBe(early);
	});

	it('saves the shared metres once: 540 m at 1,380 pounds', () => {
		const terms = jointTerms([water, power], { lead: water.reference, shared_m: 540, price });
		expect(terms).toMatchObject({ shared_m: 540, saving: 74_520_000, days_saved: 10, window: water.window });
		expect(terms.parties.map(({ alone, share }) => [alone, share])).toEqual([
			[74_520_000, 49_680_000],
			[74_520_000, 24_840_000]
		]);
	});

	it('saves twice with a third', () => {
		const gas = work('EX-2026-000004', '2027-03-05', '2027-03-09');
		const terms = jointTerms([water, power, gas], { lead: water.reference, shared_m: 100.005, price });
		expect(terms).toMatchObject({ shared_m: 100.01, saving: 2 * 13_801_380, days_saved: 15 });
	});
});

it('a cost split by width loses no piastre, and more width never pays less', () => {
	const widths = fc.array(fc.double({ min: 0.05, max: 50, noNaN: true }), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 1e12 }), widths, (amount, weights) => {
			const parts = splitByWeight(amount, weights);
			expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
			for (const [i, part] of parts.entries()) {
				expect(part >= 0 && Number.isSafeInteger(part)).toBe(true);
				for (const [j, other] of parts.entries())
					if (weights[i]! > weights[j]!) expect(part).toBeGreaterThanOrEqual(other - 1);
			}
		})
	);
});

it('nobody pays more together than alone, and the savings of the parties make up the whole', () => {
	const metres = fc.double({ min: 1, max: 20_000, noNaN: true });
	fc.assert(
		fc.property(
			metres,
			fc.double({ min: 0.05, max: 50, noNaN: true }),
			fc.double({ min: 0.05, max: 50, noNaN: true }),
			(shared_m, a, b) => {
				const works = [
					{ ...water, width_m: a },
					{ ...power, width_m: b }
				];
				const terms = jointTerms(works, { lead: water.reference, shared_m, price });
				for (const { alone, share } of terms.parties) expect(share).toBeLessThanOrEqual(alone);
				const saved = terms.parties.reduce((sum, { alone, share }) => sum + alone - share, 0);
				expect(saved).toBe(terms.saving);
			}
		)
	);
});
