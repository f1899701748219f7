import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';

/**
 * Notes for every open call to these agencies how many works they plan in its period: that is their answer, once
 * there is a work in it.
 */
export async function handIn(
	{ db, audit }: Tx,
	unitIds: readonly string[],
	{ at, personId }: { at: Date; personId: string | null }
): Promise<void> {
	const { rows } = await sql<{ call_id: string; unit_id: string; works: number }>`
		update programme_answer a set handed_at = ${at}, handed_by = ${personId}::bigint, works = n.works
		from programme_call c, lateral (
			select a2.unit_id, count(*)::int as works from programme_answer a2
			join programme_work w on w.unit_id = a2.unit_id
			join dig d on d.id = w.dig_id and d.state <> 'cancelled'
				and d.starts_on <= c.to_on and d.ends_on >= c.from_on
			where a2.call_id = c.id and a2.unit_id = any(${unitIds}::bigint[])
			group by a2.unit_id) n
		where c.closed_at is null and a.call_id = c.id and a.unit_id = n.unit_id
			and (a.works is distinct from n.works or a.handed_at is null)
		returning a.call_id::text, a.unit_id::text, a.works`.execute(db);
	for (const { call_id, ...detail } of rows)
		await audit('programme.handed_in', { type: 'programme_call', id: call_id }, detail);
}
