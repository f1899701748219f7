import { sql, type RawBuilder } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import {
	AGENCY_PLACES,
	lateStages,
	reachedStage,
	type BuildingLayer,
	type DigState,
	type FibreArea,
	type FibreDig,
	type Stages
} from '../../rules/index.ts';

export interface AreaRow {
	id: string;
	source_id: string;
	name: Bilingual;
	unit: FibreArea['unit'];
	homes: number;
	stages: Stages;
	buildings: number;
	connected: number;
	digs: number;
	bbox: [number, number, number, number];
	updated_at: Date;
}

/** Metres within which a school or hospital and a place are one building in two registers. */
const SAME_M = sql.lit(25);

/** Buildings of agencies that lie in the ground of `a`. */
const BUILDINGS = sql`(
	select 'schools' as layer, b.id, b.name_ar, b.name_en, b.kind, b.geom from schools b
	where st_intersects(b.geom, a.geom)
	union all
	select 'hospitals', b.id, b.name_ar, b.name_en, b.kind, b.geom from hospitals b where st_intersects(b.geom, a.geom)
	union all
	select 'places', b.id, b.name_ar, b.name_en, b.kind, b.geom from places b
	where b.kind in (${sql.join(AGENCY_PLACES.map((kind) => sql.lit(kind)))}) and st_intersects(b.geom, a.geom)
		and not (b.kind in ('school', 'college', 'university')
			and exists (select from schools s where st_dwithin(s.geom, b.geom, ${SAME_M})))
		and not (b.kind = 'hospital'
			and exists (select from hospitals h where st_dwithin(h.geom, b.geom, ${SAME_M})))
)`;

/** Areas with their stages and counts, by name. */
export function areasQuery(where: RawBuilder<unknown> = sql`true`) {
	return sql<AreaRow>`
select a.id::text, a.source_id, a.updated_at,
	jsonb_build_object('ar', coalesce(a.name_ar, a.name_en, a.source_id),
		'en', coalesce(a.name_en, a.name_ar, a.source_id)) as name,
	case when u.id is not null then jsonb_build_object('id', u.id::text, 'code', u.code,
		'name', jsonb_build_object('ar', u.name_ar, 'en', u.name_en)) end as unit,
	case when a.props ->> 'homes' ~ '^\\d{1,7}$' then (a.props ->> 'homes')::int else 0 end as homes,
	(select jsonb_object_agg(s.stage, jsonb_build_object('planned_on', s.planned_on, 'done_on', s.done_on))
		from fibre_area_stage s where s.area_id = a.id) as stages,
	(select count(*)::int from ${BUILDINGS} b) as buildings,
	(select count(*)::int from fibre_building c where c.area_id = a.id) as connected,
	(select count(*)::int from fibre_dig l where l.area_id = a.id) as digs,
	(select array[st_xmin(b), st_ymin(b), st_xmax(b), st_ymax(b)] from st_transform(a.geom, 4326) b) as bbox
from fibre_areas a left join unit u on u.code = a.props ->> 'unit'
where ${where}
order by a.name_ar, a.id`;
}

export function toArea({ updated_at, ...row }: AreaRow, today: CivilDate): FibreArea {
	return {
		...row,
		reached: reachedStage(row.stages),
		late: lateStages(row.stages, today),
		updated_at: updated_at.toISOString()
	};
}

/** The buildings of agencies in an area, unconnected first. */
export function buildingsQuery(areaId: string) {
	return sql<{
		layer: BuildingLayer;
		id: string;
		name: Bilingual | null;
		kind: string | null;
		connected_on: string | null;
		at: [number, number];
	}>`
select b.layer, b.id::text, b.kind, c.connected_on,
	case when coalesce(b.name_ar, b.name_en) is not null then jsonb_build_object(
		'ar', coalesce(b.name_ar, b.name_en), 'en', coalesce(b.name_en, b.name_ar)) end as name,
	array[st_x(st_transform(b.geom, 4326)), st_y(st_transform(b.geom, 4326))] as at
from fibre_areas a, lateral ${BUILDINGS} b
left join fibre_building c on c.area_id = ${areaId} and c.layer = b.layer and c.feature_id = b.id
where a.id = ${areaId}
order by c.connected_on is not null, b.layer desc, b.name_ar, b.id`;
}

interface DigRow {
	reference: string;
	title: string;
	promoter: Bilingual;
	state: DigState;
	starts_on: string;
	ends_on: string;
	linked: boolean;
}

/** The works tied to an area, and those of its company that lie in it and are not. */
export function digsQuery(areaId: string) {
	return sql<DigRow>`
select d.reference, d.title, d.state, d.starts_on, d.ends_on, l.dig_id is not null as linked,
	jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as promoter
from fibre_areas a
join dig d on d.id in (select dig_id from fibre_dig where area_id = a.id)
	or (st_intersects(d.geom, a.geom) and d.state not in ('cancelled', 'refused')
		and d.unit_id = (select id from unit where code = a.props ->> 'unit'))
left join fibre_dig l on l.area_id = a.id and l.dig_id = d.id
left join unit u on u.id = d.unit_id
where a.id = ${areaId}
order by d.starts_on, d.id`;
}

export function toFibreDig({ starts_on, ends_on, ...row }: DigRow): FibreDig {
	return { ...row, window: { start: starts_on, end: ends_on } };
}
