import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { demandDay, demandWindow, OpenCall, type ProgrammeCall } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { findUnit } from '../promoter.ts';
import { repeatable, type WriteOptions } from '../save.ts';
import { readCall } from './read-calls.ts';

/**
 * Calls agencies for what they plan in a period, until a day.
 * @param input `OpenCall`
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function openCall(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<ProgrammeCall>> {
	demand(ctx, 'programme:call');
	const data = parseInput(OpenCall, input);
	const today = cairoDate(ctx.now());
	demandWindow(data.period, today, 'period');
	demandDay(data.due_on, today, 'due_on');
	if (data.due_on < today) wrong('due_on', 'dig_day_out_of_range');
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'programme.call', key, data), async () => {
			const units = await unitsNamed(tx.db, data.units);
			const { id } = await tx.db
				.insertInto('programme_call')
				.values({
					from_on: data.period.start,
					to_on: data.period.end,
					due_on: data.due_on,
					note: data.note,
					opened_at: ctx.now(),
					opened_by: ctx.actor.personId!
				})
				.returning('id')
				.executeTakeFirstOrThrow();
			await tx.db
				.insertInto('programme_answer')
				.values(units.map((unit_id) => ({ call_id: id, unit_id })))
				.execute();
			const { period, due_on } = data;
			await tx.audit('programme.called', { type: 'programme_call', id }, { period, due_on, units });
			return readCall(ctx, tx.db, id);
		})
	);
}

/** An agency plans nothing in the period. @throws DomainError `not_found`, `forbidden`, `programme_over`. */
export async function planNothing(ctx: Ctx, callId: string, unit: string): Promise<ProgrammeCall> {
	return ctx.transaction(async (tx) => {
		const unit_id = (await findUnit(tx.db, unit)) ?? '';
		demand(ctx, 'programme:answer', { unitId: unit_id });
		await openOne(tx.db, callId);
		const { rows } = await sql`update programme_answer set handed_at = ${ctx.now()},
				handed_by = ${ctx.actor.personId}::bigint, works = 0
			where call_id = ${callId}::bigint and unit_id = ${unit_id}::bigint returning call_id`.execute(tx.db);
		if (rows.length === 0) throw new DomainError('not_found');
		await tx.audit('programme.handed_in', { type: 'programme_call', id: callId }, { unit_id, works: 0 });
		return readCall(ctx, tx.db, callId);
	});
}

/** Nobody is waited for any more. @throws DomainError `forbidden`, `not_found`, `programme_over`. */
export async function closeCall(ctx: Ctx, callId: string): Promise<ProgrammeCall> {
	demand(ctx, 'programme:call');
	return ctx.transaction(async (tx) => {
		await openOne(tx.db, callId);
		await tx.db
			.updateTable('programme_call')
			.set({ closed_at: ctx.now(), closed_by: ctx.actor.personId })
			.where('id', '=', callId)
			.execute();
		await tx.audit('programme.call_closed', { type: 'programme_call', id: callId });
		return readCall(ctx, tx.db, callId);
	});
}

/** Locks the call, so that closing and answering see each other. */
async function openOne(db: Tx['db'], id: string): Promise<void> {
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	const call = await db
		.selectFrom('programme_call')
		.select('closed_at')
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (!call) throw new DomainError('not_found');
	if (call.closed_at) throw new DomainError('programme_over');
}

async function unitsNamed(db: Tx['db'], named: readonly string[]): Promise<string[]> {
	const found = new Set<string>();
	for (const [i, name] of named.entries())
		found.add((await findUnit(db, name)) ?? wrong(`units.${i}`, 'dig_unknown_promoter'));
	return [...found];
}

function wrong(path: string, code: string): never {
	throw new DomainError('invalid_input', { fields: [{ path, code }] });
}
