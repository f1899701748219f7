import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { formatMoney, type Piastres } from '#lib/kernel/money.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/server/context.ts';
import type { PaperSection } from '../../rules/index.ts';
import { AR, dayWords, ltr } from './words.ts';

/** What a licence cost: each line with the version of its formula, and the receipts that paid it. Amounts in piastres. */
export interface PaidFees {
	lines: {
		fee: string;
		title: { ar: string; en: string };
		figures: string;
		version: number;
		amount: Piastres;
		exemption: string | null;
		article: string | null;
	}[];
	receipts: { number: string; amount: Piastres; on: string }[];
}

/** The accounts that hold in a case, and its receipts. */
export async function paidFees(db: Tx['db'], permitId: string): Promise<PaidFees> {
	const lines = await sql<PaidFees['lines'][number]>`select l.fee,
			jsonb_build_object('ar', l.title_ar, 'en', l.title_en) as title, l.figures, l.formula_version as version,
			l.amount::float8 as amount, l.exemption, l.article
		from permit_account a join permit_account_line l on l.account_id = a.id
		where a.permit_id = ${permitId} and a.superseded_at is null order by a.stage, l.position`.execute(db);
	const receipts = await sql<{ number: string; amount: Piastres; paid_at: Date }>`select number,
			amount::float8 as amount, paid_at from permit_receipt
		where permit_id = ${permitId} and cancelled_at is null order by id`.execute(db);
	return {
		lines: lines.rows,
		receipts: receipts.rows.map(({ number, amount, paid_at }) => ({ number, amount, on: cairoDate(paid_at) }))
	};
}

/** The same on paper; nothing where nothing was charged. */
export function feesSections({ lines, receipts }: PaidFees): PaperSection[] {
	if (lines.length === 0) return [];
	const money = (amount: Piastres) => formatMoney(amount, AR);
	const total = lines.reduce((sum, { amount }) => sum + amount, 0);
	return [
		{
			kind: 'table',
			title: m.certificate_fees({}, AR),
			head: [m.certificate_fee({}, AR), m.certificate_figures({}, AR), m.certificate_amount({}, AR)],
			widths: ['1fr', '1fr', 'auto'],
			rows: [
				...lines.map(({ title, article, figures, amount }) => [
					article ? `${title.ar} (${article})` : title.ar,
					ltr(figures),
					money(amount)
				]),
				[m.certificate_total({}, AR), '', money(total)]
			]
		},
		{
			kind: 'rows',
			title: m.certificate_receipts({}, AR),
			rows: receipts.map(({ number, amount, on }) => ({
				label: dayWords(on),
				value: { text: `\u2066${number}\u2069 · ${money(amount)}` }
			}))
		}
	];
}
