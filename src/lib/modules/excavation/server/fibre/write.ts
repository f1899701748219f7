import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	CreateFibreArea,
	EditFibreArea,
	FIBRE_STAGES,
	stageProblems,
	type FibreAreaRecord,
	type Stages
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';
import { findUnit, ownUnit } from '../promoter.ts';
import { repeatable, type WriteOptions } from '../save.ts';
import { readArea, recordOf } from './read.ts';

const SHAPES = ['Polygon', 'MultiPolygon', 'Point'];
/** Square metres: the ground of the largest exchange, not a governorate. */
const LARGEST = 100_000_000;

/**
 * Adds an area, or a cabinet with the circle it serves.
 * @param input `CreateFibreArea`
 * @throws DomainError `forbidden`, `invalid_input`, `geometry_*`, `key_reused`.
 */
export async function createFibreArea(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<FibreAreaRecord>> {
	demand(ctx, 'fibre:create');
	const data = parseInput(CreateFibreArea, input);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'fibre.create', key, data), async () => {
			const unit = await unitFor(ctx, tx, data.unit);
			const geom = await ground(tx, data);
			const { rows } = await sql<{ id: string }>`insert into fibre_areas
					(source, source_id, name_ar, name_en, props, geom, updated_at)
				values ('diwan', ${uuidv7()}, ${data.name.ar}, ${data.name.en ?? null},
					jsonb_build_object('homes', ${data.homes}::int, 'unit', ${unit}::text), ${geom}, ${ctx.now()})
				returning id::text`.execute(tx.db);
			const { id } = rows[0]!;
			await saveStages(ctx, tx, id, data.stages);
			await tx.audit(
				'fibre.created',
				{ type: 'fibre_area', id },
				{ name: data.name.ar, homes: data.homes, unit }
			);
			return recordOf(ctx, tx.db, id);
		})
	);
}

/**
 * Changes what is named.
 * @param input `EditFibreArea`
 * @throws DomainError `forbidden`, `not_found`, `version_conflict`, `invalid_input`, `geometry_*`.
 */
export async function editFibreArea(ctx: Ctx, id: string, input: unknown): Promise<FibreAreaRecord> {
	const data = parseInput(EditFibreArea, input);
	return changing(ctx, id, async (tx) => {
		const before = await readArea(ctx, tx.db, id);
		if (before.updated_at !== new Date(data.seen).toISOString())
			throw new DomainError('version_conflict', { params: { yours: data.seen, current: before.updated_at } });
		const geom = data.geometry && (await ground(tx, { ...data, geometry: data.geometry }));
		if (data.name)
			await sql`update fibre_areas set name_ar = ${data.name.ar}, name_en = ${data.name.en ?? null}
				where id = ${id}`.execute(tx.db);
		if (data.homes !== undefined)
			await sql`update fibre_areas set props = props || jsonb_build_object('homes', ${data.homes}::int)
				where id = ${id}`.execute(tx.db);
		if (geom) await sql`update fibre_areas set geom = ${geom} where id = ${id}`.execute(tx.db);
		if (data.stages) await saveStages(ctx, tx, id, data.stages);
		const { seen: _, geometry, ...plain } = data;
		await tx.audit('fibre.edited', { type: 'fibre_area', id }, { ...plain, shape: geometry !== undefined });
	});
}

/** @throws DomainError `forbidden`, `not_found`. */
export async function deleteFibreArea(ctx: Ctx, id: string): Promise<void> {
	demand(ctx, 'fibre:create');
	await ctx.transaction(async (tx) => {
		const area = await readArea(ctx, tx.db, id);
		demand(ctx, 'fibre:edit', { unitId: area.unit?.id ?? null });
		await sql`delete from fibre_areas where id = ${id}`.execute(tx.db);
		await tx.audit('fibre.deleted', { type: 'fibre_area', id }, { name: area.name.ar, homes: area.homes });
	});
}

/**
 * A change by those who answer for the area; its time moves on, so that the map and other writers know.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function changing(
	ctx: Ctx,
	id: string,
	work: (tx: Tx) => Promise<void>
): Promise<FibreAreaRecord> {
	demand(ctx, 'fibre:create');
	return ctx.transaction(async (tx) => {
		const { unit } = await readArea(ctx, tx.db, id);
		demand(ctx, 'fibre:edit', { unitId: unit?.id ?? null });
		await sql`select from fibre_areas where id = ${id} for update`.execute(tx.db);
		await work(tx);
		await sql`update fibre_areas set updated_at = greatest(${ctx.now()}, updated_at + interval '1 millisecond')
			where id = ${id}`.execute(tx.db);
		return recordOf(ctx, tx.db, id);
	});
}

/** Planners act for their own unit, coordinators for any that is named. @returns the unit's code. */
async function unitFor(ctx: Ctx, tx: Tx, named: string | undefined): Promise<string | null> {
	const forAll = ctx.actor.kind === 'system' || ctx.actor.assignments.some((a) => a.role === 'coordinator');
	const id = forAll
		? named === undefined
			? null
			: await findUnit(tx.db, named)
		: await ownUnit(tx.db, ctx.actor, named);
	if (id === null) return null;
	const { rows } = await sql<{ code: string }>`select code from unit where id = ${id ?? null}`.execute(tx.db);
	if (!rows[0])
		throw new DomainError('invalid_input', { fields: [{ path: 'unit', code: 'dig_unknown_promoter' }] });
	return rows[0].code;
}

async function ground(
	tx: Tx,
	{ geometry, crs, radius_m }: Pick<CreateFibreArea, 'geometry' | 'crs' | 'radius_m'>
) {
	const { geom } = await placeShape(tx.db, { geometry, crs }, { allowed: SHAPES, largest_m2: LARGEST });
	if (geometry.type === 'Point')
		return sql`st_multi(st_buffer(st_centroid(${geom}::geometry), ${radius_m}::float8, 'quad_segs=12'))`;
	return sql`${geom}::geometry`;
}

async function saveStages(ctx: Ctx, tx: Tx, id: string, stages: Partial<Stages>): Promise<void> {
	const area = await readArea(ctx, tx.db, id);
	const wanted = { ...area.stages, ...stages };
	const wrong = stageProblems(wanted, cairoDate(ctx.now()));
	if (wrong.length) throw new DomainError('invalid_input', { fields: wrong });
	for (const stage of FIBRE_STAGES) {
		const dates = stages[stage];
		if (dates)
			await sql`insert into fibre_stage (area_id, stage, planned_on, done_on, updated_at, updated_by)
				values (${id}, ${stage}, ${dates.planned_on}::date, ${dates.done_on}::date, ${ctx.now()},
					${ctx.actor.personId})
				on conflict (area_id, stage) do update set planned_on = excluded.planned_on, done_on = excluded.done_on,
					updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx.db);
	}
}
