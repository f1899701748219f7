import { addDays, cairoDate, type CivilDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	addWorkingDays,
	lifeParameters,
	receivedOn,
	workingDaysBetween,
	type ApprovalStep,
	type Calendar,
	type Clock,
	type LifeParameters
} from '../../rules/index.ts';
import { loadCalendar } from '../calendar/load.ts';
import { parameterRows } from '../parameters.ts';

/** Terms run for weeks at most; a calendar of half a year holds them all, also long overdue ones. */
const BEFORE = 90;
const AHEAD = 120;

/** What terms are counted with, read once. */
export interface Terms {
	today: CivilDate;
	parameters: LifeParameters;
	/** The last working day of a term of so many, from now. */
	dueIn: (workingDays: number) => CivilDate;
	dueOf: (step: ApprovalStep) => CivilDate;
	clockOf: (due_on: CivilDate) => Clock;
}

/** Reads the calendar of offices and what the governorate allows each to take. */
export async function readTerms(db: Tx['db'], now: Date): Promise<Terms> {
	const today = cairoDate(now);
	const parameters = lifeParameters(await parameterRows(db), today);
	const loaded = await loadCalendar(db, { start: addDays(today, -BEFORE), end: addDays(today, AHEAD) });
	const { calendar } = loaded;
	const from = receivedOn(calendar, now, loaded.parameters.cutoff_min);
	const dueIn = (days: number) => addWorkingDays(calendar, from, days);
	return {
		today,
		parameters,
		dueIn,
		dueOf: (step) => dueIn(parameters[`${step}_days`]),
		clockOf: (due_on) => clockOf(calendar, due_on, today)
	};
}

function clockOf(calendar: Calendar, due_on: CivilDate, today: CivilDate): Clock {
	return { due_on, days_left: workingDaysBetween(calendar, today, due_on), late: today > due_on };
}
