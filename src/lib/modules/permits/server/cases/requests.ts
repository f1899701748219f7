import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	checklistOf,
	documentTitle,
	dueDocument,
	withoutDoubles,
	type DocumentKind,
	type InputOf
} from '../../rules/index.ts';
import { documentFacts, newestVersions } from '../documents/of-case.ts';
import type { CaseRow } from './columns.ts';
import { demandUnnamed } from './names.ts';
import { readTerms } from './settings.ts';

/**
 * Asks the applicant, one line for each thing.
 * @returns how many lines.
 * @throws DomainError `invalid_input` for a document that no case of this kind has.
 */
export async function askApplicant(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	phase: 'intake' | 'review',
	{ requests }: InputOf<'ask'>
): Promise<number> {
	const now = ctx.now();
	// Of the window's own questions a reviewer is shown no words.
	if (phase === 'review')
		await demandUnnamed(
			tx,
			found,
			requests.map(({ note }, i) => ({ path: `requests.${i}.note`, text: note }))
		);
	const kinds = checklistOf(await documentFacts(tx.db, found)).map((line) => line.kind as string);
	const strange = requests.findIndex((r) => r.subject !== 'application' && !kinds.includes(r.subject));
	if (strange >= 0)
		throw new DomainError('invalid_input', {
			fields: [{ path: `requests.${strange}.subject`, code: 'permit_document_unknown' }]
		});
	const newest = await newestVersions(tx.db, found.id);
	const places = await placesOf(tx.db, found.id, requests);
	const terms = await readTerms(tx.db, now);
	const due = terms.dueIn(terms.value('reply_days'));
	const single = withoutDoubles(requests);
	await tx.db
		.insertInto('permit_request')
		.values(
			single.map((r) => ({
				...{ pin: r.pin, place: r.pin === null ? null : places.get(r.pin)! },
				...{ permit_id: found.id, phase, subject: r.subject, fault: r.fault, note: r.note },
				...{ asked_at: now, due_on: due, document_version: newest.get(r.subject) ?? 0 }
			}))
		)
		.execute();
	return single.length;
}

/**
 * The places of the notes that requests carry.
 * @throws DomainError `invalid_input` for a note that is not for whoever applies.
 */
async function placesOf(
	db: Tx['db'],
	permitId: string,
	requests: InputOf<'ask'>['requests']
): Promise<Map<number, string>> {
	const wanted = requests.flatMap((r) => r.pin ?? []);
	if (wanted.length === 0) return new Map();
	const { rows } = await sql<{ n: number; place: string }>`select n, encode(st_asewkb(place), 'hex') as place
		from permit_note n where permit_id = ${permitId}::bigint and n = any(${wanted}::smallint[]) and audience = 'applicant'
			and not exists (select from permit_note_settled s where s.permit_id = n.permit_id and s.n = n.n)`.execute(db);
	const places = new Map(rows.map((r) => [r.n, r.place]));
	const strange = requests.findIndex((r) => r.pin !== null && !places.has(r.pin));
	if (strange >= 0)
		throw new DomainError('invalid_input', {
			fields: [{ path: `requests.${strange}.pin`, code: 'permit_note_not_asked' }]
		});
	return places;
}

/**
 * Keeps the answers, and sees that nothing is left open: a document that was sent back is answered by a new version of
 * it, with words or without.
 * @throws DomainError `permit_documents_due`, `permit_requests_open`, `invalid_input` for an answer to nothing, or one that
 * tells the reviewer whose the case is.
 */
export async function answerRequests(
	ctx: Ctx,
	tx: Tx,
	found: Pick<CaseRow, 'id' | 'blind'>,
	{ answers }: InputOf<'inform'>
): Promise<void> {
	const permitId = found.id;
	const asked = await sql<{
		id: string;
		subject: string;
		fault: string;
		phase: string;
		version: number;
	}>`select id::text, subject, fault, phase,
		document_version as version from permit_request where permit_id = ${permitId} and answered_at is null`.execute(
		tx.db
	);
	const newest = await newestVersions(tx.db, permitId);
	const papers = asked.rows.filter((r) => dueDocument(r) !== null);
	const due = papers.filter((r) => (newest.get(r.subject) ?? 0) <= r.version);
	if (due.length)
		throw new DomainError('permit_documents_due', {
			params: { count: due.length },
			fields: due.map((r) => ({
				path: r.subject,
				code: 'permit_document_due',
				params: { ...documentTitle(r.subject as DocumentKind) }
			}))
		});
	// What window and applicant say to each other is kept from whoever reviews.
	const read = new Set(asked.rows.filter((r) => r.phase === 'review').map((r) => r.id));
	await demandUnnamed(
		tx,
		found,
		answers.flatMap(({ id, answer }, i) =>
			read.has(id) ? [{ path: `answers.${i}.answer`, text: answer }] : []
		)
	);
	for (const [i, { id, answer }] of answers.entries()) {
		const { numAffectedRows } =
			await sql`update permit_request set answer = ${answer}, answered_at = ${ctx.now()}
			where id::text = ${id} and permit_id = ${permitId} and answered_at is null`.execute(tx.db);
		if (!numAffectedRows)
			throw new DomainError('invalid_input', {
				fields: [{ path: `answers.${i}.id`, code: 'permit_request_unknown' }]
			});
	}
	await sql`update permit_request set answered_at = ${ctx.now()}
		where id = any(${papers.map((r) => r.id)}::bigint[]) and answered_at is null`.execute(tx.db);
	const { rows } = await sql<{ open: number }>`select count(*)::int as open from permit_request
		where permit_id = ${permitId} and answered_at is null`.execute(tx.db);
	if (rows[0]!.open > 0) throw new DomainError('permit_requests_open', { params: { count: rows[0]!.open } });
}
