import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { InputOf } from '../../rules/index.ts';
import { readTerms } from './settings.ts';

/** Asks the applicant, one line for each thing. */
export async function askApplicant(
	ctx: Ctx,
	tx: Tx,
	permitId: string,
	phase: 'intake' | 'review',
	{ requests }: InputOf<'ask'>
): Promise<void> {
	const now = ctx.now();
	const terms = await readTerms(tx.db, now);
	const due = terms.dueIn(terms.value('reply_days'));
	await tx.db
		.insertInto('permit_request')
		.values(
			requests.map((r) => ({
				...{ permit_id: permitId, phase, subject: r.subject, fault: r.fault, note: r.note },
				...{ asked_at: now, due_on: due }
			}))
		)
		.execute();
}

/**
 * Keeps the answers, and sees that nothing is left open.
 * @throws DomainError `permit_requests_open`, `invalid_input` for an answer to nothing.
 */
export async function answerRequests(
	ctx: Ctx,
	tx: Tx,
	permitId: string,
	{ answers }: InputOf<'inform'>
): Promise<void> {
	for (const [i, { id, answer }] of answers.entries()) {
		const { numAffectedRows } =
			await sql`update permit_request set answer = ${answer}, answered_at = ${ctx.now()}
			where id::text = ${id} and permit_id = ${permitId} and answered_at is null`.execute(tx.db);
		if (!numAffectedRows)
			throw new DomainError('invalid_input', {
				fields: [{ path: `answers.${i}.id`, code: 'permit_request_unknown' }]
			});
	}
	const { rows } = await sql<{ open: number }>`select count(*)::int as open from permit_request
		where permit_id = ${permitId} and answered_at is null`.execute(tx.db);
	if (rows[0]!.open > 0) throw new DomainError('permit_requests_open', { params: { count: rows[0]!.open } });
}
