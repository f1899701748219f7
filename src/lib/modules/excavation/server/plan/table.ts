import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import type { Tx } from '#lib/server/context.ts';
import { LISTED_STREET } from '../street-reach.ts';
import {
	c4,
	c6,
	type Category,
	type Closure,
	type DigState,
	type Method,
	type Window
} from '../../rules/index.ts';
import { customersWait } from '../ground.ts';

/** A work of the register as a plan sees it. */
export interface TableRow {
	reference: string;
	title: string;
	organisation: string;
	promoter: Bilingual;
	category: Category;
	method: Method;
	connection: boolean;
	state: DigState;
	version: number;
	starts_on: string;
	ends_on: string;
	/** Null until it is handed in. */
	submitted_on: string | null;
	/** The Helsinki index, 0 to 5; null before it was reckoned. */
	nuisance: number | null;
	street: string | null;
	/** WGS84, coarse: for a small picture. */
	geometry: GeoJSON.Geometry;
	/** It lies in one trench with others: its days are agreed. */
	joined: boolean;
	/** False: only a neighbour of those that are planned. */
	asked: boolean;
}

export interface Asked {
	period: Window;
	/** WGS84 west, south, east, north. */
	bbox: readonly [number, number, number, number] | null;
	/** Works that are over before this day, or begin after it, cannot matter. */
	from: string;
	until: string;
	limit: number;
	/** In which the streets are named. */
	locale: Locale;
}

/** The works that wish to begin in the period, and every other whose zone touches one of theirs. */
export async function tableRows(
	db: Tx['db'],
	{ period, bbox, from, until, limit, locale }: Asked
): Promise<TableRow[]> {
	const inside = bbox
		? sql`d.geom_3857 && st_transform(st_makeenvelope(${sql.join(bbox.map((n) => sql`${n}::float8`))}, 4326), 3857)`
		: sql`true`;
	const { rows } = await sql<TableRow>`
with mine as materialized (
	select d.id, d.zone, d.geom, d.buffer_m from dig d
	where d.state = 'planned' and d.category <> 'emergency'
		and d.starts_on between ${period.start}::date and ${period.end}::date and ${inside}
	limit ${limit}::int
),
near as (
	select distinct o.id from mine m
	join dig o on o.zone && st_expand(m.zone, 0.1) and o.state in ('planned', 'submitted', 'granted', 'running')
		and o.ends_on >= ${from}::date and o.starts_on <= ${until}::date
		and st_dwithin(m.geom, o.geom, m.buffer_m + o.buffer_m)
),
shown as (select id, true as asked from mine union all select id, false from near where id not in (select id from mine))
select d.reference, d.title, d.organisation, d.category, d.method, d.connection, d.state, d.version, d.starts_on, d.ends_on, s.asked,
	d.joint_id is not null as joined,
	jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as promoter,
	(d.submitted_at at time zone 'Africa/Cairo')::date as submitted_on,
	n.index::float8 as nuisance,
	coalesce(d.street, ${LISTED_STREET} ->> ${locale}::text) as street,
	st_asgeojson(st_transform(st_simplify(d.geom, 0.5), 4326), 6)::jsonb as geometry
from shown s join dig d using (id) left join unit u on u.id = d.unit_id
left join dig_nuisance n on n.dig_id = d.id
order by d.starts_on, d.reference`.execute(db);
	return rows;
}

/** References of works whose zones touch, of the works on the table. */
export async function touchingPairs(
	db: Tx['db'],
	references: readonly string[]
): Promise<[string, string][]> {
	const { rows } = await sql<{ a: string; b: string }>`
with mine as materialized (select id, reference, zone, geom, buffer_m, joint_id from dig where reference = any(${references}::text[]))
select m.reference as a, o.reference as b from mine m
join dig o on o.zone && st_expand(m.zone, 0.1) and o.id > m.id and st_dwithin(m.geom, o.geom, m.buffer_m + o.buffer_m)
where o.reference = any(${references}::text[]) and (m.joint_id = o.joint_id) is not true
order by 1, 2`.execute(db);
	return rows.map(({ a, b }) => [a, b]);
}

interface GroundRow {
	reference: string;
	rule: 'C4' | 'C6';
	name: string;
	starts_on: string | null;
	ends_on: string;
}

/** What the ground closes to each work between two days: protected pavements (C4), events and embargoes (C6). */
export async function groundClosures(
	db: Tx['db'],
	works: readonly Pick<TableRow, 'reference' | 'category' | 'method' | 'connection'>[],
	{ start, end }: Window
): Promise<Map<string, Closure[]>> {
	const day = (name: string) =>
		sql`case when g.props ->> ${name} ~ '^\\d{4}-\\d{2}-\\d{2}$' then (g.props ->> ${name})::date end`;
	const title = sql`coalesce(g.name_ar, g.name_en, g.source_id)`;
	const { rows } = await sql<GroundRow>`
with mine as materialized (
	select reference, geom, buffer_in_pieces(geom, coalesce(width_m, 1)::float8 / 2, 8) as trench from dig
	where reference = any(${works.map((w) => w.reference)}::text[])
),
there as (
	select m.reference, 'C4' as rule, ${title} as name, ${day('paved_on')} as starts_on,
		${day('protected_until')} as ends_on from mine m join paving g on st_intersects(g.geom, m.trench)
	union all
	select m.reference, 'C6', ${title}, ${day('starts_on')}, ${day('ends_on')}
	from mine m join events g on st_intersects(g.geom, m.trench)
	union all
	select m.reference, 'C6', p.name_ar, p.starts_on, p.ends_on
	from mine m join dig_calendar_period p on p.kind = 'embargo' and p.closed_at is null
		and p.from_time = '00:00' and p.to_time = '24:00' and st_dwithin(p.geom, m.geom, p.radius_m)
)
select * from there where ends_on >= ${start}::date and coalesce(starts_on, ends_on) <= ${end}::date
order by reference, rule, ends_on, name`.execute(db);
	const byReference = new Map(works.map((w) => [w.reference, w]));
	const closures = new Map<string, Closure[]>();
	for (const { reference, rule, name, starts_on, ends_on } of rows) {
		const window = { start: starts_on ?? start, end: ends_on };
		// The rules tell who is exempt: asked about the closed days themselves.
		const work = { ...byReference.get(reference)!, window };
		const customers_wait_until =
			rule === 'C4' && work.connection && starts_on ? await customersWait(db, starts_on) : undefined;
		const closed =
			rule === 'C4'
				? c4(work, { paved_on: starts_on, protected_until: ends_on, customers_wait_until })
				: c6(work, { window });
		if (!closed) continue;
		const closure: Closure = { kind: rule === 'C4' ? 'protection' : 'embargo', by: name, ...closed.window };
		closures.set(reference, [...(closures.get(reference) ?? []), closure]);
	}
	return closures;
}
