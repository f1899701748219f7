import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { StageInspection } from '../../rules/index.ts';

/** Every inspection of a site, the one made last first. */
export async function inspectionsOf(
	db: Tx['db'],
	permitId: string,
	{ named = true } = {}
): Promise<StageInspection[]> {
	const { rows } =
		await sql<Row>`select i.id::text, i.stage, i.floor, i.result, i.offset_m::float8 as offset_m, i.note, i.at,
			i.received_at, i.accuracy_m, i.distance_m,
			case when ${named}::boolean and p.id is not null then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as person,
			case when i.geom is not null then (select array[st_x(w), st_y(w)] from st_transform(i.geom, 4326) w) end as position,
			(select coalesce(array_agg(h.sha256 order by h.position), '{}')
				from permit_inspection_photo h where h.inspection_id = i.id) as photos
		from permit_inspection i left join person p on p.id = i.person_id
		where i.permit_id = ${permitId}::bigint order by i.at desc, i.id`.execute(db);
	return rows.map((r) => ({ ...r, at: r.at.toISOString(), received_at: r.received_at.toISOString() }));
}

type Row = Omit<StageInspection, 'at' | 'received_at'> & { at: Date; received_at: Date };
