import { addDays } from '#lib/kernel/dates.ts';
import type { MapTime } from '#lib/map/types.ts';

export const TABS = ['now', 'next', 'day'] as const;
export type Tab = (typeof TABS)[number];

/** Days before and after today that the slider reaches. */
const BACK = 30;
const AHEAD = 180;
const NEXT_DAYS = 14;

export function reachOf(today: string): { first: string; last: string } {
	return { first: addDays(today, -BACK), last: addDays(today, AHEAD) };
}

/** The days a tab shows. */
export function daysOf(tab: Tab, today: string, day: string): { from: string; to: string } {
	if (tab === 'next') return { from: today, to: addDays(today, NEXT_DAYS - 1) };
	const only = tab === 'now' ? today : day;
	return { from: only, to: only };
}

/** How the map shows works of some days; a running work goes on until today at least. */
export function timeOf(layer: string, today: string, { from, to }: { from: string; to: string }): MapTime {
	return {
		layer,
		day: from,
		until: to,
		from: 'starts_on',
		to: 'ends_on',
		on: { field: 'kind', in: ['running'], until: today }
	};
}
