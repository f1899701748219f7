import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { getLayer } from '../../../layers/rules/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	ListFibreAreas,
	progressCurve,
	type BuildingLayer,
	type FibreArea,
	type FibreAreaRecord,
	type FibreProgramme
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { areasQuery, buildingsQuery, digsQuery, toArea, toFibreDig } from './queries.ts';

/**
 * The programme: areas that fit the filters, planned against done, totals.
 * @param input `ListFibreAreas`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function fibreProgramme(ctx: Ctx, input: unknown = {}): Promise<FibreProgramme> {
	demand(ctx, 'dig:read');
	const query = parseInput(ListFibreAreas, input);
	const today = cairoDate(ctx.now());
	const all = await ctx.read(async (db) =>
		(await areasQuery().execute(db)).rows.map((row) => toArea(row, today))
	);
	const areas = all.filter((area) => fits(area, query));
	const sum = (of: (area: FibreArea) => number) => areas.reduce((total, area) => total + of(area), 0);
	const units = new Map(all.flatMap(({ unit }) => (unit ? [[unit.code, unit] as const] : [])));
	return {
		areas,
		curve: progressCurve(areas, today),
		totals: {
			areas: areas.length,
			homes: sum((a) => a.homes),
			migrated: sum((a) => (a.stages.migrate.done_on === null ? 0 : a.homes)),
			late: areas.filter((a) => a.late.length > 0).length,
			buildings: sum((a) => a.buildings),
			connected: sum((a) => a.connected)
		},
		units: [...units.values()].map(({ code, name }) => ({ code, name })),
		today,
		may_create: can(ctx.actor, 'fibre:create')
	};
}

/** One area with its digs and the buildings in it. @throws DomainError `forbidden`, `not_found`. */
export async function fibreArea(ctx: Ctx, id: string): Promise<FibreAreaRecord> {
	demand(ctx, 'dig:read');
	return ctx.read((db) => recordOf(ctx, db, id));
}

/** The same inside a transaction. */
export async function recordOf(ctx: Ctx, db: Tx['db'], id: string): Promise<FibreAreaRecord> {
	const area = await readArea(ctx, db, id);
	const shape = await sql<{ geometry: GeoJSON.MultiPolygon }>`select
		st_asgeojson(st_transform(geom, 4326), 7)::jsonb as geometry from fibre_areas where id = ${id}`.execute(db);
	const digs = (await digsQuery(id).execute(db)).rows.map(toFibreDig);
	return {
		area,
		geometry: shape.rows[0]!.geometry,
		linked_digs: digs.filter((d) => d.linked),
		suggested_digs: digs.filter((d) => !d.linked),
		agency_buildings: (await buildingsQuery(id).execute(db)).rows.map((b) => ({
			...b,
			kind_name: kindName(b.layer, b.kind)
		})),
		may_edit: can(ctx.actor, 'fibre:edit', { unitId: area.unit?.id ?? null }),
		today: cairoDate(ctx.now())
	};
}

/** @throws DomainError `not_found` */
export async function readArea(ctx: Ctx, db: Tx['db'], id: string): Promise<FibreArea> {
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	const { rows } = await areasQuery(sql`a.id = ${id}::bigint`).execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return toArea(rows[0], cairoDate(ctx.now()));
}

function fits(area: FibreArea, { unit, stage, q }: ListFibreAreas): boolean {
	if (unit !== undefined && area.unit?.code !== unit) return false;
	if (stage === 'late' && area.late.length === 0) return false;
	if (stage !== undefined && stage !== 'late' && (area.reached ?? 'none') !== stage) return false;
	const words = q?.toLowerCase() ?? '';
	return `${area.name.ar} ${area.name.en} ${area.source_id}`.toLowerCase().includes(words);
}

/** What the catalogue calls a kind of building; null for one it does not know. */
function kindName(layer: BuildingLayer, kind: string | null): Bilingual | null {
	const field = getLayer(layer).fields.find((f) => f.name === 'kind');
	return (kind !== null && field?.values?.[kind]) || null;
}
