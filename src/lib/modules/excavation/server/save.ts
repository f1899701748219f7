import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { Repeatable } from '#lib/server/idempotency.ts';
import type { ApprovalStep, Dig, HistoryAction } from '../rules/index.ts';
import { toDig, WHOLE, WITH_UNIT_AND_CLASHES, type DigRow } from './columns.ts';
import { DIG_CONTRACTOR } from './contractors/columns.ts';
import { tidyReference } from './reference.ts';

/** How a write is asked for over the network. */
export interface WriteOptions {
	/** The sender's Idempotency-Key. */
	key?: string | undefined;
}

/**
 * One saver of digs at a time: of two that meet, the second must see the first, or neither would know of the clash.
 * Held until the transaction ends.
 */
export async function lockDigs(db: Tx['db']): Promise<void> {
	await sql`select pg_advisory_xact_lock(4213, 1)`.execute(db);
}

/** @throws DomainError `not_found` */
export async function readDig(db: Tx['db'], reference: string): Promise<Dig> {
	const { rows } = await sql<DigRow>`select ${WHOLE} from dig d ${WITH_UNIT_AND_CLASHES}
		where d.reference = ${tidyReference(reference)}`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return toDig(rows[0]);
}

/** Copies the present version of these digs into the history. */
export async function keepVersions(
	db: Tx['db'],
	digIds: readonly string[],
	by: {
		action: HistoryAction;
		at: Date;
		personId: string | null;
		reason?: string | null;
		step?: ApprovalStep | null;
	}
): Promise<void> {
	await sql`insert into dig_history (dig_id, version, action, at, person_id, reason, step, data)
		select d.id, d.version, ${by.action}, ${by.at}, ${by.personId}, ${by.reason ?? null}, ${by.step ?? null}, ${SNAPSHOT}
		from dig d where d.id = any(${digIds}::bigint[])`.execute(db);
}

/** The request by which a repeated one is recognised; only persons repeat themselves. */
export function repeatable(
	ctx: Ctx,
	operation: string,
	key: string | undefined,
	request: unknown
): Repeatable | undefined {
	if (key === undefined || ctx.actor.personId === null) return undefined;
	return { personId: ctx.actor.personId, operation, key, request };
}

/** Everything its owner can change, as `DigSnapshot`; coordinates to the millimetre. */
const SNAPSHOT = sql`jsonb_build_object(
	'title', d.title, 'details', d.details, 'contractor', ${DIG_CONTRACTOR} -> 'name', 'category', d.category, 'category_reason', d.category_reason, 'method', d.method, 'surface', d.surface,
	'traffic_effect', d.traffic_effect, 'connection', d.connection, 'carriageway', d.carriageway,
	'depth_m', d.depth_m::float8, 'width_m', d.width_m::float8,
	'window', jsonb_build_object('start', d.starts_on, 'end', d.ends_on), 'state', d.state,
	'length_m', round(d.length_m::numeric, 2), 'geometry', st_asgeojson(d.geom, 3)::jsonb)
	|| coalesce((select jsonb_build_object('detours', jsonb_agg(st_asgeojson(t.geom, 3)::jsonb order by t.position),
		'detours_m', round(sum(t.length_m)::numeric, 1)) from dig_detour t where t.dig_id = d.id having count(*) > 0), '{}')`;
