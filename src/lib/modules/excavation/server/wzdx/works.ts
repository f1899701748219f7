import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { Category, DailyHours, DigState, TrafficEffect } from '../../rules/index.ts';
import { DIG_HOURS } from '../calendar/columns.ts';

/** A work that the feed may tell of. */
export interface FeedRow {
	id: string;
	reference: string;
	version: number;
	title: string;
	organisation_key: string;
	organisation_name: string;
	category: Category;
	traffic_effect: TrafficEffect;
	road_works: boolean;
	state: DigState;
	starts_on: string;
	ends_on: string;
	finished_at: Date | null;
	created_at: Date;
	updated_at: Date;
	hours: DailyHours | null;
	/** The street in the source's own words. */
	street: string | null;
	/** WKB, EPSG:22992. */
	geom: Uint8Array;
}

/**
 * Granted and running works that are not long over, and those finished since a moment, by their indexes.
 * @param today works that should have ended before it are left out unless they run on.
 */
export async function feedRows(
	db: Tx['db'],
	{ today, since }: { today: string; since: Date }
): Promise<FeedRow[]> {
	const { rows } = await feedQuery({ today, since }).execute(db);
	return rows;
}

export function feedQuery({ today, since }: { today: string; since: Date }) {
	return sql<FeedRow>`
with told as (
	select id, null::timestamptz as finished_at from dig
	where state in ('granted', 'running') and (state = 'running' or ends_on >= ${today}::date - 1)
	union all
	select id, coalesce(finished_at, updated_at) from dig
	where state = 'finished' and updated_at >= ${since} and coalesce(finished_at, updated_at) >= ${since}
)
select d.id::text, d.reference, d.version, public_text(d.title) as title,
	case when u.id is null then d.organisation else 'unit:' || u.code end as organisation_key,
	coalesce(u.name_ar, public_text(d.promoter)) as organisation_name,
	d.category, d.traffic_effect, d.road_works, d.state, d.starts_on, d.ends_on, t.finished_at,
	d.created_at, d.updated_at, ${DIG_HOURS} as hours, d.street, st_asbinary(d.geom) as geom
from told t
join dig d on d.id = t.id
left join unit u on u.id = d.unit_id
left join dig_hours o on o.dig_id = d.id
order by d.id`;
}

/** The governorate: the root of all units. */
export async function publisherOf(db: Tx['db']): Promise<{ key: string; name: string }> {
	const { rows } = await sql<{ code: string; name_ar: string }>`select code, name_ar from unit
		where parent_id is null order by kind = 'governorate' desc, id limit 1`.execute(db);
	const [root] = rows;
	return root ? { key: `unit:${root.code}`, name: root.name_ar } : { key: 'diwan', name: 'Diwan' };
}
