import { sql } from 'kysely';
import { diffDays } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { recomputeClashes } from '../clashes.ts';
import { refreshNuisance } from '../nuisance/refresh.ts';
import { keepVersions, lockDigs } from '../save.ts';

/** Works in one transaction: a file may bring thousands, and nobody else saves meanwhile. */
const BATCH = 100;

interface Late {
	id: string;
	reference: string;
	permitted_ends_on: string;
}

/**
 * Extends the works of others (from files, without a unit here) that are running past their end to today: they are in
 * the street until their source says otherwise.
 * @returns references.
 */
export async function extendForeign(ctx: Ctx, today: string): Promise<string[]> {
	const extended: string[] = [];
	for (;;) {
		const done = await ctx.transaction((tx) => extendBatch(ctx, tx, today));
		extended.push(...done);
		if (done.length < BATCH) return extended;
	}
}

async function extendBatch(ctx: Ctx, tx: Tx, today: string): Promise<string[]> {
	await lockDigs(tx.db);
	const now = ctx.now();
	const { rows } = await sql<Late>`update dig set ends_on = ${today}::date,
			permitted_ends_on = coalesce(permitted_ends_on, ends_on), version = version + 1, updated_at = ${now},
			updated_by = null
		where id in (select id from dig where state = 'running' and ends_on < ${today}::date and unit_id is null
			order by id limit ${BATCH})
		returning id::text, reference, permitted_ends_on`.execute(tx.db);
	const ids = rows.map((r) => r.id);
	await keepVersions(tx.db, ids, { action: 'overran', at: now, personId: null });
	await refreshNuisance(tx.db, ids);
	await recomputeClashes(tx.db, ids, now);
	for (const { id, reference, permitted_ends_on } of rows)
		await tx.audit(
			'dig.overran',
			{ type: 'dig', id },
			{ reference, permitted_ends_on, days: diffDays(permitted_ends_on, today) }
		);
	return rows.map((r) => r.reference);
}
