import { sql } from 'kysely';
import type { Ctx } from '#lib/server/context.ts';
import { parameterRows } from '../parameters.ts';
import { lockDigs } from '../save.ts';
import { recomputeDetours } from './recompute.ts';

/** Works judged in one transaction: others wait for its lock. */
const BATCH = 1000;

/**
 * Judges every work that is not over on the lines and stops of public transport as they are, unless that was done.
 * @returns how many works were judged.
 */
export async function judgeOnNewTransit(ctx: Ctx): Promise<number> {
	const { version, judged } = await ctx.read(async (db) => {
		const { rows } = await sql<{ version: string; judged: string | null }>`select version::text, judged::text
			from transit_state`.execute(db);
		return rows[0]!;
	});
	if (version === judged) return 0;
	let last = '0';
	let count = 0;
	for (;;) {
		const ids = await ctx.transaction(async ({ db }) => {
			await lockDigs(db);
			const { rows } = await sql<{ id: string }>`select id::text from dig
				where state in ('planned', 'submitted', 'granted', 'running') and id > ${last}::bigint
				order by dig.id limit ${BATCH}`.execute(db);
			const batch = rows.map((r) => r.id);
			if (batch.length) await recomputeDetours(db, batch, { now: ctx.now(), rows: await parameterRows(db) });
			return batch;
		});
		count += ids.length;
		if (ids.length < BATCH) break;
		last = ids.at(-1)!;
	}
	await ctx.transaction(({ db }) => sql`update transit_state set judged = ${version}::uuid`.execute(db));
	return count;
}
