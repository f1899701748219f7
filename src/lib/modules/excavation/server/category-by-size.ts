import { sql } from 'kysely';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	categoryBySize,
	categoryLimits,
	isWorkingDay,
	type Calendar,
	type Category,
	type Method,
	type ParameterRow,
	type TrafficEffect
} from '../rules/index.ts';
import { loadCalendar } from './calendar/load.ts';

/** The square metres that a work opens: a surface as drawn, a line by its width; null where that is unknown. */
export function openedBy(
	{ method, width_m }: { method: Method; width_m: number | null },
	{ length_m, area_m2 }: { length_m: number; area_m2: number }
): number | null {
	if (method === 'trenchless') return null;
	if (area_m2 > 0) return area_m2;
	return width_m === null ? null : length_m * width_m;
}

interface Sized {
	starts_on: CivilDate;
	ends_on: CivilDate;
	traffic_effect: TrafficEffect;
	opened_m2: number | null;
}

/** The categories of many works by their sizes: the calendar is read by years, and each day looked at once. */
export class Sizes {
	readonly #parameters: readonly ParameterRow[];
	readonly #calendars = new Map<string, Calendar>();
	readonly #working = new Map<CivilDate, boolean>();

	constructor(parameters: readonly ParameterRow[]) {
		this.#parameters = parameters;
	}

	async categoryOf(db: Tx['db'], work: Sized): Promise<Category> {
		const limits = categoryLimits(this.#parameters, work.starts_on);
		let working_days = 0;
		// Beyond the largest of the days no more are worth counting.
		for (let day = work.starts_on; day <= work.ends_on; day = addDays(day, 1))
			if (
				(this.#working.get(day) ?? (await this.#isWorking(db, day))) &&
				++working_days > limits.standard_days
			)
				break;
		return categoryBySize({ ...work, working_days }, limits);
	}

	async #isWorking(db: Tx['db'], day: CivilDate): Promise<boolean> {
		const year = day.slice(0, 4);
		let calendar = this.#calendars.get(year);
		if (!calendar) {
			({ calendar } = await loadCalendar(db, { start: `${year}-01-01`, end: `${year}-12-31` }));
			this.#calendars.set(year, calendar);
		}
		const working = isWorkingDay(calendar, day);
		this.#working.set(day, working);
		return working;
	}
}

/** A work of a file before its category is known. */
interface Uncategorised {
	category: Category | null;
	start: CivilDate;
	end: CivilDate;
	traffic_effect: TrafficEffect;
	method: Method;
	width_m: number | null;
	shape: GeoJSON.Geometry;
	srid: number;
}

/** The same works, those without a category with that of their size. */
export async function withCategories<W extends Uncategorised>(
	db: Tx['db'],
	works: readonly W[],
	sizes: Sizes
): Promise<(Omit<W, 'category'> & { category: Category })[]> {
	const opened = await openedOf(db, works);
	const done: (Omit<W, 'category'> & { category: Category })[] = [];
	for (const work of works) {
		const opened_m2 = opened.get(work) ?? null;
		const { start: starts_on, end: ends_on } = work;
		const category =
			work.category ?? (await sizes.categoryOf(db, { ...work, starts_on, ends_on, opened_m2 }));
		done.push({ ...work, category });
	}
	return done;
}

/** What they open, of those whose size is asked and can be known. */
async function openedOf<W extends Uncategorised>(
	db: Tx['db'],
	works: readonly W[]
): Promise<Map<W, number | null>> {
	const asked = works.filter(
		(w) => w.category === null && (w.width_m !== null || /Polygon|Coll/.test(w.shape.type))
	);
	if (asked.length === 0) return new Map();
	const given = asked.map(({ shape, srid }, i) => ({ i, shape, srid }));
	const { rows } = await sql<{ i: number; length_m: number; area_m2: number }>`
select i, st_length(g) as length_m, st_area(g) as area_m2
from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(i int, shape jsonb, srid int),
	lateral (select st_transform(st_setsrid(st_geomfromgeojson(r.shape::text), r.srid), 22992) as g offset 0) placed`.execute(
		db
	);
	return new Map(rows.map((r) => [asked[r.i]!, openedBy(asked[r.i]!, r)]));
}
