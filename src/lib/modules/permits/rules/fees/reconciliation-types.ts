import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { CodeSource } from '../code/types.ts';
import type { Millionths } from './types.ts';

/** What a law on reconciliation allows, between two days (both included; no end: until further notice). */
export interface ReconciliationLimits {
	id: string;
	title: Bilingual;
	valid_from: CivilDate;
	valid_to: CivilDate | null;
	/** Piastres of a square metre that is outside the licence. */
	price: { min: Piastres; max: Piastres };
	/** The price is taken so many times for what the law names as graver. */
	price_times: number;
	/** Of the whole, paid to show that one is in earnest. */
	earnest_max: Millionths;
	/** Let off who pays all at once. */
	discount_max: Millionths;
	years_max: number;
	/** Yearly; only where the instalments run longer than so many years. */
	interest_max: Millionths;
	interest_after_years: number;
	/** The most that the examination of a request costs. */
	examination_max: Piastres;
	/** From the day requests are taken to the last, with every extension. */
	window_months_max: number;
	/** What is paid at once is paid within so many days of the acceptance. */
	rest_days: number;
	/** A request that is not completed within so many months lapses. */
	lapse_months: number;
	sources: { price: CodeSource; price_times: CodeSource; payment: CodeSource };
}

export interface ReconciliationAsked {
	on: CivilDate;
	/** Hundredths of a square metre. */
	area: number;
	/** Piastres a square metre, as the committee of the place has set it. */
	price: Piastres;
	/** It is one of those whose price is taken several times; absent: it is not. */
	graver?: boolean;
	/** The share of the whole that is paid first; no more than what is asked for is due. */
	earnest: Millionths;
	/** All at once, with a discount; or in equal parts, so many a year. */
	payment:
		| { by: 'cash'; discount: Millionths }
		| { by: 'instalments'; years: number; a_year: 1 | 2 | 4 | 12; interest: Millionths };
}

export type ReconciliationFault =
	| 'no_law'
	| 'price_below'
	| 'price_above'
	| 'earnest_above'
	| 'discount_above'
	| 'too_long'
	| 'interest_above'
	| 'interest_too_early';

/** What the law forbids of what was asked: the limit in the unit of the thing, and the article. */
export interface ReconciliationProblem {
	code: ReconciliationFault;
	limit: number | null;
	source: CodeSource | null;
}

export interface Instalment {
	due: CivilDate;
	principal: Piastres;
	interest: Piastres;
	amount: Piastres;
}

export interface ReconciliationQuote {
	law: Pick<ReconciliationLimits, 'id' | 'title' | 'valid_from' | 'sources'>;
	/** Area by price. */
	base: Piastres;
	discount: Piastres;
	/** Paid when the request is lodged; counts towards what is due. */
	earnest: Piastres;
	/** What is left to pay after the earnest and the discount, without interest. */
	rest: Piastres;
	instalments: Instalment[];
	interest: Piastres;
	/** All that is paid: base, less the discount, with interest. */
	total: Piastres;
	/** `120.5 × 500.00` */
	figures: string;
	unverified: boolean;
}
