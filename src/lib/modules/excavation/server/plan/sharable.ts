import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { sharedMetres } from '../joint/index.ts';

/** A line that only crosses another is in its zone for less than so many buffers, unless the angle is very sharp. */
const ALONG = 3;

/**
 * References of planned works of two units here that run along one line and could lie in one trench; not of those
 * whose owners have refused each other, or already share one.
 */
export async function sharablePairs(
	db: Tx['db'],
	references: readonly string[]
): Promise<[string, string][]> {
	const { rows } = await sql<{ a: string; b: string }>`
with mine as materialized (
	select id, reference, unit_id, zone, geom, buffer_m from dig
	where reference = any(${references}::text[]) and state = 'planned' and unit_id is not null and joint_id is null
		and category <> 'emergency'
)
select a.reference as a, b.reference as b from mine a
join dig b on b.zone && st_expand(a.zone, 0.1) and b.id > a.id and st_dwithin(a.geom, b.geom, a.buffer_m + b.buffer_m)
join mine on mine.id = b.id and mine.unit_id <> a.unit_id
where ${sharedMetres('a', 'b')} > ${ALONG}::float8 * greatest(a.buffer_m, b.buffer_m)
	and not exists (select from dig_clash c join dig_joint j on j.clash_id = c.id and j.state = 'refused'
		where c.dig_a = a.id and c.dig_b = b.id)
order by 1, 2`.execute(db);
	return rows.map(({ a, b }) => [a, b]);
}
