import { sql } from 'kysely';
import { addDays } from '#lib/kernel/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/server/context.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import {
	categoryBySize,
	categoryLimits,
	categoryTooLow,
	workingDaysBetween,
	type Category,
	type CategoryNeeded,
	type Method,
	type SizeCategory,
	type TrafficEffect,
	type Window,
	type WorkSize
} from '../rules/index.ts';
import { loadCalendar } from './calendar/load.ts';
import { list, type Locale } from './calendar/words.ts';
import { parameterRows } from './parameters.ts';

/** A work as its category looks at it. */
interface Sized {
	/** Hex EWKB in EPSG:22992. */
	geom: string;
	width_m: number | null;
	method: Method;
	window: Window;
	traffic_effect: TrafficEffect;
	category: Category;
}

/** The category that a work's days and opened surface ask for, and whether its own is lower. */
export async function categoryNeeded(db: Tx['db'], work: Sized): Promise<CategoryNeeded> {
	const { start, end } = work.window;
	const { calendar } = await loadCalendar(db, { start: addDays(start, -1), end });
	const size = {
		working_days: workingDaysBetween(calendar, addDays(start, -1), end),
		opened_m2: await openedArea(db, work),
		traffic_effect: work.traffic_effect
	};
	const needed = categoryBySize(size, categoryLimits(await parameterRows(db), start));
	return { needed, too_low: categoryTooLow(work.category, needed), reason: explain(needed, size) };
}

/** A surface as drawn, a line by its width; null where the width is unknown or the surface stays closed. */
async function openedArea(db: Tx['db'], { geom, width_m, method }: Sized): Promise<number | null> {
	if (method === 'trenchless') return null;
	const { rows } = await sql<{ m2: number | null }>`select case when st_dimension(g) = 2 then st_area(g)
		else st_length(g) * ${width_m}::float8 end as m2 from (select ${geom}::geometry as g) t`.execute(db);
	return rows[0]?.m2 ?? null;
}

const NAME = {
	minor: m.excavation_category_minor,
	standard: m.excavation_category_standard,
	major: m.excavation_category_major
};

function explain(needed: SizeCategory, { working_days, opened_m2, traffic_effect }: WorkSize): Bilingual {
	const say = (locale: Locale) => {
		const why = [m.excavation_category_by_days({ days: String(working_days) }, { locale })];
		if (opened_m2 !== null)
			why.push(m.excavation_category_by_area({ area: String(Math.round(opened_m2 * 10) / 10) }, { locale }));
		if (traffic_effect === 'closed') why.push(m.excavation_category_by_closing({}, { locale }));
		const category = NAME[needed]({}, { locale });
		return m.excavation_category_needed({ category, why: list(why, locale) }, { locale });
	};
	return { ar: say('ar'), en: say('en') };
}
