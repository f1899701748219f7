import { sql } from 'kysely';
import { addDays, cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import { minutesOfDay, type OfficeTime } from '#lib/kernel/working-time.ts';
import { addWorkingDays, isWorkingDay } from '#lib/modules/excavation/rules/index.ts';
import { loadCalendar } from '#lib/modules/excavation/server/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { fromTables } from '../tables.ts';

/** Office hours of the departments, and how long each may take. */
export interface Terms {
	office: OfficeTime;
	/** Minutes of a working day. */
	dayMinutes: number;
	/** The last working day of a term that begins today. */
	dueIn: (workingDays: number) => CivilDate;
	value: (name: SettingName) => number;
}

type SettingName =
	| 'service_days'
	| 'service_days_insured'
	| 'statement_service_days'
	| 'statutory_days'
	| 'reply_days'
	| 'consultation_days'
	| 'certificate_slack_days'
	| 'validity_years'
	| 'start_notice_days'
	| 'letters_days'
	| 'reconciliation_window_months'
	| 'office_opens_min'
	| 'office_closes_min';

/** Files lie for a year at most before they lapse or are decided. */
const BEFORE = 400;
const AHEAD = 200;

/**
 * What holds on a day: settings by date, the calendar of working days.
 * @param days of the calendar, where more are asked for than files usually lie.
 */
export async function readTerms(
	db: Tx['db'],
	now: Date,
	days?: { from: CivilDate; to: CivilDate }
): Promise<Terms> {
	const today = cairoDate(now);
	const from = days?.from ?? addDays(today, -BEFORE);
	const to = days?.to ?? addDays(today, AHEAD);
	return fromTables(db, `terms ${today} ${from} ${to}`, () => termsOn(db, today, { start: from, end: to }));
}

async function termsOn(
	db: Tx['db'],
	today: CivilDate,
	window: { start: CivilDate; end: CivilDate }
): Promise<Terms> {
	const { rows } = await sql<{ name: string; value: number }>`
		select distinct on (name) name, value::float8 as value from permit_setting
		where valid_from <= ${today}::date order by name, valid_from desc`.execute(db);
	const values = new Map(rows.map((r) => [r.name, r.value]));
	const value = (name: SettingName) => values.get(name)!;
	const { calendar } = await loadCalendar(db, window);
	const office = {
		isWorkingDay: (day: CivilDate) => isWorkingDay(calendar, day),
		opens: clock(value('office_opens_min')),
		closes: clock(value('office_closes_min'))
	};
	return {
		value,
		office,
		dayMinutes: minutesOfDay(office),
		dueIn: (days) => addWorkingDays(calendar, today, days)
	};
}

const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Minutes of a working day of the offices. */
export function workingDayMinutes(ctx: Ctx): Promise<number> {
	return ctx.read(async (db) => (await readTerms(db, ctx.now())).dayMinutes);
}
