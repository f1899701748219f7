import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';

/** Digs from which on it is worth preparing: tables of its own, several workers. */
export const MANY = 1000;
/** Asked about more than one in so many works, all are laid out at once instead of looking each up. */
const WHOLE = 8;

/** Metres by which a stored zone may fall short of the true buffer, both together, generously. */
const SLACK = 0.1;

interface Gathered {
	/** The pairs: `a`, `b`, `touching`, `together`. */
	candidates: RawBuilder<unknown>;
	/** Removes what was prepared. */
	clear(): Promise<void>;
}

/** The candidates of these digs, by the way that fits their number. @param reach as of `candidatesQuery`. */
export async function gatherCandidates(
	db: Tx['db'],
	digIds: readonly string[],
	reach: number
): Promise<Gathered> {
	if (digIds.length < MANY)
		return { candidates: candidatesQuery(digIds, reach), clear: () => Promise.resolve() };
	const tables = (await isWhole(db, digIds.length))
		? await layOut(db, digIds, reach)
		: [await keep(db, 'clash_candidate', candidatesQuery(digIds, reach))];
	await weigh(db, sql.table('clash_candidate'));
	return {
		candidates: sql`table clash_candidate`,
		clear: () => drop(db, tables)
	};
}

async function isWhole(db: Tx['db'], count: number): Promise<boolean> {
	const { rows } = await sql<{ known: number }>`select reltuples as known from pg_class
		where oid = 'dig'::regclass`.execute(db);
	return count * WHOLE > rows[0]!.known;
}

/** Keeps what a query finds until the transaction ends; the database makes such a table by several workers. */
export async function keep(
	db: Tx['db'],
	table: string,
	query: RawBuilder<unknown>
): Promise<RawBuilder<unknown>> {
	const name = sql.table(table);
	await bySession(db, async () => {
		await sql`create temporary table ${name} on commit drop as ${query}`.execute(db);
		await sql`grant select on ${name} to diwan_app`.execute(db);
	});
	return name;
}

/** Counts what was kept, for what is asked of it next. */
export const weigh = (db: Tx['db'], table: RawBuilder<unknown>): Promise<void> =>
	bySession(db, async () => void (await sql`analyze ${table}`.execute(db)));

/** Removes what was kept. */
export const drop = (db: Tx['db'], tables: readonly RawBuilder<unknown>[]): Promise<void> =>
	bySession(db, async () => void (await sql`drop table ${sql.join(tables)}`.execute(db)));

/**
 * The application's role makes no tables of its own, which could stand before those of the database: whoever the
 * connection belongs to does, and lends them.
 */
async function bySession(db: Tx['db'], work: () => Promise<void>): Promise<void> {
	const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(db);
	const become = (role: string) => sql`select set_config('role', ${role}, true)`.execute(db);
	await become('none');
	await work();
	await become(rows[0]!.role);
}

/** A column holds one of these ids: by its index for a few; for many without weighing each while planning. */
export function among(column: string, digIds: readonly string[]) {
	const ids = sql`${digIds}::bigint[]`;
	return digIds.length < MANY
		? sql`${sql.ref(column)} = any(${ids})`
		: sql`${sql.ref(column)} in (select unnest(${ids}))`;
}

const standing = (dig: string) =>
	sql`${sql.ref(`${dig}.state`)} <> 'cancelled' and ${sql.ref(`${dig}.state`)} <> 'refused'`;

/**
 * The pairs of which one is among these digs and which may have something with each other: `a < b`, whether their
 * zones touch, whether they are open together in one street.
 * @param reach days by which works after each other still matter.
 */
export function candidatesQuery(digIds: readonly string[], reach: number) {
	const ids = sql`${digIds}::bigint[]`;
	/** Where both are asked about, one order is enough. */
	const once = (other: string, mine: string) =>
		sql`(${sql.ref(other)} > ${sql.ref(mine)} or ${sql.ref(other)} < ${sql.ref(mine)} and ${sql.ref(other)} <> all(${ids}))`;
	return sql<{ a: string; b: string; touching: boolean; together: boolean }>`
select a, b, bool_or(touching) as touching, bool_or(together) as together
from (
	select least(m.id, o.id) as a, greatest(m.id, o.id) as b, true as touching, false as together
	from dig m
	join dig o on o.zone && st_expand(m.zone, ${SLACK}::float8) and ${standing('o')}
		and o.starts_on <= m.ends_on + ${reach}::int and m.starts_on <= o.ends_on + ${reach}::int
		and ${once('o.id', 'm.id')}
		and st_dwithin(m.geom, o.geom, m.buffer_m + o.buffer_m)
	where m.id = any(${ids}) and ${standing('m')}
	union all
	select least(m.id, o.id), greatest(m.id, o.id), false, true
	from (
		select s.id, s.starts_on, s.ends_on, os.dig_id
		from (
			select m.id, m.starts_on, m.ends_on, ms.street from dig m join dig_street ms on ms.dig_id = m.id
			where m.id = any(${ids}) and ${standing('m')} offset 0
		) s
		join dig_street os on os.street = s.street and ${once('os.dig_id', 's.id')}
		-- In this order also before anything is known of how many share a street: else days meet all days first.
		offset 0
	) m
	join dig o on o.id = m.dig_id and ${standing('o')}
		and o.starts_on <= m.ends_on and m.starts_on <= o.ends_on
) near
group by a, b`;
}

