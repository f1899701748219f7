import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { hasRole, type Actor } from '#lib/server/policy/index.ts';
import type { DeskKind } from '../../rules/index.ts';
import { breachesOf } from '../calendar/breaches.ts';
import { unitsOf } from '../promoter.ts';

type Question = [DeskKind, RawBuilder<unknown>];

/** The own works that wait for others: for whom, since when, and until when these have time. */
export function waitingQuestion(actor: Actor): Question[] {
	const mine = unitsOf(actor);
	return mine.length ? [['waiting', waiting(mine)]] : [];
}

/**
 * The own permits that the calendar, a pavement or an event, as they stand now, no longer allow; for the coordinator
 * those of all units.
 */
export async function breachQuestion(db: Tx['db'], actor: Actor, today: string): Promise<Question[]> {
	const mine = unitsOf(actor);
	if (mine.length === 0 && !hasRole(actor, 'coordinator')) return [];
	const found = await breachesOf(db, today, mine.length ? mine : 'own');
	const list = JSON.stringify(
		found.map(({ reference, finding }, i) => ({ i, reference, who: finding.reason }))
	);
	return [
		[
			'breach',
			sql`select distinct on (d.id) d.id as dig_id, null::text as step, null::text as reason, b.who, null::timestamptz as since,
				d.starts_on as due_on, null::timestamptz as file_due_at
			from jsonb_to_recordset(${list}::jsonb) as b(i int, reference text, who jsonb) join dig d using (reference)
			order by d.id, b.i`
		]
	];
}

/** Names in both languages, one after the other. */
export function together(ar: RawBuilder<unknown>, en: RawBuilder<unknown>) {
	return sql`jsonb_build_object('ar', string_agg(distinct ${ar}, '، '), 'en', string_agg(distinct ${en}, ', '))`;
}

/** Whoever has been asked for a decision; before that, the owners of networks who have not answered. */
function waiting(mine: readonly string[]) {
	return sql`select d.id as dig_id, a.step, null::text as reason,
			case when a.step is null then r.who else jsonb_build_object('ar', u.name_ar, 'en', u.name_en) end as who,
			coalesce(a.asked_at, r.asked_at, d.submitted_at) as since, coalesce(a.due_on, r.due_on) as due_on,
			null::timestamptz as file_due_at
		from dig d
		left join lateral (select a.step, a.asked_at, a.due_on, a.unit_id from dig_approval a
			where a.dig_id = d.id and a.round = d.round and a.state = 'asked' order by a.due_on limit 1) a on true
		left join unit u on u.id = a.unit_id
		left join lateral (select ${together(sql`o.name_ar`, sql`o.name_en`)} as who, min(n.asked_at) as asked_at,
				min(n.due_on) as due_on
			from dig_response n join unit o on o.id = n.unit_id
			where n.dig_id = d.id and n.round = d.round and n.answer is null) r on true
		where d.state = 'submitted' and d.unit_id = any(${mine}::bigint[])`;
}
