import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#lib/server/policy/index.ts';
import { MOST_CHANGE, type DeskKind } from '../../rules/index.ts';
import { unitsOf } from '../promoter.ts';
import { together } from './desk-own.ts';

/** Days for which a change made by others stands on the desk. */
const NEWS_DAYS = 14;
/** Days for which a decision of the committee does. */
const DECIDED_DAYS = 90;

/** What a planner is asked about digging beside others, and what others did to the own works. */
export function togetherQuestions(actor: Actor, now: Date): [DeskKind, RawBuilder<unknown>][] {
	const mine = unitsOf(actor);
	if (mine.length === 0) return [];
	return [
		['decided', decided(mine, now)],
		['joint', joint(mine)],
		['judge', judge(mine)],
		['moved', moved(mine, actor.personId, now)],
		['interest', interest(mine)]
	];
}

const REST = sql`null::date as due_on, null::timestamptz as file_due_at`;

/**
 * What the committee decided on works of ours and is not done: to be moved, or joined where no trench is on the table.
 * The last word on a clash counts, as long as the two meet.
 */
function decided(mine: readonly string[], now: Date) {
	return sql`select d.id as dig_id, null::text as step, string_agg(i.note, ' · ' order by i.id) as reason,
			max(s.closed_at) as since, ${REST},
			${together(sql`coalesce(u.name_ar, o.promoter)`, sql`coalesce(u.name_en, o.promoter)`)} as who
		from dig_session_item i join dig_session s on s.id = i.session_id
		join dig_clash c on c.id = i.clash_id and c.closed_at is null
		join dig d on d.id in (c.dig_a, c.dig_b) join dig o on o.id = c.dig_a + c.dig_b - d.id
		left join unit u on u.id = o.unit_id
		where d.unit_id = any(${mine}::bigint[])
			and s.closed_at > ${now}::timestamptz - make_interval(days => ${DECIDED_DAYS})
			and not exists (select from dig_session_item n join dig_session l on l.id = n.session_id
				where n.clash_id = i.clash_id and l.closed_at > s.closed_at)
			and case i.decision
				when 'move_first' then i.about #>> '{first,reference}' = d.reference
				when 'move_second' then i.about #>> '{second,reference}' = d.reference
				when 'join' then not exists (select from dig_joint j join dig_clash x on x.id = j.clash_id
					where x.dig_a = c.dig_a and x.dig_b = c.dig_b and j.state in ('proposed', 'signed'))
				else false end
		group by d.id`;
}

/** Somebody has accepted one trench and waits for us. */
function joint(mine: readonly string[]) {
	return sql`select p.dig_id, null::text as step, null::text as reason, j.proposed_at as since, ${REST}
		from dig_joint j join dig_joint_party p on p.joint_id = j.id
		join dig_clash c on c.id = j.clash_id and c.closed_at is null
		where j.state = 'proposed' and p.answer is null and p.unit_id = any(${mine}::bigint[])`;
}

/** Clashes that block, not judged by us, or no longer as we judged them. */
function judge(mine: readonly string[]) {
	return sql`select d.id as dig_id, null::text as step, null::text as reason, min(c.changed_at) as since, ${REST},
			${together(sql`coalesce(u.name_ar, o.promoter)`, sql`coalesce(u.name_en, o.promoter)`)} as who
		from dig d join dig_clash c on d.id in (c.dig_a, c.dig_b)
		join dig o on o.id = c.dig_a + c.dig_b - d.id left join unit u on u.id = o.unit_id
		where d.unit_id = any(${mine}::bigint[]) and c.rule = 'C1' and c.severity = 'block' and c.closed_at is null
			and not exists (
				select from dig_clash_judgement j
				where j.id = (select max(l.id) from dig_clash_judgement l where l.clash_id = c.id and l.unit_id = d.unit_id)
					and j.severity = c.severity and j.days = c.days
					and abs(st_area(c.geom) - j.area_m2) <= ${MOST_CHANGE} * j.area_m2)
		group by d.id`;
}

/** Moved by the committee, or by the other party that signed a trench. */
function moved(mine: readonly string[], me: string | null, now: Date) {
	return sql`select distinct on (d.id) d.id as dig_id, null::text as step, h.reason, h.at as since, ${REST}
		from dig d join dig_history h on h.dig_id = d.id and h.action = 'edited'
		where d.unit_id = any(${mine}::bigint[]) and h.at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS})
			and d.state = 'planned' and h.person_id is distinct from ${me}::bigint and not exists (
				select from assignment a where a.person_id = h.person_id and a.unit_id = d.unit_id)
		order by d.id, h.at desc`;
}

/** What others plan, are granted, begin or move in an area that we watch, until somebody has seen it. */
function interest(mine: readonly string[]) {
	return sql`select n.dig_id, null::text as step, min(n.kind) as reason, max(n.at) as since, ${REST}
		from dig_interest_notice n join dig d on d.id = n.dig_id
		where n.unit_id = any(${mine}::bigint[]) and n.seen_at is null
			and d.state in ('planned', 'submitted', 'granted', 'running')
		group by n.dig_id`;
}
