import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { DigState, TimelineQuery, TimelineWork } from '../../rules/index.ts';
import { LISTED_STREET } from '../street-reach.ts';

export interface BarRow {
	id: string;
	reference: string;
	title: string;
	promoter: Bilingual;
	street: Bilingual | null;
	state: DigState;
	starts_on: string;
	ends_on: string;
	until: string;
	clashes: TimelineWork['clashes'] | null;
	geometry: GeoJSON.Geometry;
}

type Wanted = TimelineQuery & { today: string };

/** A running work goes on until today, whatever its last day was. */
const until = (today: string) =>
	sql`case when d.state = 'running' then greatest(d.ends_on, ${today}::date) else d.ends_on end`;

function here({ from, to, bbox, today }: Wanted) {
	const place = bbox
		? sql`st_intersects(d.geom_3857, st_transform(
			st_makeenvelope(${sql.join(bbox.map((n) => sql`${n}::float8`))}, 4326), 3857))`
		: sql`true`;
	return sql`d.state not in ('cancelled', 'refused') and d.starts_on <= ${to}::date
		and ${until(today)} >= ${from}::date and ${place}`;
}

export function countQuery(wanted: Wanted) {
	return sql<{ total: number }>`select count(*)::int as total from dig d where ${here(wanted)}`;
}

/** One row more than the limit, to know whether there are others. The street as on the plan's timeline. */
export function barQuery(wanted: Wanted, after: string[] | null) {
	const beyond = after ? sql`(d.starts_on, d.id) > (${after[0]}::date, ${after[1]}::bigint)` : sql`true`;
	return sql<BarRow>`
with page as materialized (
	select d.id from dig d where ${here(wanted)} and ${beyond}
	order by d.starts_on, d.id limit ${wanted.limit + 1}
),
-- One for each work that is met, however many rules say so.
pair as (
	select c.dig_a as id, c.dig_b as other, c.from_on, c.to_on, c.severity from page p join dig_clash c on c.dig_a = p.id
	where c.closed_at is null and c.severity <> 'info'
	union all
	select c.dig_b, c.dig_a, c.from_on, c.to_on, c.severity from page p join dig_clash c on c.dig_b = p.id
	where c.closed_at is null and c.severity <> 'info'
),
clash as materialized (
	select id, jsonb_agg(jsonb_build_object('start', from_on, 'end', to_on, 'severity', severity)
		order by severity desc, from_on) as spells
	from (select id, min(from_on) as from_on, max(to_on) as to_on, min(severity) as severity
		from pair group by id, other) met
	group by id
)
select d.id::text, d.reference, d.title, d.state, d.starts_on, d.ends_on, ${until(wanted.today)} as until,
	jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as promoter,
	case when d.street is not null then jsonb_build_object('ar', d.street, 'en', d.street) else ${LISTED_STREET} end as street,
	c.spells as clashes,
	st_asgeojson(st_transform(st_simplify(d.geom, 1, true), 4326), 6)::jsonb as geometry
from page p join dig d using (id) left join unit u on u.id = d.unit_id left join clash c on c.id = d.id
order by d.starts_on, d.id`;
}

export function toWork(row: BarRow): TimelineWork {
	return {
		reference: row.reference,
		title: row.title,
		promoter: row.promoter,
		state: row.state,
		window: { start: row.starts_on, end: row.until },
		late: row.until > row.ends_on,
		clashes: row.clashes ?? [],
		geometry: row.geometry
	};
}
