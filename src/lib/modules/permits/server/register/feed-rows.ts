import { sql, type RawBuilder } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { PublicEvent, PublicPermit, RegisterFeedQuery } from '../../rules/index.ts';
import { OF_DEPARTMENT, PUBLISHED, toPublished, type PublishedRow } from './columns.ts';

/** Rows read at once: each page is a short read of its own, so a feed never holds the database. */
const PAGE = 500;

type Entry = PublicPermit & {
	status_on: string;
	changed_on: string;
	unit: string;
	/** Well-known text in WGS84. */
	geometry: string;
	point: string;
};

/** Entries of the register in the order of their numbers there. */
export async function* feedEntries(ctx: Ctx, query: RegisterFeedQuery): AsyncGenerator<Entry, void> {
	let after = '0';
	for (;;) {
		const { rows } = await ctx.read((db) => entriesQuery(query, after).execute(db));
		for (const row of rows) {
			const { status_on, unit, geometry, point } = row;
			yield { ...toPublished(row), status_on, changed_on: cairoDate(row.updated_at), unit, geometry, point };
		}
		if (rows.length < PAGE) return;
		after = rows.at(-1)!.id;
	}
}

type EntryRow = PublishedRow & Pick<Entry, 'status_on' | 'unit' | 'geometry' | 'point'>;
const entriesQuery = (query: RegisterFeedQuery, after: string) =>
	sql<EntryRow>`select ${PUBLISHED}, u.code as unit,
		coalesce((select max(l.happened_on) from public_permit_log l where l.reference = r.source_id), r.accepted_on)
			as status_on,
		st_astext(st_transform(r.geom, 4326), 7) as geometry,
		st_astext(st_transform(st_pointonsurface(r.geom), 4326), 7) as point
	from (select * from public_permits r where r.id > ${after}::bigint and ${changed(query)} order by r.id limit ${PAGE}) r
	${OF_DEPARTMENT} order by r.id`;

export interface LogRow {
	id: string;
	reference: string;
	status: PublicEvent;
	on: string;
	entered_at: Date;
	unit: string;
}

/** What happened, in the order in which it became known. */
export async function* feedLog(ctx: Ctx, query: RegisterFeedQuery): AsyncGenerator<LogRow, void> {
	let after = '0';
	for (;;) {
		const { rows } = await ctx.read((db) =>
			sql<LogRow>`select l.id::text, l.reference, l.status, l.happened_on as on, l.entered_at, u.code as unit
				from public_permit_log l join public_permits r on r.source_id = l.reference ${OF_DEPARTMENT}
				where l.id > ${after}::bigint and ${entered(query)} order by l.id limit ${PAGE}`.execute(db)
		);
		yield* rows;
		if (rows.length < PAGE) return;
		after = rows.at(-1)!.id;
	}
}

const changed = ({ since, year }: RegisterFeedQuery): RawBuilder<unknown> =>
	sql`${since ? sql`r.updated_at >= ${moment(since)}` : sql`true`} and ${year ? sql`r.year = ${year}::smallint` : sql`true`}`;
const entered = ({ since, year }: RegisterFeedQuery): RawBuilder<unknown> =>
	sql`${since ? sql`l.entered_at >= ${moment(since)}` : sql`true`}
		and ${year ? sql`l.happened_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)` : sql`true`}`;
/** A day begins when it begins in Egypt. */
const moment = (since: string) =>
	since.length === 10
		? sql`(${since}::date::timestamp at time zone 'Africa/Cairo')`
		: sql`${since}::timestamptz`;

/** What tells one state of a feed from every other: nothing is ever taken out of the register. */
export async function feedVersion(
	ctx: Ctx,
	of: 'entries' | 'log',
	query: RegisterFeedQuery
): Promise<string> {
	return ctx.read(async (db) => {
		const { rows } = await (
			of === 'entries'
				? sql<{ n: string; sum: string }>`select count(*)::text as n, coalesce(sum(version), 0)::text as sum
					from public_permits r where ${changed(query)}`
				: sql<{ n: string; sum: string }>`select count(*)::text as n, coalesce(max(id), 0)::text as sum
					from public_permit_log l where ${entered(query)}`
		).execute(db);
		return `${rows[0]!.n}.${rows[0]!.sum}`;
	});
}

/** The name of the governorate: the root of all units. */
export async function governorateName(ctx: Ctx): Promise<Bilingual & { code: string }> {
	return ctx.read(async (db) => {
		const { rows } = await sql<
			Bilingual & { code: string }
		>`select name_ar as ar, name_en as en, code from unit
			where parent_id is null order by kind = 'governorate' desc, id limit 1`.execute(db);
		return rows[0] ?? { ar: '', en: '', code: '' };
	});
}
