import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { decimal } from '#lib/kernel/exact.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	partsLeft,
	percent,
	reconciliationLimits,
	type ReconciliationAsked,
	type ReconciliationQuote
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { keepStep } from '../cases/step.ts';
import { writeAccount } from './account.ts';

interface Quoted {
	asked: ReconciliationAsked;
	answer: ReconciliationQuote;
	/** The day it was accepted; null before. */
	accepted_on: CivilDate | null;
	/** Of the price, by receipts that were not cancelled. */
	paid: Piastres;
}

/** The newest quote of a violation; null before the first. */
export async function quoteOf(db: Tx['db'], permitId: string): Promise<Quoted | null> {
	const { rows } = await sql<Quoted>`select q.asked, q.answer,
			(select (e.at at time zone 'Africa/Cairo')::date from permit_event e
				where e.permit_id = q.permit_id and e.action = 'accept_quote' order by e.version desc limit 1) as accepted_on,
			coalesce((select sum(r.amount) from permit_receipt r where r.permit_id = q.permit_id
				and r.stage = 'reconciliation' and r.cancelled_at is null), 0)::float8 as paid
		from permit_quote q where q.permit_id = ${permitId}::bigint order by q.n desc limit 1`.execute(db);
	return rows[0] ?? null;
}

/** What is left to pay of a reconciliation, part by part; all at once is paid within the term of the law. */
export async function reconciliationParts(
	db: Tx['db'],
	permitId: string
): Promise<{ amount: Piastres; on: CivilDate | null }[]> {
	const quote = await quoteOf(db, permitId);
	if (!quote) return [];
	const { answer, asked, accepted_on, paid } = quote;
	const days = reconciliationLimits(asked.on)?.rest_days ?? null;
	const rest_on = accepted_on !== null && days !== null ? addDays(accepted_on, days) : null;
	return partsLeft(answer, { paid, rest_on });
}

/** The amounts that the cash desk can take: the next part, the next two ... and all that is left. */
export async function amountsDue(db: Tx['db'], found: Pick<CaseRow, 'id'>): Promise<Piastres[]> {
	let sum = 0;
	return (await reconciliationParts(db, found.id)).map(({ amount }) => (sum += amount));
}

/** The step of the system when nothing is left to pay, also where an earlier request was paid for in part. */
export async function settlePrice(ctx: Ctx, tx: Tx, found: CaseRow): Promise<void> {
	if ((await reconciliationParts(tx.db, found.id)).length > 0) return;
	await keepStep(ctx, tx, found, { action: 'settle_payment', duty: 'system', to: 'reconciliation_paid' });
}

/** Draws up what whoever accepts a quote owes by it: the price, what is let off, the interest. */
export async function drawReconciliation(ctx: Ctx, tx: Tx, found: CaseRow): Promise<void> {
	const { asked, answer } = (await quoteOf(tx.db, found.id))!;
	const { law, base, discount, interest, unverified } = answer;
	const { payment } = asked;
	const line = (
		fee: string,
		amount: Piastres,
		{ figures, title }: { figures: string; title: Bilingual }
	) => ({
		...{ fee, amount, title, formula_id: null, version: 1, valid_from: law.valid_from, unverified },
		...{ exemption: null, min: null, max: null, bound: null, unit_cost_ids: [] },
		...{ figures, source: law.title.ar, article: law.sources.price.article.ar }
	});
	const lines = [
		{
			...line('reconciliation_price', base, { figures: answer.figures, title: words(m.permits_quote_base) }),
			...(asked.graver ? { article: law.sources.price_times.article.ar } : {})
		},
		...(discount > 0
			? [
					{
						...line('reconciliation_discount', -discount, {
							figures: payment.by === 'cash' ? `−${decimal(base)} × ${percent(payment.discount)}` : '',
							title: words(m.permits_quote_discount)
						}),
						...{ exemption: 'paid_at_once', article: law.sources.payment.article.ar }
					}
				]
			: []),
		...(interest > 0
			? [
					{
						...line('reconciliation_interest', interest, {
							figures: payment.by === 'instalments' ? percent(payment.interest) : '',
							title: words(m.permits_quote_interest)
						}),
						article: law.sources.payment.article.ar
					}
				]
			: [])
	];
	await writeAccount(ctx, tx, found, {
		...{ stage: 'reconciliation', on: cairoDate(ctx.now()), lines },
		basis: { asked, law: law.id }
	});
}

const words = (said: (inputs: object, reader: { locale: 'ar' | 'en' }) => string) => ({
	ar: said({}, { locale: 'ar' }),
	en: said({}, { locale: 'en' })
});
