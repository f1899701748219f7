import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { PlacedDetours } from './place.ts';

/** Puts these in the place of whatever detours a work had. */
export async function writeDetours(
	db: Tx['db'],
	digId: string,
	detours: PlacedDetours | null
): Promise<void> {
	await sql`delete from dig_detour where dig_id = ${digId}::bigint`.execute(db);
	if (!detours) return;
	await sql`insert into dig_detour (dig_id, position, origin, geom)
		select ${digId}::bigint, line.path[1], (${detours.origins}::text[])[line.path[1]], line.geom
		from st_dump(${detours.geom}::geometry) line`.execute(db);
}

/** True when a work has just these, in this order. */
export async function sameDetours(
	db: Tx['db'],
	digId: string,
	detours: PlacedDetours | null
): Promise<boolean> {
	const { rows } = await sql<{ same: boolean }>`
select coalesce(bool_and(had.origin is not distinct from given.origin and had.geom is not null
	and given.geom is not null and st_asbinary(had.geom) = st_asbinary(given.geom)), true) as same
from (select position, origin, geom from dig_detour where dig_id = ${digId}::bigint) had
full join (select line.path[1] as position, (${detours?.origins ?? []}::text[])[line.path[1]] as origin, line.geom
	from st_dump(${detours?.geom ?? null}::geometry) line) given using (position)`.execute(db);
	return rows[0]!.same;
}
