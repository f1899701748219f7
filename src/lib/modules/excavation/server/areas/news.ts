import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import type { AreaNews, TrafficEffect } from '../../rules/index.ts';
import { STREETS_OF_WORK } from '../street-reach.ts';

/** What became of one work. */
export interface News {
	kind: AreaNews;
	reference: string;
	title: string;
	organisation: Bilingual;
	starts_on: string;
	ends_on: string;
	was_starts_on: string | null;
	was_ends_on: string | null;
	/** Only while it is published. */
	traffic_effect: TrafficEffect | null;
	streets: Bilingual[];
}

/** What is to be told of an area; it is news no more. */
export async function takeNews(db: Tx['db'], subscriptionId: string): Promise<News[]> {
	const { rows } = await sql<News>`with told as (
		delete from area_notice where subscription_id = ${subscriptionId} returning *
	)
	select t.kind, d.reference, t.title, t.starts_on, t.ends_on, t.was_starts_on, t.was_ends_on,
		jsonb_build_object('ar', coalesce(u.name_ar, public_text(d.promoter)),
			'en', coalesce(u.name_en, public_text(d.promoter))) as organisation,
		case when d.state in ('granted', 'running') then d.traffic_effect end as traffic_effect,
		case when d.state in ('granted', 'running') then ${STREETS_OF_WORK}
			else '[]' end as streets
	from told t join dig d on d.id = t.dig_id left join unit u on u.id = d.unit_id
	order by array_position(array['closed', 'lane_closed'], d.traffic_effect), t.starts_on, d.id`.execute(db);
	return rows;
}
