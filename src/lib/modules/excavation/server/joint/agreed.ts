import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import type { Dig, Window } from '../../rules/index.ts';
import { sharedMetres } from './compute.ts';

/** So much of the metres that were signed a line must go on sharing: it may be put right, not moved away. */
const LEAST_LEFT = 0.9;

/** What is wanted of a work; absent: as it is. */
interface Wanted {
	window?: Window | undefined;
	width_m?: number | null | undefined;
	/** Hex EWKB in EPSG:22992. */
	geom?: string | undefined;
}

/**
 * What was signed of a work in a joint trench is agreed: its days, its width, and that it lies beside the others. Who
 * wants it otherwise gives the trench up first.
 * @throws DomainError `dig_joined`
 */
export async function demandAgreed(db: Tx['db'], dig: Dig, { window, width_m, geom }: Wanted): Promise<void> {
	const { rows } = await sql<{ id: string; shared_m: number }>`select j.id::text,
			(j.terms ->> 'shared_m')::float8 as shared_m
		from dig d join dig_joint j on j.id = d.joint_id where d.id = ${dig.id}::bigint`.execute(db);
	const [joint] = rows;
	if (!joint) return;
	const moved = window && (window.start !== dig.window.start || window.end !== dig.window.end);
	if (moved || (width_m !== undefined && width_m !== dig.width_m)) throw new DomainError('dig_joined');
	if (geom === undefined) return;
	const left = await sharedWhen(db, { id: dig.id, joint_id: joint.id, geom });
	if (left < LEAST_LEFT * joint.shared_m) throw new DomainError('dig_joined');
}

/** Metres that the lead and each of the others would share if a work lay elsewhere; of several the least. */
async function sharedWhen(
	db: Tx['db'],
	{ id, joint_id, geom }: { id: string; joint_id: string; geom: string }
): Promise<number> {
	const { rows } = await sql<{ metres: number | null }>`
with works as materialized (
	select d.id, d.id = j.lead_id as leads,
		case when d.id = ${id}::bigint then ${geom}::geometry else d.geom end as geom,
		case when d.id = ${id}::bigint then st_multi(buffer_in_pieces(${geom}::geometry, d.buffer_m, 16)) else d.zone end as zone
	from dig d join dig_joint j on j.id = d.joint_id where d.joint_id = ${joint_id}::bigint
)
select min(${sharedMetres('l', 'o')}) as metres from works l join works o on l.leads and not o.leads`.execute(
		db
	);
	return rows[0]?.metres ?? 0;
}
