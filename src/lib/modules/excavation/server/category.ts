import { sql } from 'kysely';
import { addDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/server/context.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import {
	categoryBySize,
	categoryLimits,
	categoryTooLow,
	needsReason,
	workingDaysBetween,
	type Category,
	type CategoryNeeded,
	type Dig,
	type EditDig,
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
	/** Absent: nobody said; it is then never too low. */
	category?: Category | undefined;
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
	const too_low = work.category !== undefined && categoryTooLow(work.category, needed);
	return { needed, too_low, reason: explain(needed, size) };
}

/**
 * The category of a new work: as it was given, or as its size asks for.
 * @throws DomainError `invalid_input` for one below its size.
 */
export async function categoryGiven(db: Tx['db'], work: Sized, locale: Locale): Promise<Category> {
	// What cannot wait has no category by size.
	if (work.category !== undefined && needsReason(work.category)) return work.category;
	const { needed, too_low, reason } = await categoryNeeded(db, work);
	if (too_low) throw tooLow(reason, locale);
	return work.category ?? needed;
}

/** What a work on record is too low for, as one that blocks it; undefined when its category suffices. */
export async function lowCategory(
	db: Tx['db'],
	dig: Dig
): Promise<{ key: string; reason: Bilingual } | undefined> {
	if (needsReason(dig.category)) return undefined;
	const { rows } = await sql<{
		geom: string;
	}>`select geom::text as geom from dig where id = ${dig.id}`.execute(db);
	const { needed, too_low, reason } = await categoryNeeded(db, { ...dig, geom: rows[0]!.geom });
	return too_low ? { key: keyOf(dig.category, needed), reason } : undefined;
}

/**
 * The category that a change brings with it: a work that grows beyond its category is raised, unless it was as much
 * too low before; that is told when it is handed in. Undefined: as it is, or as the change says.
 * @param geom the changed shape.
 * @throws DomainError `invalid_input` when the change names one below the size.
 */
export async function categoryAfter(
	db: Tx['db'],
	dig: Dig,
	{ data, geom, locale }: { data: EditDig; geom: unknown; locale: Locale }
): Promise<SizeCategory | undefined> {
	const work = { ...dig, ...definedOf(data) };
	if (needsReason(work.category) || SIZE.every((name) => data[name] === undefined)) return undefined;
	const { rows } = await sql<{
		geom: string;
	}>`select ${geom ?? sql`geom`}::text as geom from dig where id = ${dig.id}`.execute(db);
	const { needed, too_low, reason } = await categoryNeeded(db, { ...work, geom: rows[0]!.geom });
	if (!too_low || (await lowCategory(db, dig))?.key === keyOf(work.category, needed)) return undefined;
	if (data.category !== undefined) throw tooLow(reason, locale);
	return needed;
}

const SIZE = ['category', 'geometry', 'window', 'width_m', 'method', 'traffic_effect'] as const;

const keyOf = (category: Category, needed: SizeCategory) => `category:${category}:${needed}`;

/** What a change names of a work's size. */
function definedOf({ category, window, width_m, method, traffic_effect }: EditDig): Partial<Dig> {
	const named = { category, window, width_m, method, traffic_effect };
	return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function tooLow(reason: Bilingual, locale: Locale): DomainError {
	return new DomainError('invalid_input', {
		fields: [{ path: 'category', code: 'dig_category_too_low', message: reason[locale] }]
	});
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
