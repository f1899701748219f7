import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { DeclareInterest, LARGEST_AREA, type InterestArea } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';
import { ownUnit, unitsOf } from '../promoter.ts';
import { tidyReference } from '../reference.ts';

/** Is there an organisation for which the caller watches? */
export function mayWatch(ctx: Ctx): boolean {
	return unitsOf(ctx.actor).length > 0;
}

/** The areas that the caller's organisations watch. @throws DomainError `forbidden` */
export async function listInterests(ctx: Ctx): Promise<InterestArea[]> {
	const mine = ownUnits(ctx);
	const { rows } = await ctx.read((db) =>
		sql<InterestArea>`select a.id::text, a.unit_id::text, a.name,
			jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit,
			st_asgeojson(st_transform(a.geom, 4326), 7)::jsonb as geometry,
			(select count(*)::int from dig d where st_intersects(d.geom, a.geom)
				and d.state in ('planned', 'submitted', 'granted', 'running')
				and d.unit_id is distinct from a.unit_id) as works
		from dig_interest_area a join unit u on u.id = a.unit_id
		where a.unit_id = any(${mine}::bigint[]) order by a.name, a.id`.execute(db)
	);
	return rows;
}

/**
 * From now on the works of others in the area stand on the organisation's desk.
 * @param input `DeclareInterest`
 * @returns its id.
 * @throws DomainError `forbidden`, `invalid_input`, `geometry_*`, `area_too_large`, `already_exists`.
 */
export async function declareInterest(ctx: Ctx, input: unknown): Promise<string> {
	ownUnits(ctx);
	const { name, geometry, unit } = parseInput(DeclareInterest, input);
	return ctx.transaction(async (tx) => {
		const unitId = await ownUnit(tx.db, ctx.actor, unit);
		const { geom } = await placeShape(tx.db, { geometry }, { allowed: ['Polygon'] });
		const { rows } = await sql<{ id: string }>`
			insert into dig_interest_area (unit_id, name, geom, created_at, created_by)
			select ${unitId}, ${name}, g, ${ctx.now()}, ${ctx.actor.personId} from st_geometryn(${geom}::geometry, 1) g
			where st_area(g) <= ${LARGEST_AREA} on conflict do nothing returning id::text`.execute(tx.db);
		const [made] = rows;
		if (!made) throw await whyNot(tx.db, unitId, name);
		await tx.audit('interest.declared', { type: 'unit', id: unitId }, { name });
		return made.id;
	});
}

async function whyNot(db: Parameters<typeof ownUnit>[0], unitId: string, name: string): Promise<DomainError> {
	const known = await db
		.selectFrom('dig_interest_area')
		.select('id')
		.where('unit_id', '=', unitId)
		.where('name', '=', name)
		.executeTakeFirst();
	return known
		? new DomainError('already_exists')
		: new DomainError('area_too_large', { params: { max: LARGEST_AREA / 1_000_000 } });
}

/** Watches it no more. @throws DomainError `forbidden`, `not_found` */
export async function dropInterest(ctx: Ctx, id: string): Promise<void> {
	const mine = ownUnits(ctx);
	await ctx.transaction(async (tx) => {
		const { rows } = await sql<{ unit_id: string; name: string }>`delete from dig_interest_area
			where id::text = ${id} and unit_id = any(${mine}::bigint[]) returning unit_id::text, name`.execute(tx.db);
		const [gone] = rows;
		if (!gone) throw new DomainError('not_found');
		await tx.audit('interest.dropped', { type: 'unit', id: gone.unit_id }, { name: gone.name });
	});
}

/** Takes the news of a work from the desk: it was seen. Again: nothing. @throws DomainError `forbidden`, `not_found` */
export async function seeInterest(ctx: Ctx, reference: string): Promise<void> {
	const mine = ownUnits(ctx);
	await ctx.transaction(async (tx) => {
		const { rows } = await sql<{
			id: string;
			unit_id: string;
			fresh: boolean;
		}>`select d.id::text, n.unit_id::text,
			n.seen_at is null as fresh
			from dig_interest_notice n join dig d on d.id = n.dig_id
			where d.reference = ${tidyReference(reference)} and n.unit_id = any(${mine}::bigint[])`.execute(tx.db);
		if (rows.length === 0) throw new DomainError('not_found');
		for (const { id, unit_id } of rows.filter((r) => r.fresh)) {
			await sql`update dig_interest_notice set seen_at = ${ctx.now()}, seen_by = ${ctx.actor.personId}
				where unit_id = ${unit_id} and dig_id = ${id}`.execute(tx.db);
			await tx.audit('interest.seen', { type: 'dig', id }, { unit: unit_id });
		}
	});
}

function ownUnits(ctx: Ctx): string[] {
	const mine = unitsOf(ctx.actor);
	if (mine.length === 0) demand(ctx, 'dig:edit', { unitId: '' });
	return mine;
}
