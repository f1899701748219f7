import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import {
	PublicWorksQuery,
	type Category,
	type DigState,
	type PublishedWork,
	type TrafficEffect
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { STREETS_OF_WORK } from '../street-reach.ts';

/**
 * The published works that are open in a stretch of days, those that close a road first. For everybody.
 * @param input `PublicWorksQuery`, as in an address.
 * @throws DomainError `invalid_input`.
 */
export async function publishedWorks(
	ctx: Ctx,
	input: unknown
): Promise<{ items: PublishedWork[]; total: number; today: string }> {
	const query = parseInput(PublicWorksQuery, input);
	const today = cairoDate(ctx.now());
	const from = query.from ?? today;
	const to = query.to ?? from;
	if (to < from)
		throw new DomainError('invalid_input', { fields: [{ path: 'to', code: 'dig_window_reversed' }] });
	return ctx.read(async (db) => {
		const { rows } = await publishedQuery({ from, to, today, bbox: query.bbox, limit: query.limit }).execute(
			db
		);
		return { items: rows.map(toPublished), total: rows[0]?.total ?? 0, today };
	});
}

export interface PublishedRow {
	id: string;
	reference: string;
	title: string;
	promoter: Bilingual;
	category: Category;
	state: DigState;
	traffic_effect: TrafficEffect;
	starts_on: string;
	ends_on: string;
	streets: Bilingual[];
	bbox: [number, number, number, number];
	total: number;
}

/** What is selected of `public_works w join dig d`; streets by the sections that are kept with the dig. */
export const PUBLISHED = sql`d.id::text, d.reference, w.name_ar as title,
	jsonb_build_object('ar', w.props ->> 'promoter_ar', 'en', w.props ->> 'promoter_en') as promoter,
	d.category, d.state, d.traffic_effect, d.starts_on, d.ends_on,
	${STREETS_OF_WORK} as streets,
	(select array[st_xmin(b), st_ymin(b), st_xmax(b), st_ymax(b)] from st_transform(d.geom, 4326) b) as bbox`;

interface Wanted {
	from: string;
	to: string;
	today: string;
	bbox: [number, number, number, number] | undefined;
	limit: number;
}

export function publishedQuery({ from, to, today, bbox, limit }: Wanted) {
	const here = bbox
		? sql`d.geom_3857 && st_transform(st_makeenvelope(${bbox[0]}::float8, ${bbox[1]}::float8, ${bbox[2]}::float8,
			${bbox[3]}::float8, 4326), 3857)`
		: sql`true`;
	// A work that runs on is open until today, whatever its last day was.
	return sql<PublishedRow>`
with open as materialized (
	select d.id, count(*) over ()::int as total
	from dig d
	where d.state in ('granted', 'running') and d.starts_on <= ${to}::date and ${here}
		and case when d.state = 'running' then greatest(d.ends_on, ${today}::date) else d.ends_on end >= ${from}::date
	order by array_position(array['closed', 'lane_closed'], d.traffic_effect), d.starts_on, d.id
	limit ${limit}
)
select ${PUBLISHED}, o.total from open o join dig d on d.id = o.id join public_works w on w.id = d.id
order by array_position(array['closed', 'lane_closed'], d.traffic_effect), d.starts_on, d.id`;
}

export function toPublished(row: PublishedRow): PublishedWork {
	return {
		reference: row.reference,
		title: row.title,
		organisation: row.promoter,
		category: row.category,
		state: row.state,
		traffic_effect: row.traffic_effect,
		window: { start: row.starts_on, end: row.ends_on },
		streets: row.streets,
		bbox: row.bbox
	};
}
