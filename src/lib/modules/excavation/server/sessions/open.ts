import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	CLASH_RULES,
	demandDay,
	demandWindow,
	OpenSession,
	type CoordinationSession
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { repeatable, type WriteOptions } from '../save.ts';
import { readSession } from './read.ts';

/** More cannot be dealt with in one sitting. */
const MOST_ITEMS = 300;

/**
 * Opens a session: the open clashes of a period become its agenda, what blocks before the rest; the companies
 * concerned and the one who calls it its sheet of attendance. Of more than one sitting can take the gravest come, and
 * the others are counted.
 * @param input `OpenSession`
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function openSession(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<CoordinationSession>> {
	demand(ctx, 'dig:plan');
	const data = parseInput(OpenSession, input);
	const today = cairoDate(ctx.now());
	demandDay(data.held_on, today, 'held_on');
	demandWindow(data.period, today, 'period');
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'session.open', key, data), async () => {
			const { held_on, place, period, bbox } = data;
			const { rows } = await sql<{ id: string }>`insert into dig_session
					(held_on, place, period_start, period_end, bbox, opened_at, opened_by)
				values (${held_on}::date, ${place}, ${period.start}::date, ${period.end}::date,
					${bbox}::float8[], ${ctx.now()}, ${ctx.actor.personId}) returning id::text`.execute(tx.db);
			const { id } = rows[0]!;
			const matters = await countMatters(tx.db, data);
			const items = await putOnAgenda(tx.db, id, data);
			const left_out = matters - items;
			await tx.db.updateTable('dig_session').set({ left_out }).where('id', '=', id).execute();
			await listUnits(tx.db, id, ctx.actor.unitId);
			await tx.audit(
				'coordination.opened',
				{ type: 'coordination', id },
				{ held_on, period, items, left_out }
			);
			return readSession(ctx, tx.db, id);
		})
	);
}

/** A work as the minutes will tell of it. */
const party = (dig: string, unit: string) =>
	sql`jsonb_build_object('reference', ${sql.ref(`${dig}.reference`)}, 'title', ${sql.ref(`${dig}.title`)},
		'promoter', jsonb_build_object('ar', coalesce(${sql.ref(`${unit}.name_ar`)}, ${sql.ref(`${dig}.promoter`)}),
			'en', coalesce(${sql.ref(`${unit}.name_en`)}, ${sql.ref(`${dig}.promoter`)})),
		'window', jsonb_build_object('start', ${sql.ref(`${dig}.starts_on`)}, 'end', ${sql.ref(`${dig}.ends_on`)}))`;

/**
 * The open clashes that come before a session: those of two works, which are told in one way only. A work that meets a
 * bus line has nobody to sit down with.
 */
function matters({ period, bbox }: OpenSession) {
	const inside = bbox
		? sql`c.geom_3857 && st_transform(st_makeenvelope(${sql.join(bbox.map((n) => sql`${n}::float8`))}, 4326), 3857)`
		: sql`true`;
	return sql`c.closed_at is null and c.dig_b is not null and c.severity <> 'info'
	and c.from_on <= ${period.end}::date and c.to_on >= ${period.start}::date and ${inside}
	and not (c.rule = 'C2' and exists (select from dig_clash z where z.rule = 'C1' and z.dig_a = c.dig_a
		and z.dig_b = c.dig_b and z.closed_at is null))`;
}

async function countMatters(db: Tx['db'], asked: OpenSession): Promise<number> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from dig_clash c
		where ${matters(asked)}`.execute(db);
	return rows[0]?.n ?? 0;
}

async function putOnAgenda(db: Tx['db'], id: string, asked: OpenSession): Promise<number> {
	const { numAffectedRows } = await sql`
insert into dig_session_item (session_id, position, clash_id, about)
select ${id}::bigint, row_number() over (order by c.severity, c.from_on, c.id), c.id, jsonb_build_object(
	'rule', c.rule, 'severity', c.severity, 'days', c.days, 'distance_m', round(c.distance_m::numeric, 1),
	'window', jsonb_build_object('start', c.from_on, 'end', c.to_on),
	'first', ${party('a', 'ua')}, 'second', ${party('b', 'ub')})
from (
	select c.* from dig_clash c where ${matters(asked)}
	-- Of more than one sitting can take: what blocks, by rule, the longest.
	order by c.severity, array_position(${[...CLASH_RULES]}::text[], c.rule), c.days desc, c.distance_m, c.id
	limit ${MOST_ITEMS}
) c
cross join lateral (select (d1.starts_on, d1.id) <= (d2.starts_on, d2.id) as in_order
	from dig d1, dig d2 where d1.id = c.dig_a and d2.id = c.dig_b) o
join dig a on a.id = case when o.in_order then c.dig_a else c.dig_b end
join dig b on b.id = case when o.in_order then c.dig_b else c.dig_a end
left join unit ua on ua.id = a.unit_id left join unit ub on ub.id = b.unit_id`.execute(db);
	return Number(numAffectedRows ?? 0);
}

async function listUnits(db: Tx['db'], id: string, own: string | null): Promise<void> {
	await sql`insert into dig_session_unit (session_id, unit_id)
		select distinct ${id}::bigint, d.unit_id from dig_session_item i join dig_clash c on c.id = i.clash_id
		join dig d on d.id in (c.dig_a, c.dig_b) where i.session_id = ${id}::bigint and d.unit_id is not null
		union select ${id}::bigint, ${own}::bigint where ${own}::bigint is not null`.execute(db);
}
