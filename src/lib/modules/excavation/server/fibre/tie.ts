import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { BUILDING_LAYERS, ConnectBuilding, type FibreAreaRecord } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { readDig } from '../save.ts';
import { buildingsQuery } from './queries.ts';
import { changing } from './write.ts';

/** Ties a dig to an area, or unties it. @throws DomainError `forbidden`, `not_found`. */
export async function tieDig(
	ctx: Ctx,
	id: string,
	reference: string,
	tied: boolean
): Promise<FibreAreaRecord> {
	return changing(ctx, id, async (tx) => {
		const dig = await readDig(tx.db, reference);
		if (tied)
			await sql`insert into fibre_dig (area_id, dig_id, at, person_id)
				values (${id}, ${dig.id}, ${ctx.now()}, ${ctx.actor.personId}) on conflict do nothing`.execute(tx.db);
		else await sql`delete from fibre_dig where area_id = ${id} and dig_id = ${dig.id}`.execute(tx.db);
		await tx.audit(
			tied ? 'fibre.dig_tied' : 'fibre.dig_untied',
			{ type: 'fibre_area', id },
			{ reference: dig.reference }
		);
	});
}

/**
 * Records since when a building of an agency is connected; null: it is not.
 * @param input `ConnectBuilding`
 * @throws DomainError `forbidden`, `not_found` when it does not lie in the area, `invalid_input`.
 */
export async function connectBuilding(
	ctx: Ctx,
	id: string,
	building: { layer: string; feature: string },
	input: unknown
): Promise<FibreAreaRecord> {
	const { connected_on } = parseInput(ConnectBuilding, input);
	if (connected_on !== null && connected_on > cairoDate(ctx.now()))
		throw new DomainError('invalid_input', { fields: [{ path: 'connected_on', code: 'fibre_done_future' }] });
	return changing(ctx, id, async (tx) => {
		const layer = BUILDING_LAYERS.find((l) => l === building.layer);
		const { rows } = await buildingsQuery(id).execute(tx.db);
		const found = rows.find((b) => b.layer === layer && b.id === building.feature);
		if (!found) throw new DomainError('not_found');
		if (connected_on === null)
			await sql`delete from fibre_building where area_id = ${id} and layer = ${found.layer}
				and feature_id = ${found.id}`.execute(tx.db);
		else
			await sql`insert into fibre_building (area_id, layer, feature_id, connected_on, updated_at, updated_by)
				values (${id}, ${found.layer}, ${found.id}, ${connected_on}::date, ${ctx.now()}, ${ctx.actor.personId})
				on conflict (area_id, layer, feature_id) do update set connected_on = excluded.connected_on,
					updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx.db);
		const detail = { layer: found.layer, feature: found.id, connected_on };
		await tx.audit('fibre.building', { type: 'fibre_area', id }, detail);
	});
}
