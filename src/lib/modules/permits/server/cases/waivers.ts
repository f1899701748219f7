import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { InputOf } from '../../rules/index.ts';
import { keepCheck, standingBy } from './checks.ts';
import type { CaseRow } from './columns.ts';
import { saidOf } from './said.ts';

/**
 * Waives what stands against a licence as it is checked now, or the objection or silence of an agency (`R16` with its code).
 * @throws DomainError `permit_nothing_to_waive`.
 */
export async function waive(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ rule, subject, article, reason }: InputOf<'waive'>
): Promise<void> {
	const check = await keepCheck(ctx, tx, found);
	const said = await saidOf(tx.db, found.id);
	const { failed } = standingBy(said, check);
	const blocks =
		failed.some((f) => f.rule === rule && f.subject === subject) ||
		(rule === 'R16' && said.objections.includes(subject));
	if (!blocks) throw new DomainError('permit_nothing_to_waive', { params: { rule, subject } });
	await sql`insert into permit_waiver (permit_id, rule, subject, article, reason, at, person_id, check_n)
		values (${found.id}, ${rule}, ${subject}, ${article}, ${reason}, ${ctx.now()}, ${ctx.actor.personId}, ${check.n})
		on conflict do nothing`.execute(tx.db);
}
