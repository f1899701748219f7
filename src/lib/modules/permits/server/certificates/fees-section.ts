import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { formatMoney, type Piastres } from '#lib/kernel/money.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/server/context.ts';
import type { PaperSection } from '../../rules/index.ts';
import { AR, dayWords, ltr, numberWords } from './words.ts';

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
	const { rows } = await sql<{
		lines: PaidFees['lines'];
		receipts: (Omit<PaidFees['receipts'][number], 'on'> & { paid_at: string })[];
	}>`select
		(select coalesce(jsonb_agg(jsonb_build_object('fee', l.fee, 'title', jsonb_build_object('ar', l.title_ar, 'en', l.title_en),
				'figures', l.figures, 'version', l.formula_version, 'amount', l.amount, 'exemption', l.exemption,
				'article', l.article) order by a.stage, l.position), '[]')
			from permit_account a join permit_account_line l on l.account_id = a.id
			where a.permit_id = ${permitId}::bigint and a.superseded_at is null) as lines,
		(select coalesce(jsonb_agg(jsonb_build_object('number', number, 'amount', amount, 'paid_at', paid_at) order by id), '[]')
			from permit_receipt where permit_id = ${permitId}::bigint and cancelled_at is null) as receipts`.execute(db);
	const { lines, receipts } = rows[0]!;
	return {
		lines,
		receipts: receipts.map(({ number, amount, paid_at }) => ({
			number,
			amount,
			on: cairoDate(new Date(paid_at))
		}))
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
					ltr(grouped(figures)),
					money(amount)
				]),
				[{ text: m.certificate_total({}, AR), strong: true }, '', { text: money(total), strong: true }]
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

/** The figures of a line (`1104000.00 × 0.2%`) with their thousands apart. */
const grouped = (figures: string) =>
	figures.replace(/\d+(?:\.(\d+))?/g, (figure, places?: string) =>
		numberWords(Number(figure), places?.length ?? 0)
	);
