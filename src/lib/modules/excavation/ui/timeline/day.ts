import { addDays, isCivilDate } from '#lib/kernel/dates.ts';
import type { MapTime } from '#lib/map/types.ts';
import type { Grouping } from '../../rules/index.ts';
import { timeOf } from '../public/times.ts';

/** Days before and after today that the room's slider reaches. */
const [BACK, AHEAD] = [365, 365];

export function sliderReach(today: string): { first: string; last: string } {
	return { first: addDays(today, -BACK), last: addDays(today, AHEAD) };
}

export function timeOfDay(day: string, today: string): MapTime {
	return timeOf('digs', today, { from: day, to: day });
}

/** What an address says of days: the slider's, within its reach, and how the timeline is grouped if it is open. */
export function readDays(
	search: URLSearchParams,
	today: string
): { day: string | null; by: Grouping | null } {
	const day = search.get('day') ?? '';
	const by = search.get('timeline');
	const { first, last } = sliderReach(today);
	return {
		day: isCivilDate(day) && first <= day && day <= last ? day : null,
		by: by === 'street' || by === 'promoter' ? by : null
	};
}

/** The same in an address; with the view, so that a link shows the place and the day. */
export function writeDays(
	url: URL,
	{ day, by, view }: { day: string | null; by: Grouping | null; view: string | null }
): URL {
	const next = new URL(url);
	const set = (name: string, value: string | null) =>
		value === null ? next.searchParams.delete(name) : next.searchParams.set(name, value);
	set('day', day);
	set('timeline', by);
	if (day !== null || by !== null) set('v', view);
	// Links are read: slashes and commas as they are.
	next.search = next.search.replaceAll('%2F', '/').replaceAll('%2C', ',');
	return next;
}
