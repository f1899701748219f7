import laws from '../../../../../../gis-data/code-rules/reconciliation.json' with { type: 'json' };
import articles from '../../../../../../gis-data/code-rules/sources.json' with { type: 'json' };
import { civilDate, type CivilDate } from '#lib/kernel/dates.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import { decimal, RunningSum, toPiastres } from '#lib/kernel/exact.ts';
import { rounded } from './charge.ts';
import { counting } from './figures.ts';
import type {
	Instalment,
	ReconciliationAsked,
	ReconciliationLimits,
	ReconciliationProblem,
	ReconciliationQuote
} from './reconciliation-types.ts';
import { MILLION } from './vocabulary.ts';

type Article = keyof typeof articles;

type Written = Omit<ReconciliationLimits, 'sources'> & {
	sources: { price: Article; price_times: Article; payment: Article };
};

const LAWS = (laws as unknown as readonly Written[]).map((law): ReconciliationLimits => ({
	...law,
	sources: {
		price: articles[law.sources.price],
		price_times: articles[law.sources.price_times],
		payment: articles[law.sources.payment]
	}
}));

/** The law on reconciliation of a day. */
export function reconciliationLimits(day: CivilDate): ReconciliationLimits | null {
	return LAWS.find((l) => l.valid_from <= day && (l.valid_to === null || day <= l.valid_to)) ?? null;
}

/**
 * What a reconciliation costs: area by price, several times where the law says so, less a discount for who pays at once, the earnest first, the rest in
 * equal parts with interest on what is still owed. Amounts are rounded once to the piastre, a half up, but the discount
 * and the earnest, which have caps, down; the parts add up to the rest.
 * @returns the faults where something is asked that the law does not allow.
 */
export function reconcile(
	asked: ReconciliationAsked,
	law: ReconciliationLimits | null = reconciliationLimits(asked.on)
): { quote: ReconciliationQuote } | { problems: ReconciliationProblem[] } {
	const problems = law ? faults(asked, law) : [{ code: 'no_law' as const, limit: null, source: null }];
	if (!law || problems.length) return { problems };
	const { payment } = asked;
	const times = asked.graver ? law.price_times : 1;
	const base = rounded({ over: BigInt(asked.area) * BigInt(asked.price) * BigInt(times), under: 100n });
	// Down, so that no cap is passed by a fraction.
	const part = (share: number) => toPiastres((BigInt(base) * BigInt(share)) / MILLION);
	const discount = payment.by === 'cash' ? part(payment.discount) : 0;
	const earnest = Math.min(part(asked.earnest), base - discount);
	const rest = base - discount - earnest;
	const instalments = payment.by === 'instalments' ? spread(rest, payment, asked.on) : [];
	const interest = instalments.reduce((sum, i) => sum + i.interest, 0);
	const { id, title, valid_from, sources } = law;
	return {
		quote: {
			law: { id, title, valid_from, sources },
			base,
			discount,
			earnest,
			rest,
			instalments,
			interest,
			total: base - discount + interest,
			figures: `${counting(asked.area)} × ${decimal(asked.price)}${times > 1 ? ` × ${times}` : ''}`,
			unverified: sources.price.unverified || sources.payment.unverified
		}
	};
}

function faults(asked: ReconciliationAsked, law: ReconciliationLimits): ReconciliationProblem[] {
	const { price, payment } = law.sources;
	const found: ReconciliationProblem[] = [];
	const hold = (bad: boolean, code: ReconciliationProblem['code'], limit: number, source = payment) => {
		if (bad) found.push({ code, limit, source });
	};
	hold(asked.price < law.price.min, 'price_below', law.price.min, price);
	hold(asked.price > law.price.max, 'price_above', law.price.max, price);
	hold(asked.earnest > law.earnest_max, 'earnest_above', law.earnest_max);
	if (asked.payment.by === 'cash') {
		hold(asked.payment.discount > law.discount_max, 'discount_above', law.discount_max);
		return found;
	}
	const { years, interest } = asked.payment;
	hold(years > law.years_max, 'too_long', law.years_max);
	hold(interest > law.interest_max, 'interest_above', law.interest_max);
	hold(interest > 0 && years <= law.interest_after_years, 'interest_too_early', law.interest_after_years);
	return found;
}

/** Equal parts of the rest, the first one period after the day; interest for the period on what is still owed. */
function spread(
	rest: number,
	{ years, a_year, interest }: Extract<ReconciliationAsked['payment'], { by: 'instalments' }>,
	on: CivilDate
): Instalment[] {
	const count = years * a_year;
	const principal = new RunningSum(BigInt(count));
	const paid = new RunningSum(MILLION * BigInt(a_year * count));
	return Array.from({ length: count }, (_, i) => {
		const owed = BigInt(rest) * BigInt(count - i);
		const part = principal.add(BigInt(rest));
		const more = paid.add(owed * BigInt(interest));
		return {
			due: monthsAfter(on, ((i + 1) * 12) / a_year),
			principal: part,
			interest: more,
			amount: part + more
		};
	});
}

/**
 * The parts in which a reconciliation is paid, in their order, from what was paid of it: of each how much, and until when;
 * null: with the acceptance. What is paid at once has its day by the law.
 */
export function partsLeft(
	{ earnest, instalments, total }: Pick<ReconciliationQuote, 'earnest' | 'instalments' | 'total'>,
	{ paid, rest_on }: { paid: Piastres; rest_on: CivilDate | null }
): { amount: Piastres; on: CivilDate | null }[] {
	const rest = instalments.length
		? instalments.map(({ amount, due }) => ({ amount, on: due as CivilDate | null }))
		: [{ amount: total - earnest, on: rest_on }];
	let gone = paid;
	return [{ amount: earnest, on: null as CivilDate | null }, ...rest].flatMap(({ amount, on }) => {
		const left = amount - Math.min(amount, gone);
		gone -= amount - left;
		return left > 0 ? [{ amount: left, on }] : [];
	});
}

/** The same day so many months later, or the last of that month where it has no such day. */
export function monthsAfter(day: CivilDate, months: number): CivilDate {
	const [year, month, of] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
	const at = year * 12 + (month - 1) + months;
	for (let last = of; ; last--) {
		const found = civilDate(Math.floor(at / 12), (at % 12) + 1, last);
		if (found) return found;
	}
}
