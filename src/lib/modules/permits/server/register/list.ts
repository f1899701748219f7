import { sql, type RawBuilder } from 'kysely';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { readCursor, writeCursor } from '#lib/server/http/cursor.ts';
import { PublicPermitsQuery, type PublicPermit } from '../../rules/index.ts';
import { OF_DEPARTMENT, PUBLISHED, toPublished, type PublishedRow } from './columns.ts';

export interface RegisterPage {
	items: PublicPermit[];
	/** How many there are; of more than a thousand it is only said that there are more. */
	total: number;
	more_than_total: boolean;
	next_cursor: string | null;
}

const COUNTED = 1000;

/**
 * Entries of the public register, those that came last first. For everybody.
 * @param input `PublicPermitsQuery`, as in an address.
 * @throws DomainError `invalid_input`; ZodError.
 */
export async function publishedPermits(ctx: Ctx, input: unknown): Promise<RegisterPage> {
	const query = PublicPermitsQuery.parse(input);
	const after = readCursor('register', query.cursor, [/^\d{1,18}$/]);
	return ctx.read(async (db) => {
		const { rows } = await registerQuery(query, after?.[0]).execute(db);
		const counted = await countQuery(query).execute(db);
		const items = rows.slice(0, query.limit);
		const last = items.at(-1);
		const found = counted.rows[0]?.n ?? 0;
		return {
			items: items.map(toPublished),
			total: Math.min(found, COUNTED),
			more_than_total: found > COUNTED,
			next_cursor: rows.length > query.limit && last ? writeCursor('register', [last.id]) : null
		};
	});
}

export function registerQuery(query: PublicPermitsQuery, before?: string) {
	const filters = filtersOf(query);
	if (before !== undefined) filters.push(sql`r.id < ${before}::bigint`);
	return sql<PublishedRow>`select ${PUBLISHED} from (select * from public_permits r
			where ${sql.join(filters, sql` and `)} order by r.id desc limit ${query.limit + 1}) r
		${OF_DEPARTMENT} order by r.id desc`;
}

const countQuery = (query: PublicPermitsQuery) =>
	sql<{ n: number }>`select count(*)::int as n from (select from public_permits r
		where ${sql.join(filtersOf(query), sql` and `)} limit ${COUNTED + 1}) counted`;

function filtersOf({ q, state, kind, district, year, bbox }: PublicPermitsQuery): RawBuilder<unknown>[] {
	const filters: RawBuilder<unknown>[] = [sql`true`];
	if (state) filters.push(sql`r.kind = any(${state}::text[])`);
	if (kind) filters.push(sql`r.type = any(${kind}::text[])`);
	if (district) filters.push(sql`r.district = ${district}`);
	if (year) filters.push(sql`r.year = ${year}::smallint`);
	if (bbox)
		filters.push(sql`r.geom_3857 && st_transform(st_makeenvelope(${bbox[0]}::float8, ${bbox[1]}::float8,
			${bbox[2]}::float8, ${bbox[3]}::float8, 4326), 3857)`);
	const reference = parseReference(q ?? '');
	if (reference) filters.push(sql`r.source_id = ${formatReference(reference)}`);
	else
		for (const word of q?.split(/\s+/).filter(Boolean) ?? [])
			filters.push(
				sql`r.search like '%' || regexp_replace(ar_norm(${word}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`
			);
	return filters;
}

export interface RegisterChoices {
	districts: { code: string; name: Bilingual }[];
	years: number[];
}

/** The districts and years that the register has entries of. */
export async function registerChoices(ctx: Ctx): Promise<RegisterChoices> {
	return ctx.read(async (db) => {
		// Steps from one value of the index to the next: the register may be long, its districts are few.
		const { rows: districts } = await sql<{ code: string; ar: string; en: string }>`
			with recursive named(code) as (
				select min(district) from public_permits
				union all
				select (select min(district) from public_permits where district > named.code) from named where named.code is not null
			)
			select n.code, d.district_ar as ar, d.district_en as en from named n,
				lateral (select district_ar, district_en from public_permits p where p.district = n.code order by p.id desc limit 1) d
			where n.code is not null order by 2`.execute(db);
		const { rows: years } = await sql<{ year: number }>`
			with recursive told(year) as (
				select max(year) from public_permits
				union all
				select (select max(year) from public_permits where year < told.year) from told where told.year is not null
			)
			select year::int as year from told where year is not null order by 1 desc`.execute(db);
		return {
			districts: districts.map(({ code, ar, en }) => ({ code, name: { ar, en } })),
			years: years.map((y) => y.year)
		};
	});
}