/** Metres of a cell, and days of a spell in which zones or stays in a street may meet. */
const CELL = 100;
const ZONE_DAYS = 100;
const STAY_DAYS = 30;
/** Works that cover more cells and spells than this are looked up, as a few are. */
const LARGE = 500;
/** Memory for each sort and join of what is laid out. */
const MEMORY = '96MB';

/**
 * The same pairs, for so many digs that nearly every work is looked at: all works are laid out on the cells of a grid
 * and in spells of days, so that only those in one cell and spell are compared. A pair is taken where the later of the
 * two begins, in space and in time: once.
 */
async function layOut(
	db: Tx['db'],
	digIds: readonly string[],
	reach: number
): Promise<RawBuilder<unknown>[]> {
	// What lies on the grid is in no order, and sorting it costs more than all the rest.
	await sql`select set_config('work_mem', ${MEMORY}, true), set_config('enable_mergejoin', 'off', true)`.execute(
		db
	);
	const cell = (metres: string) => sql`floor(${sql.ref(metres)} / ${CELL}::float8)::int`;
	const series = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) => sql`generate_series(${from}, ${to})`;
	const work = await keep(
		db,
		'clash_work',
		sql`
select w.*, m.id is not null as mine,
	(1 + (x1 - x0) / ${CELL}) * (1 + (y1 - y0) / ${CELL}) * (1 + (until - since) / ${ZONE_DAYS}) > ${LARGE} as large
from (
	select d.id, d.starts_on - date '2000-01-01' as since, d.ends_on - date '2000-01-01' as until,
		st_xmin(d.zone) - ${SLACK}::float8 as x0, st_ymin(d.zone) - ${SLACK}::float8 as y0,
		st_xmax(d.zone) + ${SLACK}::float8 as x1, st_ymax(d.zone) + ${SLACK}::float8 as y1
	from dig d where ${standing('d')}
) w
left join unnest(${digIds}::bigint[]) as m(id) using (id)`
	);
	const box = await keep(
		db,
		'clash_box',
		sql`
select w.*, cx, cy, spell
from clash_work w, ${series(cell('w.x0'), cell('w.x1'))} cx, ${series(cell('w.y0'), cell('w.y1'))} cy,
	${series(sql`w.since / ${ZONE_DAYS}::int`, sql`(w.until + ${reach}::int) / ${ZONE_DAYS}::int`)} spell
where not w.large`
	);
	const stay = await keep(
		db,
		'clash_stay',
		sql`
select w.id, w.since, w.until, w.mine, s.street, hashtextextended(s.street, 0) as key, spell
from clash_work w join dig_street s on s.dig_id = w.id,
	${series(sql`w.since / ${STAY_DAYS}::int`, sql`w.until / ${STAY_DAYS}::int`)} spell`
	);
	const begins = (axis: 'x' | 'y') => sql`greatest(${cell(`m.${axis}0`)}, ${cell(`o.${axis}0`)})`;
	const candidate = await keep(
		db,
		'clash_candidate',
		sql`
select a, b, bool_or(touching) as touching, bool_or(together) as together
from (
	select n.a, n.b, true as touching, false as together
	from (
		select m.id as a, o.id as b
		from clash_box m
		join clash_box o on o.cx = m.cx and o.cy = m.cy and o.spell = m.spell and o.id > m.id
		where (m.mine or o.mine) and o.x0 <= m.x1 and m.x0 <= o.x1 and o.y0 <= m.y1 and m.y0 <= o.y1
			and o.since <= m.until + ${reach}::int and m.since <= o.until + ${reach}::int
			and m.cx = ${begins('x')} and m.cy = ${begins('y')}
			and m.spell = greatest(m.since, o.since) / ${ZONE_DAYS}::int
	) n
	join dig a on a.id = n.a join dig b on b.id = n.b
	where st_dwithin(a.geom, b.geom, a.buffer_m + b.buffer_m)
	union all
	select least(m.id, o.id), greatest(m.id, o.id), true, false
	from clash_work w join dig m on m.id = w.id
	join dig o on o.zone && st_expand(m.zone, ${SLACK}::float8) and ${standing('o')} and o.id <> m.id
		and o.starts_on <= m.ends_on + ${reach}::int and m.starts_on <= o.ends_on + ${reach}::int
		and st_dwithin(m.geom, o.geom, m.buffer_m + o.buffer_m)
	join clash_work ow on ow.id = o.id and (w.mine or ow.mine)
	where w.large
	union all
	select m.id, o.id, false, true
	from clash_stay m
	join clash_stay o on o.key = m.key and o.spell = m.spell and o.id > m.id
	where o.street = m.street and (m.mine or o.mine) and o.since <= m.until and m.since <= o.until
		and m.spell = greatest(m.since, o.since) / ${STAY_DAYS}::int
) near
group by a, b`
	);
	await sql`select set_config('enable_mergejoin', 'on', true)`.execute(db);
	return [work, box, stay, candidate];
}
