import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	AddRow,
	AdoptYear,
	CloseRow,
	ConfirmPeriod,
	proposeYear,
	type CalendarTable,
	type Period
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { repeatable, type WriteOptions } from '../save.ts';
import { keepPromises } from './promised.ts';
import { demandPeriodDays, insertPeriod, insertSchoolShift, insertStreetHours } from './insert.ts';

/** Rows of the calendar are added, confirmed and closed, never rewritten; each change is audited. */

export interface Changed {
	table: CalendarTable;
	id: string;
}

/**
 * Adds a row.
 * @param input `AddRow`
 * @throws DomainError `forbidden`, `invalid_input`, `already_exists`, `key_reused`.
 */
export async function addCalendarRow(
	ctx: Ctx,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<Changed>> {
	demand(ctx, 'calendar:edit');
	const row = parseInput(AddRow, input);
	if (row.table === 'periods') demandPeriodDays(row, ctx);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'calendar.add', key, row), async () => {
			const changed =
				row.table === 'periods'
					? { start: row.starts_on, end: row.ends_on }
					: { start: row.valid_from, end: row.valid_to };
			await keepPromises(tx.db, changed, ctx.now());
			if (row.table === 'periods') await recordYear(ctx, tx, Number(row.starts_on.slice(0, 4)));
			const id =
				row.table === 'periods'
					? await insertPeriod(tx.db, row, ctx)
					: row.table === 'street_hours'
						? await insertStreetHours(tx.db, row, ctx)
						: await insertSchoolShift(tx.db, row, ctx);
			await tx.audit('calendar.added', { type: `calendar_${row.table}`, id }, row);
			return { table: row.table, id };
		})
	);
}

/**
 * Confirms a proposed period with its decree. Other days than proposed close the proposal and add what was decided.
 * @param input `ConfirmPeriod`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids`, `invalid_input`.
 */
export async function confirmPeriod(ctx: Ctx, id: string, input: unknown): Promise<Changed> {
	demand(ctx, 'calendar:edit');
	const decided = parseInput(ConfirmPeriod, input);
	return ctx.transaction(async (tx) => {
		const { rows } = await sql<Period & { open: boolean }>`select kind, starts_on, ends_on, state, origin,
				jsonb_build_object('ar', name_ar, 'en', name_en) as name, closed_at is null as open
			from dig_calendar_period where id = ${rowId(id)} for update`.execute(tx.db);
		const proposal = rows[0];
		if (!proposal) throw new DomainError('not_found');
		if (!proposal.open || proposal.state !== 'proposed')
			throw new DomainError('state_forbids', { params: { state: proposal.state } });
		const starts_on = decided.starts_on ?? proposal.starts_on;
		const ends_on = decided.ends_on ?? proposal.ends_on;
		const { decree } = decided;
		for (const [start, end] of [
			[proposal.starts_on, proposal.ends_on],
			[starts_on, ends_on]
		] as const)
			await keepPromises(tx.db, { start, end }, ctx.now());
		let confirmed = id;
		if (starts_on === proposal.starts_on && ends_on === proposal.ends_on)
			await sql`update dig_calendar_period set state = 'confirmed', verified = true,
				decree = coalesce(${decree}, decree), confirmed_at = ${ctx.now()}, confirmed_by = ${ctx.actor.personId}
				where id = ${id}`.execute(tx.db);
		else {
			await closePeriod(ctx, tx, id, decree ?? proposal.origin);
			const { kind, name, origin } = proposal;
			const hours = { from: '00:00', to: '24:00', around: null };
			confirmed = await insertPeriod(
				tx.db,
				{ table: 'periods', kind, name, starts_on, ends_on, decree, origin, confirmed: true, ...hours },
				ctx
			);
		}
		const detail = { proposal: id, starts_on, ends_on, decree };
		await tx.audit('calendar.confirmed', { type: 'calendar_periods', id: confirmed }, detail);
		return { table: 'periods', id: confirmed };
	});
}

/**
 * Takes a row out, with a reason: a period as a whole, weekly hours after a day (today, when none is named).
 * @param input `CloseRow`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids`, `invalid_input`.
 */
