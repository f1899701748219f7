import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { Category, ReadDig } from '../rules/index.ts';
import { takeReferences } from './reference.ts';

export interface ForeignDig extends ReadDig {
	category: Category;
	unit_id: string | null;
	contractor_id: string | null;
	buffer_m: number;
	shape: GeoJSON.Geometry;
	srid: number;
}

/** The file tells the end that is known already, and the work has gone on past it. */
const OVERRAN = sql`(d.state = 'running' and g.state = 'running' and d.permitted_ends_on is not distinct from g."end"
	and d.ends_on > g."end")`;
const END = sql`case when ${OVERRAN} then d.ends_on else g."end" end`;

/** Inserts the new and updates the changed of a batch; ids of both. Broken surfaces are repaired. */
export async function mergeForeign(
	db: Tx['db'],
	digs: readonly ForeignDig[],
	{ source, now, by }: { source: string; now: Date; by: string | null }
): Promise<{ inserted: string[]; updated: string[] }> {
	if (digs.length === 0) return { inserted: [], updated: [] };
	const known = await db
		.selectFrom('dig')
		.select('source_id')
		.where('source', '=', source)
		.where(
			'source_id',
			'in',
			digs.map((d) => d.source_id)
		)
		.execute();
	const old = new Set(known.map((k) => k.source_id));
	const fresh = digs.filter((d) => !old.has(d.source_id));
	const references = fresh.length ? await takeReferences(db, now, fresh.length) : [];
	const numbered = new Map(fresh.map((d, i) => [d.source_id, references[i]]));
	const rows = digs.map((d) => ({ ...d, reference: numbered.get(d.source_id) ?? null }));
	const { rows: done } = await sql<{ id: string; what: string }>`
with given as (
	select r.*, st_multi(st_makevalid(st_transform(st_setsrid(st_geomfromgeojson(r.shape::text), r.srid), 22992))) as geom,
		case when r.unit_id is null then r.promoter end as named,
		case when r.contractor_id is null then r.contractor end as digger
	from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
		source_id text, reference text, promoter text, unit_id bigint, title text, details text, contractor text,
		contractor_id bigint, category text, category_reason text, method text, surface text,
		traffic_effect text, state text, "start" date, "end" date, carriageway boolean,
		road_works boolean, street text, depth_m numeric(5, 2), width_m numeric(5, 2),
		guarantee_until date, buffer_m float8, shape jsonb, srid int)
),
inserted as (
	insert into dig (reference, source, source_id, unit_id, promoter, title, details, contractor_id, contractor, category, category_reason, method, surface,
		traffic_effect, state, carriageway, road_works, street, depth_m, width_m, guarantee_until, starts_on, ends_on, buffer_m, geom, created_at, created_by, updated_at, updated_by)
	select reference, ${source}, source_id, unit_id, named, title, details, contractor_id, digger, category, category_reason, method, surface,
		traffic_effect, state, carriageway, road_works, street, depth_m, width_m, guarantee_until, "start", "end", buffer_m, geom, ${now}, ${by}, ${now}, ${by}
	from given where reference is not null order by reference
	returning id
),
updated as (
	update dig d set unit_id = g.unit_id, promoter = g.named, title = g.title, details = g.details,
		contractor_id = g.contractor_id, contractor = g.digger, category = g.category, category_reason = g.category_reason, method = g.method, surface = g.surface, traffic_effect = g.traffic_effect,
		state = g.state, carriageway = g.carriageway, road_works = g.road_works, street = g.street, depth_m = g.depth_m, width_m = g.width_m,
		guarantee_until = g.guarantee_until, starts_on = g."start",
		ends_on = ${END}, permitted_ends_on = case when ${OVERRAN} then d.permitted_ends_on end,
		buffer_m = g.buffer_m, geom = g.geom, version = d.version + 1, updated_at = ${now}, updated_by = ${by}
	from given g
	where g.reference is null and d.source = ${source} and d.source_id = g.source_id
		-- A work that has come further here than in the file is no longer the file's to change.
		and d.round = 0 and d.started_at is null
		and ((d.unit_id, d.promoter, d.title, d.details, d.contractor_id, d.contractor, d.category, d.category_reason, d.method, d.surface, d.traffic_effect, d.state,
			d.carriageway, d.road_works, d.street, d.depth_m, d.width_m, d.guarantee_until, d.starts_on, d.ends_on, d.buffer_m)
			is distinct from (g.unit_id, g.named, g.title, g.details, g.contractor_id, g.digger, g.category, g.category_reason, g.method, g.surface, g.traffic_effect,
			g.state, g.carriageway, g.road_works, g.street, g.depth_m, g.width_m, g.guarantee_until, g."start", ${END}, g.buffer_m) or not d.geom = g.geom)
	returning d.id
)
select id::text, 'inserted' as what from inserted union all select id::text, 'updated' from updated`.execute(
		db
	);
	const of = (what: string) => done.filter((r) => r.what === what).map((r) => r.id);
	return { inserted: of('inserted'), updated: of('updated') };
}
