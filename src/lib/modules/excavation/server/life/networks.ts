import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { CloseNetwork, DeclareNetwork, type NetworkOwner } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';
import { findUnit, ownUnit, unitsOf } from '../promoter.ts';
import { askLate } from './ask-owners.ts';

/** Whose networks lie where. @throws DomainError `forbidden` */
export async function listNetworkOwners(ctx: Ctx): Promise<NetworkOwner[]> {
	demand(ctx, 'dig:read');
	const { rows } = await ctx.read((db) =>
		sql<Omit<NetworkOwner, 'may_close'>>`select o.id::text, o.unit_id::text, o.network, o.note,
				jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit,
				st_asgeojson(st_transform(o.geom, 4326), 7)::jsonb as geometry
			from dig_network_owner o join unit u on u.id = o.unit_id where o.closed_at is null
			order by u.name_ar, o.network, o.id`.execute(db)
	);
	return rows.map((r) => ({ ...r, may_close: can(ctx.actor, 'dig:respond', { unitId: r.unit_id }) }));
}

/** The organisations for which the person may declare networks. @throws DomainError `forbidden` */
export async function networkUnits(ctx: Ctx): Promise<{ id: string; name: Bilingual }[]> {
	demand(ctx, 'dig:read');
	const units = await ctx.read((db) =>
		db
			.selectFrom('unit')
			.select(['id', 'name_ar', 'name_en'])
			.where('kind', '=', 'company')
			.where('valid', '=', true)
			.orderBy('name_ar')
			.execute()
	);
	return units
		.filter((u) => can(ctx.actor, 'dig:respond', { unitId: u.id }))
		.map((u) => ({ id: u.id, name: { ar: u.name_ar, en: u.name_en } }));
}

/**
 * Declares a network, an area or a pipe as a unit's own, so that it is asked of digs there; also of those whose
 * requests are being judged.
 * @param input `DeclareNetwork`
 * @returns its id.
 * @throws DomainError `forbidden`, `invalid_input`, `already_exists`, `geometry_*`.
 */
export async function declareNetwork(ctx: Ctx, input: unknown): Promise<string> {
	if (unitsOf(ctx.actor).length === 0) demand(ctx, 'dig:respond', { unitId: '' });
	const data = parseInput(DeclareNetwork, input);
	if (data.network === null && data.geometry === null)
		throw new DomainError('invalid_input', { fields: [{ path: 'network', code: 'dig_required' }] });
	return ctx.transaction(async (tx) => {
		const named = data.unit === undefined ? undefined : await findUnit(tx.db, data.unit);
		const unitId = named ?? (await ownUnit(tx.db, ctx.actor, data.unit));
		demand(ctx, 'dig:respond', { unitId });
		const shape =
			data.geometry &&
			(await placeShape(
				tx.db,
				{ geometry: data.geometry, crs: data.crs },
				{ allowed: SHAPES, longest_m: LONGEST }
			));
		const { rows } = await sql<{
			id: string;
		}>`insert into dig_network_owner (unit_id, network, geom, note, created_at, created_by)
			values (${unitId}, ${data.network}, ${shape?.geom ?? null}::geometry, ${data.note}, ${ctx.now()}, ${ctx.actor.personId})
			on conflict do nothing returning id::text`.execute(tx.db);
		const id = rows[0]?.id;
		if (id === undefined) throw new DomainError('already_exists');
		await askLate(ctx, tx);
		await tx.audit(
			'dig.network_declared',
			{ type: 'unit', id: unitId },
			{
				network: data.network,
				area: shape !== null && shape.length_m === 0,
				length_m: shape?.length_m || null
			}
		);
		return id;
	});
}

const SHAPES = ['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString'];
/** Of a pipe with its branches, in planar metres. */
const LONGEST = 200_000;

/**
 * Ends a declaration, with the reason.
 * @param input `CloseNetwork`
 * @throws DomainError `not_found`, `forbidden`, `invalid_input`.
 */
export async function closeNetwork(ctx: Ctx, id: string, input: unknown): Promise<void> {
	demand(ctx, 'dig:read');
	const { reason } = parseInput(CloseNetwork, input);
	await ctx.transaction(async (tx) => {
		const row = await tx.db
			.selectFrom('dig_network_owner')
			.select(['unit_id', 'network'])
			.where('id', '=', /^\d{1,18}$/.test(id) ? id : '0')
			.where('closed_at', 'is', null)
			.executeTakeFirst();
		if (!row) throw new DomainError('not_found');
		demand(ctx, 'dig:respond', { unitId: row.unit_id });
		await tx.db
			.updateTable('dig_network_owner')
			.set({ closed_at: ctx.now(), closed_by: ctx.actor.personId, close_reason: reason })
			.where('id', '=', id)
			.execute();
		await tx.audit('dig.network_closed', { type: 'unit', id: row.unit_id }, { network: row.network, reason });
	});
}
