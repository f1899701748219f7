import { sql } from 'kysely';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { recomputeClashes } from '../clashes.ts';
import { keepVersions, lockDigs, readDig } from '../save.ts';
import { placeDetours } from './place.ts';
import { detoursRound } from './propose.ts';
import { writeDetours } from './write.ts';

/**
 * Gives the works of a source that are still to close a road, and have no detours, those that the road graph knows.
 * @returns how many got some.
 * @throws DomainError `forbidden`
 */
export async function takeProposedDetours(ctx: Ctx, source: string): Promise<number> {
	demand(ctx, 'dig:import');
	const now = ctx.now();
	const { personId } = ctx.actor;
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const { rows } = await sql<{ id: string; reference: string; geom: string; width_m: number | null }>`
			select d.id::text, d.reference, d.geom::text as geom, d.width_m::float8 as width_m from dig d
			where d.source = ${source} and d.traffic_effect = 'closed' and d.state in ('planned', 'submitted', 'granted', 'running')
				and not exists (select from dig_detour t where t.dig_id = d.id) order by d.id`.execute(tx.db);
		let taken = 0;
		for (const { id, reference, geom, width_m } of rows) {
			const placed = await placeDetours(tx.db, await detoursRound(tx.db, { geom, width_m }));
			if (!placed) continue;
			await writeDetours(tx.db, id, placed);
			await sql`update dig set version = version + 1, updated_at = ${now} where id = ${id}`.execute(tx.db);
			await keepVersions(tx.db, [id], { action: 'rerouted', at: now, personId });
			await recomputeClashes(tx.db, [id], now);
			const { version, detours } = await readDig(tx.db, reference);
			await tx.audit('dig.rerouted', { type: 'dig', id }, { reference, version, detours: detours.length });
			taken += 1;
		}
		return taken;
	});
}
