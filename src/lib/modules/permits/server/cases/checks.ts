import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { judgedFacts, standingOf, worksOf, type KeptCheck, type Standing } from '../../rules/index.ts';
import { checkCase } from '../check.ts';
import type { CaseRow } from './columns.ts';
import { noteCheck } from './last-check.ts';
import { waivedBy, type Said } from './said.ts';
export { lastCheck } from './last-check.ts';

/** Holds a case against the code of its day and keeps the answer, unless it is the one kept last of the file as it is. */
export async function keepCheck(ctx: Ctx, tx: Tx, found: CaseRow): Promise<KeptCheck> {
	const answer = await checkCase(
		ctx,
		tx.db,
		{
			...judgedFacts(found.facts),
			works: worksOf(found.facts, cairoDate(ctx.now())),
			kind: found.kind,
			on: found.applied_on,
			parcel: found.plot,
			footprint: found.footprint
		},
		found
	);
	const told = JSON.stringify(answer);
	const digest = createHash('sha256').update(told).digest();
	const { rows } = await sql<{ n: number; at: Date }>`with last as (
			select n, at, digest from permit_check where permit_id = ${found.id} order by n desc limit 1
		), kept as (
			insert into permit_check (permit_id, n, at, judged_on, verdict, answer, digest)
			select ${found.id}, coalesce((select n from last), 0) + 1, ${ctx.now()}::timestamptz, ${answer.on}::date,
				${answer.verdict}::text, (${told}::text)::jsonb, ${digest}::bytea
			where (select digest from last) is distinct from ${digest}::bytea or exists (select from permit_event e
				where e.permit_id = ${found.id} and e.at > (select at from last) and e.action = 'edit')
			returning n, at
		)
		select n, at from kept union all select n, at from last where not exists (select from kept)`.execute(tx.db);
	const [{ n, at }] = rows as [{ n: number; at: Date }];
	const check = { n, at: at.toISOString(), answer };
	noteCheck(tx.db, found.id, check);
	return check;
}

/** What stands against a licence, by the last check, what is said of it and what was examined by hand. */
export const standingBy = (said: Said, check: KeptCheck, examined: readonly string[] = []): Standing =>
	standingOf(check.answer.results, { waived: waivedBy(said, check), examined });

/**
 * A file whose drawing is another size than it says is put right before anybody looks at it.
 * @throws DomainError `permit_areas_differ` with the field, what is declared and what is drawn in square metres.
 */
export function demandAreasAgree({ answer }: KeptCheck): void {
	const off = answer.results.filter((r) => r.rule === 'R00' && r.status === 'fail');
	if (off.length === 0) return;
	throw new DomainError('permit_areas_differ', {
		fields: off.map((r) => ({
			path: `facts.declared.${r.subject}_m2`,
			code: 'permit_area_differs',
			params: { percent: (r.actual ?? 0).toFixed(1), limit: r.limit ?? 0 }
		}))
	});
}
