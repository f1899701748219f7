import { sql, type RawBuilder } from 'kysely';
import type { GeometryKind, LayerDef } from '#lib/kernel/layer.ts';
import type { Srid } from '#lib/kernel/crs.ts';
import type { Tx } from '#lib/server/context.ts';
import { relationOf } from '../catalogue-columns.ts';
import type { StagedRow } from './rows.ts';

/** What became of a row. `valid` is false when it had to be repaired, or could not be. */
export interface Outcome {
	row: number;
	source_id: string;
	what: 'inserted' | 'updated' | 'unchanged' | 'refused';
	valid: boolean;
	/** What PostGIS says is wrong with the shape, and where (WGS84). */
	reason: string | null;
	at: [number, number] | null;
}

/**
 * Brings a batch into legal metres, repairs what can be repaired, inserts what is new and updates what differs. A
 * row that is the same is not touched, so its time stamp and the tiles stay as they are.
 */
export async function mergeBatch(
	db: Tx['db'],
	layer: LayerDef,
	batch: readonly StagedRow[],
	{ srid, source, now }: { srid: Srid; source: string; now: Date }
): Promise<Outcome[]> {
	const table = relationOf(layer);
	const { rows } = await sql<Outcome>`
with given as materialized (
	select r.*, st_transform(st_setsrid(st_geomfromwkb(decode(r.wkb, 'base64')), ${srid}::int), 22992) as moved
	from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r(
		"row" int, source_id text, name_ar text, name_en text, kind text, props jsonb, wkb text)
), judged as materialized (
	select *, st_isvalid(moved) as valid from given
), shaped as materialized (
	select *, ${shape(layer.geometry, sql`case when valid then moved else st_makevalid(moved) end`)} as geom
	from judged
), merged as (
	insert into ${table} as t (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	select ${source}, source_id, name_ar, name_en, kind, props, geom, ${now}
	from shaped where not st_isempty(geom) and st_isvalid(geom)
	order by "row"
	on conflict (source, source_id) do update set
		name_ar = excluded.name_ar, name_en = excluded.name_en, kind = excluded.kind, props = excluded.props,
		geom = excluded.geom, updated_at = excluded.updated_at
	where (t.name_ar, t.name_en, t.kind, t.props)
			is distinct from (excluded.name_ar, excluded.name_en, excluded.kind, excluded.props)
		or ${moved(sql`t.geom`, sql`excluded.geom`)}
	returning source_id, xmax = 0 as fresh
)
select s."row", s.source_id, s.valid,
	case when st_isempty(s.geom) or not st_isvalid(s.geom) then 'refused'
		when m.fresh then 'inserted' when m.fresh is not null then 'updated' else 'unchanged' end as what,
	wrong.reason,
	case when spot is not null then array[st_x(spot), st_y(spot)] end as at
from shaped s
left join merged m using (source_id)
left join lateral (
	select reason, st_transform(st_setsrid(location, 22992), 4326) as spot from st_isvaliddetail(s.moved)
) wrong on not s.valid
order by s."row"`.execute(db);
	return rows;
}

/**
 * Whether any corner lies elsewhere by more than a millimetre. What we export and get back has been rounded on the
 * way; that is no change.
 */
function moved(old: RawBuilder<unknown>, fresh: RawBuilder<unknown>): RawBuilder<unknown> {
	return sql`case when ${old} = ${fresh} then false
		when st_npoints(${old}) <> st_npoints(${fresh}) then true
		else exists (
			select from st_dumppoints(${old}) a left join st_dumppoints(${fresh}) b on a.path = b.path
			where b.path is null or st_distance(a.geom, b.geom) > 0.001) end`;
}

/** A valid shape as the layer's column holds it; empty when repairing left nothing of the wanted kind. */
function shape(kind: GeometryKind, valid: RawBuilder<unknown>): RawBuilder<unknown> {
	switch (kind) {
		case 'polygon':
			return sql`st_multi(st_collectionextract(${valid}, 3))`;
		case 'line':
			return sql`st_multi(st_collectionextract(${valid}, 2))`;
		case 'point':
			// What is drawn as an area is shown at a point inside it.
			return sql`st_pointonsurface(${valid})`;
	}
}
