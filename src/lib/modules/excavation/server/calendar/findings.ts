import { addDays, cairoDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	allowedHours,
	c7,
	c8,
	eachDay,
	patternsOf,
	type CalendarFinding,
	type Category,
	type DailyHours,
	type Place,
	type Window
} from '../../rules/index.ts';
import { explainC7, explainC8 } from './explain.ts';
import { loadCalendar, type Loaded } from './load.ts';
import { placeOf } from './place.ts';

/** A work to be judged by rules C7 and C8, on record or not. */
export interface CalendarQuestion {
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	window: Window;
	/** The daily hours asked for; without them a work keeps to what is allowed. */
	hours?: DailyHours | null | undefined;
	/** Absent: notice is not judged. */
	category?: Category | undefined;
	/** When it was asked for. */
	submitted_at?: Date | undefined;
}

/** What rules C7 and C8 say of a work: two queries, by the indexes of streets and schools. */
export async function calendarFindings(db: Tx['db'], question: CalendarQuestion): Promise<CalendarFinding[]> {
	const loaded = await loadCalendar(db, questionDays(question), question.geom);
	const place = await placeOf(db, question.geom, loaded.parameters.school_reach_m);
	return judge(loaded, place, question);
}

/** The same for a calendar and a place that are known. */
export function judge(
	{ calendar, parameters }: Loaded,
	place: Place,
	{ window, hours, category, submitted_at }: Omit<CalendarQuestion, 'geom'>
): CalendarFinding[] {
	const findings: CalendarFinding[] = [];
	const { start, end } = window;
	// Hours are judged on every day; without them the first open hour settles it.
	const days = hours ? allowedHours(calendar, place, start, end) : null;
	const met = c7(place, days ?? eachDay(calendar, place, start, end), window, hours ?? null);
	if (met) {
		const keys = met.reasons.map((r) => r.reason.key);
		const allowed = patternsOf(days ?? allowedHours(calendar, place, start, end));
		findings.push({
			rule: 'C7',
			severity: met.severity,
			reason: explainC7(met, hours ?? null, allowed),
			evidence: {
				...met,
				schools: place.schools.filter((s) => keys.some((k) => k.startsWith(`school:${s.id}:`))),
				streets: keys.some((k) => k.startsWith('street:')) ? [...place.streets] : []
			},
			allowed
		});
	}
	const late = category && submitted_at ? c8(calendar, parameters, { category, start, submitted_at }) : null;
	if (late)
		findings.push({
			rule: 'C8',
			severity: late.severity,
			reason: explainC8(late),
			evidence: late,
			allowed: []
		});
	return findings;
}

/** Notice runs long after the question, which may lie before the work or after its start. */
const NOTICE_DAYS = 120;

/** The days whose calendar decides. */
export function questionDays({
	window,
	submitted_at
}: Pick<CalendarQuestion, 'window' | 'submitted_at'>): Window {
	if (!submitted_at) return window;
	const asked = cairoDate(submitted_at);
	const until = addDays(asked, NOTICE_DAYS);
	return {
		start: asked < window.start ? asked : window.start,
		end: until > window.end ? until : window.end
	};
}
