import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	AddTariff,
	BY_GRADE,
	CloseTariff,
	demandDay,
	TARIFF_ITEMS,
	type Tariff,
	type TariffRow
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { repeatable, type WriteOptions } from '../save.ts';
import { TARIFF } from './columns.ts';

/** Prices and rates are added and closed, never rewritten; each change is audited. */

/** Every row that the tariff has had. */
export async function tariffRows(db: Tx['db']): Promise<TariffRow[]> {
	const { rows } = await sql<TariffRow>`select ${TARIFF} from dig_tariff t order by t.id`.execute(db);
	return rows;
}

/** The page of prices: each row with its origin. @throws DomainError `forbidden`. */
export async function readTariff(ctx: Ctx): Promise<Tariff> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => {
		const { rows } = await sql<TariffRow & { closed: { reason: string } | null }>`select ${TARIFF},
				case when t.close_reason is not null then jsonb_build_object('reason', t.close_reason) end as closed
			from dig_tariff t order by t.item, t.grade, t.surface, t.valid_from`.execute(db);
		return {
			rows: rows.map((row) => ({ ...row, unit: TARIFF_ITEMS[row.item] })),
			today: cairoDate(ctx.now()),
			may_edit: can(ctx.actor, 'tariff:edit'),
			may_see_cash: can(ctx.actor, 'fee:read')
		};
	});
}

/**
 * Adds a price; the one that held until further notice ends the day before. What a person enters, they have before
 * them: it counts as verified.
 * @param input `AddTariff`
 * @throws DomainError `forbidden`, `invalid_input`, `already_exists` when another row holds on these days.
 */
export async function addTariff(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<{ id: string }>> {
	demand(ctx, 'tariff:edit');
	const row = parseInput(AddTariff, input);
	demandKeys(row);
	for (const path of ['valid_from', 'valid_to'] as const)
		if (row[path] !== null) demandDay(row[path], cairoDate(ctx.now()), path);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'tariff.add', key, row), async () => {
			await lockTariff(tx.db);
			const ended = await sql<{ id: string }>`update dig_tariff t
				set valid_to = ${addDays(row.valid_from, -1)}::date, closed_by = ${ctx.actor.personId},
					close_reason = ${row.origin}
				where ${sameThing(row)} and t.valid_to is null and t.valid_from < ${row.valid_from}::date
				returning t.id::text`.execute(tx.db);
			await demandFree(tx, row);
			const { rows } = await sql<{ id: string }>`insert into dig_tariff
					(item, grade, surface, value, valid_from, valid_to, origin, verified, created_at, created_by)
				values (${row.item}, ${row.grade}, ${row.surface}, ${row.value}, ${row.valid_from}::date,
					${row.valid_to}::date, ${row.origin}, true, ${ctx.now()}, ${ctx.actor.personId})
				returning id::text`.execute(tx.db);
			const { id } = rows[0]!;
			const detail = { ...row, ended: ended.rows.map((r) => r.id) };
			await tx.audit('tariff.added', { type: 'tariff', id }, detail);
			return { id };
		})
	);
}

/**
 * Ends a row after a day (today when none is named), with a reason.
 * @param input `CloseTariff`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids`, `invalid_input`.
 */
export async function closeTariff(ctx: Ctx, id: string, input: unknown): Promise<{ id: string }> {
	demand(ctx, 'tariff:edit');
	const { reason, valid_to } = parseInput(CloseTariff, input);
	const last = valid_to ?? cairoDate(ctx.now());
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	await ctx.transaction(async (tx) => {
		await lockTariff(tx.db);
		const { rows } = await sql<TariffRow>`select ${TARIFF} from dig_tariff t where t.id = ${id}`.execute(
			tx.db
		);
		const row = rows[0];
		if (!row) throw new DomainError('not_found');
		if (row.valid_to !== null) throw new DomainError('state_forbids', { params: { state: 'closed' } });
		if (last < row.valid_from)
			throw new DomainError('invalid_input', { fields: [{ path: 'valid_to', code: 'dig_window_reversed' }] });
		await sql`update dig_tariff set valid_to = ${last}::date, closed_by = ${ctx.actor.personId},
			close_reason = ${reason} where id = ${id}`.execute(tx.db);
		await tx.audit('tariff.closed', { type: 'tariff', id }, { reason, valid_to: last });
	});
	return { id };
}

/** One writer of prices at a time, so that no two rows cover one day. */
async function lockTariff(db: Tx['db']): Promise<void> {
	await sql`select pg_advisory_xact_lock(4213, 2)`.execute(db);
}

const sameThing = (row: AddTariff) => sql`t.item = ${row.item} and t.grade is not distinct from ${row.grade}
	and t.surface is not distinct from ${row.surface}`;

async function demandFree(tx: Tx, row: AddTariff): Promise<void> {
	const { rows } = await sql`select from dig_tariff t where ${sameThing(row)}
		and daterange(t.valid_from, t.valid_to, '[]')
			&& daterange(${row.valid_from}::date, ${row.valid_to}::date, '[]')`.execute(tx.db);
	if (rows.length) throw new DomainError('already_exists');
}

function demandKeys(row: AddTariff): void {
	const fields = [];
	if ((row.grade !== null) !== BY_GRADE.includes(row.item))
		fields.push({ path: 'grade', code: 'tariff_keys' });
	if ((row.surface !== null) !== (row.item === 'restoration'))
		fields.push({ path: 'surface', code: 'tariff_keys' });
	if (row.valid_to !== null && row.valid_to < row.valid_from)
		fields.push({ path: 'valid_to', code: 'dig_window_reversed' });
	if (fields.length) throw new DomainError('invalid_input', { fields });
}
