import { sql } from 'kysely';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { addWorkingDays } from '#lib/modules/excavation/rules/index.ts';
import { loadCalendar } from '#lib/modules/excavation/server/index.ts';
import type { Tx } from '#lib/server/context.ts';

/** How far "neighbour" reaches and how long they may answer, by the settings of a day. */
export async function neighbourTerms(
	db: Tx['db'],
	on: CivilDate
): Promise<{ reach_m: number; reply_days: number; unverified: boolean }> {
	const { rows } = await sql<{ name: string; value: number; unverified: boolean }>`
		select distinct on (name) name, value::float8 as value, unverified from permit_setting
		where name in ('neighbour_reach_m', 'neighbour_reply_days') and valid_from <= ${on}::date
		order by name, valid_from desc`.execute(db);
	const value = (name: string) => rows.find((r) => r.name === name)!.value;
	return {
		reach_m: value('neighbour_reach_m'),
		reply_days: value('neighbour_reply_days'),
		unverified: rows.some((r) => r.unverified)
	};
}

/** The last working day of a term that begins on a day. */
export async function dueAfter(db: Tx['db'], day: CivilDate, workingDays: number): Promise<CivilDate> {
	const { calendar } = await loadCalendar(db, { start: day, end: addDays(day, workingDays * 3 + 60) });
	return addWorkingDays(calendar, day, workingDays);
}
