import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsLeft, reconcile, reconciliationLimits, type ReconciliationAsked } from './index.ts';

const asked = (more: Partial<ReconciliationAsked> = {}): ReconciliationAsked => ({
	on: '2026-11-30',
	area: 630,
	price: 500_00,
	earnest: 250_000,
	payment: { by: 'cash', discount: 250_000 },
	...more
});
const quoteOf = (a: ReconciliationAsked) => {
	const answer = reconcile(a);
	if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
	return answer.quote;
};
const faultsOf = (a: ReconciliationAsked) => {
	const answer = reconcile(a);
	return 'problems' in answer ? answer.problems.map((p) => [p.code, p.limit]) : [];
};

describe('reconciliation', () => {
	it('is area by price; who pays at once is let off a part, and has the earnest counted', () => {
		expect(quoteOf(asked())).toMatchObject({
			figures: '6.3 × 500.00',
			base: 3_150_00,
			discount: 787_50,
			earnest: 787_50,
			rest: 1_575_00,
			instalments: [],
			total: 2_362_50,
			law: { id: 'law_187_2023', sources: { price: { article: { en: 'Law 187/2023, article 6' } } } }
		});
	});

	it('takes the price three times for what article 4 names', () => {
		expect(quoteOf(asked({ graver: true }))).toMatchObject({
			figures: '6.3 × 500.00 × 3',
			base: 9_450_00,
			earnest: 2_362_50,
			law: { sources: { price_times: { article: { en: 'Law 187/2023, article 4' } } } }
		});
		// What the committee set stays within its limits, however often it is taken.
		expect(faultsOf(asked({ price: 2_500_01, graver: true }))).toEqual([['price_above', 2_500_00]]);
	});

	it('goes in equal parts, with interest on what is owed where they run longer than three years', () => {
		const yearly = (years: number, interest: number) =>
			quoteOf(asked({ payment: { by: 'instalments', years, a_year: 1, interest } }));
		expect(yearly(3, 0).instalments.map((i) => [i.due, i.amount])).toEqual([
			['2027-11-30', 787_50],
			['2028-11-30', 787_50],
			['2029-11-30', 787_50]
		]);
		// 2362.50 owed, then 1890, 1417.50, 945, 472.50: 7 % of each.
		expect(yearly(5, 70_000).instalments.map((i) => i.interest)).toEqual([
			165_38, 132_30, 99_22, 66_15, 33_08
		]);
		const monthly = quoteOf(asked({ payment: { by: 'instalments', years: 1, a_year: 12, interest: 0 } }));
		expect(monthly.instalments.slice(0, 4).map((i) => i.due)).toEqual([
			'2026-12-30',
			'2027-01-30',
			'2027-02-28',
			'2027-03-30'
		]);
	});

	it('refuses what the law does not allow, with the limit', () => {
		expect(faultsOf(asked({ price: 49_99 }))).toEqual([['price_below', 50_00]]);
		expect(faultsOf(asked({ price: 2_500_01, earnest: 250_001 }))).toEqual([
			['price_above', 2_500_00],
			['earnest_above', 250_000]
		]);
		expect(faultsOf(asked({ payment: { by: 'cash', discount: 250_001 } }))).toEqual([
			['discount_above', 250_000]
		]);
		const parts = { by: 'instalments', a_year: 12 } as const;
		expect(faultsOf(asked({ payment: { ...parts, years: 6, interest: 70_001 } }))).toEqual([
			['too_long', 5],
			['interest_above', 70_000]
		]);
		expect(faultsOf(asked({ payment: { ...parts, years: 3, interest: 1 } }))).toEqual([
			['interest_too_early', 3]
		]);
		expect(faultsOf(asked({ on: '2020-01-01' }))).toEqual([['no_law', null]]);
	});

	it('adds up, stays within the caps and never pays twice, whatever is asked', () => {
		const law = reconciliationLimits('2026-11-30')!;
		const a = fc.record({
			on: fc.constant('2026-11-30'),
			area: fc.integer({ min: 0, max: 10_000_000 }),
			price: fc.integer({ min: law.price.min, max: law.price.max }),
			earnest: fc.integer({ min: 0, max: law.earnest_max }),
			payment: fc.oneof(
				fc.record({
					by: fc.constant('cash' as const),
					discount: fc.integer({ min: 0, max: law.discount_max })
				}),
				fc
					.record({
						years: fc.integer({ min: 1, max: 5 }),
						a_year: fc.constantFrom(1, 2, 4, 12),
						rate: fc.integer({ min: 0, max: law.interest_max })
					})
					.map(({ years, a_year, rate }) => ({
						by: 'instalments' as const,
						years,
						a_year: a_year as 1 | 2 | 4 | 12,
						interest: years > 3 ? rate : 0
					}))
			)
		});
		fc.assert(
			fc.property(a, (one) => {
				const q = quoteOf(one);
				const principal = q.instalments.reduce((sum, i) => sum + i.principal, 0);
				if (one.payment.by === 'instalments') expect(principal).toBe(q.rest);
				expect(q.earnest + q.discount + q.rest).toBe(q.base);
				expect(q.total).toBe(q.base - q.discount + q.interest);
				expect(q.earnest * 4).toBeLessThanOrEqual(q.base);
				expect(q.discount * 4).toBeLessThanOrEqual(q.base);
				expect(
					Math.max(0, ...q.instalments.map((i) => i.principal)) -
						Math.min(...q.instalments.map((i) => i.principal), Infinity)
				).toBeLessThanOrEqual(1);
				if (one.payment.by === 'instalments' && one.payment.years <= 3) expect(q.interest).toBe(0);
				const more = quoteOf({ ...one, area: one.area + 100 });
				expect(more.total).toBeGreaterThanOrEqual(q.total);
			}),
			{ numRuns: 150 }
		);
	});
});

it('is paid in parts in their order, which come to what is left', () => {
	const cash = quoteOf(asked());
	expect(partsLeft(cash, { paid: 0, rest_on: '2027-01-29' })).toEqual([
		{ amount: cash.earnest, on: null },
		{ amount: cash.total - cash.earnest, on: '2027-01-29' }
	]);
	expect(partsLeft(cash, { paid: cash.total * 2, rest_on: null })).toEqual([]);
	const parted = quoteOf(asked({ payment: { by: 'instalments', years: 4, a_year: 4, interest: 70_000 } }));
	fc.assert(
		fc.property(fc.integer({ min: 0, max: parted.total }), (paid) => {
			const left = partsLeft(parted, { paid, rest_on: null });
			expect(left.reduce((sum, part) => sum + part.amount, 0)).toBe(parted.total - paid);
		})
	);
});
