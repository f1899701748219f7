import { sql, type RawBuilder } from 'kysely';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { ListDigs, type Dig, type DigSummary } from '../rules/index.ts';
import { SUMMARY, toSummary, WITH_UNIT_AND_CLASHES, type SummaryRow } from './columns.ts';
import { readCursor, writeCursor } from '#lib/server/http/cursor.ts';
import { parseInput } from './input.ts';
import { unitsOf } from './promoter.ts';
import { readDig } from './save.ts';

export interface Page<T> {
	items: T[];
	/** For the next page; null at the end. */
	next_cursor: string | null;
}

/** @throws DomainError `forbidden`, `not_found`. */
export async function getDig(ctx: Ctx, reference: string): Promise<Dig> {
	demand(ctx, 'dig:read');
	return ctx.read((db) => readDig(db, reference));
}

/**
 * A page of the digs that fit the filters, and how many there are in all.
 * @param input `ListDigs`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function listDigs(ctx: Ctx, input: unknown): Promise<Page<DigSummary> & { total: number }> {
	demand(ctx, 'dig:read');
	const query = parseInput(ListDigs, input);
	const order = ORDER[query.sort];
	const after = readCursor(query.sort, query.cursor, order.shape);
	const filters = filtersOf(query, unitsOf(ctx.actor));
	return ctx.read(async (db) => {
		const { rows } = await listQuery(filters, order, after, query.limit + 1).execute(db);
		const count = await sql<{ total: number }>`select count(*)::int as total from dig d
			where ${and(filters)}`.execute(db);
		const items = rows.slice(0, query.limit).map(toSummary);
		const last = items.at(-1);
		const next_cursor =
			rows.length > query.limit && last ? writeCursor(query.sort, order.values(last)) : null;
		return { items, next_cursor, total: count.rows[0]?.total ?? 0 };
	});
}

type Order = (typeof ORDER)[ListDigs['sort']];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^\d{1,19}$/;
const byDay = (column: 'starts_on' | 'ends_on', day: (d: DigSummary) => string) => ({
	by: sql`d.${sql.ref(column)}, d.id`,
	beyond: ([at, id]: string[]) => sql`(d.${sql.ref(column)}, d.id) > (${at}::date, ${id}::bigint)`,
	values: (d: DigSummary) => [day(d), d.id],
	shape: [DAY, ID]
});
export const ORDER = {
	newest: {
		by: sql`d.id desc`,
		beyond: ([id]: string[]) => sql`d.id < ${id}::bigint`,
		values: (d: DigSummary) => [d.id],
		shape: [ID]
	},
	start: byDay('starts_on', (d) => d.window.start),
	end: byDay('ends_on', (d) => d.window.end)
};

export function listQuery(
	filters: RawBuilder<unknown>[],
	order: Order,
	after: string[] | null,
	limit: number
) {
	return sql<SummaryRow>`select ${SUMMARY} from dig d ${WITH_UNIT_AND_CLASHES}
		where ${and(after ? [...filters, order.beyond(after)] : filters)}
		order by ${order.by} limit ${limit}`;
}

const and = (conditions: RawBuilder<unknown>[]) =>
	conditions.length ? sql.join(conditions, sql` and `) : sql`true`;

/** The conditions of a list; `mine` are the units whose digs the asker may change. */
export function filtersOf(query: ListDigs, mine: readonly string[]): RawBuilder<unknown>[] {
	const filters: RawBuilder<unknown>[] = [];
	if (query.state?.length) filters.push(sql`d.state = any(${query.state}::text[])`);
	if (query.promoter !== undefined)
		filters.push(sql`d.unit_id = (select id from unit where code = ${query.promoter}
			or id::text = ${query.promoter} order by code = ${query.promoter} desc limit 1)`);
	if (query.mine) filters.push(sql`d.unit_id = any(${mine}::bigint[])`);
	if (query.clash)
		filters.push(sql`exists (select from dig_clash o
			where o.closed_at is null and o.severity <> 'info' and (o.dig_a = d.id or o.dig_b = d.id))`);
	for (const word of query.q?.split(/\s+/).filter(Boolean) ?? []) {
		const like = sql`'%' || regexp_replace(ar_norm(${word}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
		filters.push(sql`(d.search like ${like} or d.unit_id in
			(select id from unit where ar_norm(name_ar || ' ' || name_en) like ${like}))`);
	}
	return filters;
}
