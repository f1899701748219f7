import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { ALARM_LEVELS, alarmDay, UNDECIDED, type AlarmLevel } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { mailAlarm } from './mail.ts';

/** Undecided cases that have come to a level of which nobody was told, the most urgent level last. */
export async function dueAlarms(ctx: Ctx, days: number): Promise<{ reference: string; level: AlarmLevel }[]> {
	const today = cairoDate(ctx.now());
	const since = ALARM_LEVELS.map((level) => addDays(today, -alarmDay(level, days)));
	return ctx.read(async (db) => {
		const { rows } = await sql<{ reference: string; level: AlarmLevel }>`select p.reference, l.level
			from unnest(${[...ALARM_LEVELS]}::text[], ${since}::date[]) with ordinality l(level, since, n)
				join permit p on p.certificate_on <= l.since
			where p.decided_at is null and p.accepted_at is not null and p.state = any(${[...UNDECIDED]}::text[])
				and not exists (select from permit_alarm a where a.permit_id = p.id and a.counted_from = p.certificate_on
					and a.level = l.level)
			order by p.id, l.n`.execute(db);
		return rows;
	});
}

/**
 * Raises an alarm once for each time the law counts, with its entry in the log, and writes to whoever has to know.
 * @param found under its lock.
 * @returns false where it is decided, or was raised, meanwhile.
 */
export async function raiseAlarm(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ level, days }: { level: AlarmLevel; days: number }
): Promise<boolean> {
	if (found.decided_at !== null || found.certificate_on === null || !UNDECIDED.includes(found.state))
		return false;
	const raised = await sql`insert into permit_alarm (permit_id, counted_from, level, raised_at)
		values (${found.id}::bigint, ${found.certificate_on}::date, ${level}, ${ctx.now()}) on conflict do nothing`.execute(
		tx.db
	);
	if (!raised.numAffectedRows) return false;
	const last_day = addDays(found.certificate_on, days);
	await tx.audit(
		'permit.alarm',
		{ type: 'permit', id: found.id },
		{ reference: found.reference, level, last_day }
	);
	await mailAlarm(ctx, tx, found, { level, last_day });
	await tx.announce('permit', [found.id]);
	return true;
}
