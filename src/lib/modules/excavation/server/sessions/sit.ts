import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CloseSession, DecideItem, NoteAttendance, type CoordinationSession } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { readSession } from './read.ts';

/**
 * What the committee decided on one item.
 * @param input `DecideItem`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `coordination_closed`.
 */
export async function decideItem(
	ctx: Ctx,
	id: string,
	item: string,
	input: unknown
): Promise<CoordinationSession> {
	demand(ctx, 'dig:plan');
	const { decision, note } = parseInput(DecideItem, input);
	return sitting(ctx, id, async (tx) => {
		const { numAffectedRows } = await sql`update dig_session_item set decision = ${decision}, note = ${note},
				decided_at = ${ctx.now()}, decided_by = ${ctx.actor.personId}
			where session_id = ${id}::bigint and id::text = ${item}`.execute(tx.db);
		if (!numAffectedRows) throw new DomainError('not_found');
		await tx.audit('coordination.decided', { type: 'coordination', id }, { item, decision, note });
	});
}

/**
 * Who came for a company.
 * @param input `NoteAttendance`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `coordination_closed`.
 */
export async function noteAttendance(
	ctx: Ctx,
	id: string,
	unit: string,
	input: unknown
): Promise<CoordinationSession> {
	demand(ctx, 'dig:plan');
	const { present, represented_by } = parseInput(NoteAttendance, input);
	return sitting(ctx, id, async (tx) => {
		const { numAffectedRows } = await sql`update dig_session_unit set present = ${present},
				represented_by = ${represented_by}
			where session_id = ${id}::bigint and unit_id::text = ${unit}`.execute(tx.db);
		if (!numAffectedRows) throw new DomainError('not_found');
		await tx.audit('coordination.attended', { type: 'coordination', id }, { unit, present, represented_by });
	});
}

/**
 * Closes a session: from now on its minutes stand. Every item must be decided, if only by putting it off.
 * @param input `CloseSession`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `coordination_closed`, `coordination_undecided`.
 */
export async function closeSession(ctx: Ctx, id: string, input: unknown): Promise<CoordinationSession> {
	demand(ctx, 'dig:plan');
	const { note } = parseInput(CloseSession, input);
	return sitting(ctx, id, async (tx) => {
		const { rows } = await sql<{ left: number }>`select count(*)::int as left from dig_session_item
			where session_id = ${id}::bigint and decision is null`.execute(tx.db);
		const left = rows[0]?.left ?? 0;
		if (left > 0) throw new DomainError('coordination_undecided', { params: { count: left } });
		await sql`update dig_session set closed_at = ${ctx.now()}, closed_by = ${ctx.actor.personId},
			closing_note = ${note} where id = ${id}::bigint`.execute(tx.db);
		await tx.audit('coordination.closed', { type: 'coordination', id }, { note });
	});
}

/** Work in an open session; one writer at a time. */
async function sitting(ctx: Ctx, id: string, work: (tx: Tx) => Promise<void>): Promise<CoordinationSession> {
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	return ctx.transaction(async (tx) => {
		const { rows } = await sql<{ closed: boolean }>`select closed_at is not null as closed from dig_session
			where id = ${id}::bigint for update`.execute(tx.db);
		if (!rows[0]) throw new DomainError('not_found');
		if (rows[0].closed) throw new DomainError('coordination_closed');
		await work(tx);
		return readSession(ctx, tx.db, id);
	});
}
