import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	checklistOf,
	documentTitle,
	dueDocument,
	missingDocuments,
	PERMIT_TRANSITIONS,
	type DocumentKind,
	type LinkedCase,
	type PermitState,
	type TrackedMoney,
	type TrackedRequest
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { documentFacts, newestVersions } from '../documents/of-case.ts';
import { duesOf } from '../fees/dues.ts';
import { quoteOf, reconciliationParts } from '../fees/reconciliation.ts';

/** What whoever asks has been asked, and has not answered. */
export async function requestsOpen(db: Tx['db'], { id }: CaseRow): Promise<TrackedRequest[]> {
	const { rows } = await sql<
		Omit<TrackedRequest, 'title' | 'asked_at' | 'document'> & { asked_at: Date }
	>`select subject, fault, note, asked_at, due_on from permit_request
		where permit_id = ${id} and answered_at is null order by id`.execute(db);
	return rows.map((r) => ({
		...r,
		title: r.subject === 'application' ? null : documentTitle(r.subject),
		asked_at: r.asked_at.toISOString(),
		document: dueDocument(r) !== null
	}));
}

/** What a draft still lacks to be handed in whole. */
export async function papersMissing(db: Tx['db'], found: CaseRow): Promise<Bilingual[]> {
	if (found.state !== 'draft' && found.state !== 'statement_draft') return [];
	const have = new Set((await newestVersions(db, found.id)).keys() as Iterable<DocumentKind>);
	return missingDocuments(checklistOf(await documentFacts(db, found)), have).map((line) => line.title);
}

/** What a licence, its completion and the violations on it owe. */
export async function moneyDue(
	db: Tx['db'],
	found: CaseRow,
	family: readonly LinkedCase[]
): Promise<TrackedMoney[]> {
	const money: TrackedMoney[] = [];
	for (const { reference, state, due } of family) {
		const { rows } = await sql<{
			id: string;
		}>`select id::text from permit where reference = ${reference}`.execute(db);
		const { id } = rows[0]!;
		if (!PAYABLE.includes(state)) continue;
		money.push(...(await feesDue(db, id, reference)));
		if (state === 'reconciliation_accepted')
			money.push(...(await partDue(db, id, { reference, until: due?.on ?? null })));
	}
	return money;
}

/** States in which the cash desk takes fees. */
export const PAYABLE: readonly PermitState[] = PERMIT_TRANSITIONS.filter((t) => t.action === 'pay_fees').map(
	(t) => t.from!
);

async function feesDue(db: Tx['db'], id: string, reference: string): Promise<TrackedMoney[]> {
	const dues = (await duesOf(db, id)).filter((d) => d.due > 0 && d.stage !== 'reconciliation');
	return Promise.all(
		dues.map(async ({ account_id, stage, total, paid, due }) => {
			const { rows: lines } = await sql<TrackedMoney['lines'][number]>`select
				jsonb_build_object('ar', title_ar, 'en', title_en) as title, amount::float8 as amount
				from permit_account_line where account_id = ${account_id}::bigint order by position`.execute(db);
			return { reference, stage, lines, total, paid, due, until: null };
		})
	);
}

/** Of what a reconciliation costs, the part that is paid next. */
async function partDue(
	db: Tx['db'],
	id: string,
	{ reference, until }: Pick<TrackedMoney, 'reference' | 'until'>
): Promise<TrackedMoney[]> {
	const quote = await quoteOf(db, id);
	const [part] = await reconciliationParts(db, id);
	if (!quote || !part) return [];
	const { total } = quote.answer;
	return [
		{
			...{ reference, until: part.on ?? until, total, paid: quote.paid, due: part.amount },
			stage: 'reconciliation',
			lines: [{ title: null, amount: part.amount }]
		}
	];
}
