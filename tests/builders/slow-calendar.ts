import type { Calendar, Place } from '#lib/modules/excavation/rules/calendar/types.ts';

/**
 * Rule C7's hours the slow way, for one instant: what do the clocks show, and does any row forbid that minute? Written
 * from the rule's text alone and sharing no code with the fast answer.
 * @returns the reasons, sorted; none when works are allowed.
 */
export function slowReasons(calendar: Calendar, place: Place, instant: number): string[] {
	const now = wall(instant);
	const reasons = new Set<string>();
	// Hours of a row may have begun today, or yesterday and run past midnight.
	for (const back of [0, 1]) {
		const date = shift(now.date, -back);
		const minute = now.minute + back * 1440;
		const inside = (from: string, to: string, margin = 0) => {
			const a = toMinutes(from);
			let b = toMinutes(to);
			if (b <= a) b += 1440;
			// A day's margin does not reach into the day before it.
			return a - margin <= minute && minute < b + margin;
		};
		const ramadan = during(calendar, 'ramadan', date);
		const holiday = during(calendar, 'holiday', date);

		for (const p of calendar.periods)
			if (p.kind === 'embargo' && p.starts_on <= date && p.ends_on >= date && inside(p.from, p.to))
				reasons.add(`embargo:${p.id ?? p.starts_on}`);

		const season = ramadan ? 'ramadan' : during(calendar, 'summer', date) ? 'summer' : 'ordinary';
		for (const row of calendar.streetHours) {
			if (holiday && !row.on_holidays) continue;
			if (!row.seasons.includes(season) || !row.days.includes(dayNumber(date))) continue;
			if (row.valid_from > date || (row.valid_to !== null && row.valid_to < date)) continue;
			// The most important street of the place is the one that counts.
			const classes = place.streets.map((s) => s.class);
			const counts = classes.includes('main')
				? 'main'
				: classes.includes('collector')
					? 'collector'
					: 'local';
			const there = classes.length > 0 && (row.street_class === 'any' || row.street_class === counts);
			if (there && inside(row.from, row.to)) reasons.add(`street:${row.id}`);
		}

		if (holiday) continue;
		for (const school of place.schools) {
			for (const open of ['ordinary', 'ramadan', 'exams'] as const) {
				if (open === 'exams' && !during(calendar, 'exams', date)) continue;
				if (open !== 'exams' && !during(calendar, 'term', date)) continue;
				if (open === 'ordinary' && ramadan) continue;
				if (open === 'ramadan' && !ramadan) continue;
				const rows = calendar.shifts.filter(
					(r) =>
						r.seasons.includes(open) &&
						r.valid_from <= date &&
						(r.valid_to === null || r.valid_to >= date) &&
						(r.school_id === null || r.school_id === school.id)
				);
				const own = rows.filter((r) => r.school_id !== null);
				const usual = rows.filter(
					(r) =>
						r.school_id === null &&
						(r.shifts === null || r.shifts === school.shifts) &&
						(r.school_kind === null || r.school_kind === school.kind)
				);
				if (own.length === 0 && usual.length > 0 && open === 'ordinary' && school.bells) {
					if (
						usual[0]!.days.includes(dayNumber(date)) &&
						inside(school.bells.from, school.bells.to, calendar.schoolMargin)
					)
						reasons.add(`school:${school.id}:0`);
					continue;
				}
				for (const row of own.length > 0 ? own : usual)
					if (row.days.includes(dayNumber(date)) && inside(row.from, row.to, calendar.schoolMargin))
						reasons.add(`school:${school.id}:${row.shift}`);
			}
		}
	}
	return [...reasons].sort();
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Africa/Cairo',
	dateStyle: 'short',
	timeStyle: 'short'
});

function wall(instant: number): { date: string; minute: number } {
	// "28/04/2028, 01:30"
	const [, day, month, year, hour, minute] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(CLOCK.format(instant))!;
	return { date: `${year}-${month}-${day}`, minute: Number(hour) * 60 + Number(minute) };
}

function shift(date: string, days: number): string {
	const at = new Date(`${date}T12:00:00Z`);
	at.setUTCDate(at.getUTCDate() + days);
	return at.toISOString().slice(0, 10);
}

/** By the day of the week as the date itself knows it: JavaScript begins with Sunday, the calendar with Saturday. */
function dayNumber(date: string): number {
	return { 0: 1, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 0 }[new Date(`${date}T12:00:00Z`).getUTCDay()]!;
}

function toMinutes(time: string): number {
	const [hours, minutes] = time.split(':').map(Number);
	return hours! * 60 + minutes!;
}

function during(calendar: Calendar, kind: string, date: string): boolean {
	return calendar.periods.some((p) => p.kind === kind && date >= p.starts_on && date <= p.ends_on);
}
