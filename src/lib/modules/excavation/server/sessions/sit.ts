import { sql } from 'kysely';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	CloseSession,
	DecideItem,
	NoteAttendance,
	type CoordinationSession,
	type Decision
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { proposeJoint } from '../joint/index.ts';
import { lockDigs } from '../save.ts';
import { readSession } from './read.ts';

/**
 * What the committee decided on one item; the same said twice is said once.
 * @param input `DecideItem`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `coordination_closed`, `version_conflict` when another
 *   decision was written meanwhile.
 */
export async function decideItem(
	ctx: Ctx,
	id: string,
	item: string,
	input: unknown
): Promise<CoordinationSession> {
	demand(ctx, 'dig:plan');
	const { decision, note, seen } = parseInput(DecideItem, input);
	return sitting(ctx, id, async (tx) => {
		const { rows } = await sql<Decided>`select decision, note, decided_at from dig_session_item
			where session_id = ${id}::bigint and id::text = ${item}`.execute(tx.db);
		const [before] = rows;
		if (!before) throw new DomainError('not_found');
		if (before.decision === decision && before.note === note) return;
		const current = before.decided_at?.toISOString() ?? null;
		const yours = seen && new Date(seen).toISOString();
		if (current !== yours)
			throw new DomainError('version_conflict', { params: { yours: yours ?? '', current: current ?? '' } });
		await sql`update dig_session_item set decision = ${decision}, note = ${note},
				decided_at = ${ctx.now()}, decided_by = ${ctx.actor.personId}
			where session_id = ${id}::bigint and id::text = ${item}`.execute(tx.db);
		await tx.audit('coordination.decided', { type: 'coordination', id }, { item, decision, note });
	});
}

/** An item as it stands. */
interface Decided {
	decision: Decision | null;
	note: string | null;
	decided_at: Date | null;
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
 * Closes a session: from now on its minutes stand. Every item must be decided, if only by putting it off. What is to be
 * joined is put on the table, where the two can share a trench; what is to be moved stands on its owner's desk.
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
		await proposeDecided(ctx, tx, id);
		await tx.audit('coordination.closed', { type: 'coordination', id }, { note });
	});
}

/** Asks the parties of every matter that is to be joined to sign one trench; where none can be offered, nobody. */
async function proposeDecided(ctx: Ctx, tx: Tx, id: string): Promise<void> {
	const { rows } = await sql<{ offer: string }>`select distinct o.id::text as offer from dig_session_item i
		join dig_clash c on c.id = i.clash_id
		join dig_clash o on o.rule = 'O1' and o.dig_a = c.dig_a and o.dig_b = c.dig_b and o.closed_at is null
		where i.session_id = ${id}::bigint and i.decision = 'join' order by 1`.execute(tx.db);
	if (rows.length > 0) await lockDigs(tx.db);
	for (const { offer } of rows)
		try {
			await proposeJoint(ctx, tx, offer);
		} catch (error) {
			// Handed in meanwhile, or without a price: the decision stands on their desks.
			if (!isDomainError(error)) throw error;
		}
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
