import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { WorksInput } from '../../rules/index.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What an inspector writes down once more within this is a button pressed twice; minutes. */
const MOMENTS_MIN = 10;

/**
 * One violation is written down once: the same person does not open a second one of the same words at the same place
 * while the first is open and new. Two that are sent at once wait for each other.
 * @param place the plot as it is kept, EPSG:22992.
 * @throws DomainError `permit_violation_same` with the one that is open.
 */
export async function demandOtherViolation(
	ctx: Ctx,
	tx: Tx,
	{ description, article, excess_m2, grounds }: WorksInput<'record_violation'>,
	place: { geom: string } | { rootId: string }
): Promise<void> {
	const { personId } = ctx.actor;
	await oneAtATime(tx, 'violation', personId!);
	const there =
		'geom' in place
			? sql`st_equals(p.geom, ${place.geom}::geometry)`
			: sql`p.root_id = ${place.rootId}::bigint`;
	const { rows } = await sql<{ reference: string }>`select p.reference from permit_hand h
		join permit p on p.id = h.permit_id join permit_violation v on v.permit_id = p.id
		where h.person_id = ${personId}::bigint and h.duty = 'inspector' and h.ended_at is null
			and h.since >= ${ctx.now()}::timestamptz - make_interval(mins => ${MOMENTS_MIN})
			and p.life = 'violation' and p.state = 'violation_open' and ${there}
			and v.description = ${description} and v.article is not distinct from ${article}
			and v.grounds @> ${grounds}::text[] and v.grounds <@ ${grounds}::text[]
			-- What nobody says is taken from a drawing.
			and (${excess_m2}::numeric is null or v.excess_m2 = ${excess_m2}::numeric)
		limit 1`.execute(tx.db);
	if (rows[0]) throw new DomainError('permit_violation_same', { params: { reference: rows[0].reference } });
}