export async function closeCalendarRow(
	ctx: Ctx,
	table: CalendarTable,
	id: string,
	input: unknown
): Promise<Changed> {
	demand(ctx, 'calendar:edit');
	const { reason, valid_to } = parseInput(CloseRow, input);
	await ctx.transaction(async (tx) => {
		if (table === 'periods') {
			await keepPromises(tx.db, await daysOfPeriod(tx, id), ctx.now());
			await closePeriod(ctx, tx, id, reason);
		} else await closeHours(ctx, tx, table, id, { reason, last: valid_to ?? cairoDate(ctx.now()) });
		await tx.audit('calendar.closed', { type: `calendar_${table}`, id }, { reason, valid_to });
	});
	return { table, id };
}

/**
 * Puts the computed proposals of a year on record.
 * @param input `AdoptYear`
 * @throws DomainError `forbidden`, `invalid_input`, `already_exists`.
 */
export async function adoptYear(ctx: Ctx, input: unknown): Promise<{ year: number; added: number }> {
	demand(ctx, 'calendar:edit');
	const { year } = parseInput(AdoptYear, input);
	return ctx.transaction(async (tx) => {
		const added = await recordYear(ctx, tx, year);
		if (added === null) throw new DomainError('already_exists');
		return { year, added };
	});
}

/** A year is computed or on record, never half of each. @returns the rows added, null when it was on record. */
async function recordYear(ctx: Ctx, tx: Tx, year: number): Promise<number | null> {
	const taken = await sql`insert into dig_calendar_year (year, at, person_id)
		values (${year}, ${ctx.now()}, ${ctx.actor.personId}) on conflict do nothing`.execute(tx.db);
	if (!taken.numAffectedRows) return null;
	const proposals = proposeYear(year);
	for (const { kind, name, starts_on, ends_on, from, to, origin } of proposals)
		await insertPeriod(
			tx.db,
			{
				table: 'periods',
				kind,
				name,
				starts_on,
				ends_on,
				from,
				to,
				origin,
				decree: null,
				confirmed: false,
				around: null
			},
			ctx
		);
	const detail = { rows: proposals.length };
	await tx.audit('calendar.year_recorded', { type: 'calendar_year', id: String(year) }, detail);
	return proposals.length;
}

async function closePeriod(ctx: Ctx, tx: Tx, id: string, reason: string): Promise<void> {
	const done =
		await sql`update dig_calendar_period set closed_at = ${ctx.now()}, closed_by = ${ctx.actor.personId},
		close_reason = ${reason} where id = ${rowId(id)} and closed_at is null`.execute(tx.db);
	if (!done.numAffectedRows) await refuse(tx, 'dig_calendar_period', id);
}

/** @throws DomainError `not_found` */
async function daysOfPeriod(tx: Tx, id: string): Promise<{ start: string; end: string }> {
	const { rows } = await sql<{ start: string; end: string }>`select starts_on as start, ends_on as end
		from dig_calendar_period where id = ${rowId(id)}`.execute(tx.db);
	if (!rows[0]) throw new DomainError('not_found');
	return rows[0];
}

async function closeHours(
	ctx: Ctx,
	tx: Tx,
	table: 'street_hours' | 'school_shifts',
	id: string,
	{ reason, last }: { reason: string; last: string }
): Promise<void> {
	const relation = table === 'street_hours' ? 'dig_street_hours' : 'dig_school_shift';
	const { rows } = await sql<{ valid_from: string }>`select valid_from from ${sql.table(relation)}
		where id = ${rowId(id)} and close_reason is null for update`.execute(tx.db);
	if (!rows[0]) return refuse(tx, relation, id);
	if (last < rows[0].valid_from)
		throw new DomainError('invalid_input', { fields: [{ path: 'valid_to', code: 'dig_window_reversed' }] });
	await keepPromises(tx.db, { start: last, end: null }, ctx.now());
	await sql`update ${sql.table(relation)} set valid_to = ${last}::date, closed_by = ${ctx.actor.personId},
		close_reason = ${reason} where id = ${id}`.execute(tx.db);
}

async function refuse(tx: Tx, relation: string, id: string): Promise<never> {
	const { rows } = await sql`select from ${sql.table(relation)} where id = ${rowId(id)}`.execute(tx.db);
	throw rows.length
		? new DomainError('state_forbids', { params: { state: 'closed' } })
		: new DomainError('not_found');
}

/** @throws DomainError `not_found` when it cannot be one. */
function rowId(id: string): string {
	if (/^\d{1,18}$/.test(id)) return id;
	throw new DomainError('not_found');
}
