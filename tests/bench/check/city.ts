import { plannedQuarter } from '../plan-city.ts';

/** Twenty years of works, so that only a few of them are open on any day. */
export const FIRST_DAY = '2010-01-01';
export const DAYS = 7300;

/** So many trenches that planners of the city may ask about, in the order of a seed; EPSG:22992. */
export function questions(count: number): Record<string, unknown>[] {
	const asked = plannedQuarter({ works: count, seed: 99, firstDay: firstAsked(), span: 90 });
	return [...asked].map(({ geometry, start, end, promoter, category, carriageway }) => ({
		geometry,
		crs: 'EPSG:22992',
		window: { start, end },
		promoter,
		category,
		carriageway
	}));
}

/** Works are asked for ahead of time. */
function firstAsked(): string {
	return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}
