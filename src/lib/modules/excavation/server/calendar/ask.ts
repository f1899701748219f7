import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	allowedHours,
	AskHours,
	DayRange,
	demandWindow,
	patternsOf,
	type DailyHours,
	type DigHoursAnswer,
	type HoursAnswer,
	type Window
} from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { placeShape } from '../place.ts';
import { readDig } from '../save.ts';
import { DIG_HOURS } from './columns.ts';
import { judge, questionDays } from './findings.ts';
import { loadCalendar } from './load.ts';
import { toldPatterns } from './pattern-words.ts';
import { placeOf } from './place.ts';

/** Days that one answer tells one by one. */
const MOST_DAYS = 400;

/**
 * When may works be done there and then? Nothing is saved.
 * @param input `AskHours`
 * @throws DomainError `forbidden`, `invalid_input`, `geometry_*`.
 */
export async function allowedWindows(ctx: Ctx, input: unknown): Promise<HoursAnswer> {
	demand(ctx, 'dig:read');
	const { window, hours, category, ...shape } = parseInput(AskHours, input);
	demandWindow(window, cairoDate(ctx.now()));
	demandShort('window.end', window);
	return ctx.read(async (db) => {
		const { geom } = await placeShape(db, shape);
		const question = { geom, window, hours, category, submitted_at: ctx.now() };
		const loaded = await loadCalendar(db, questionDays(question), geom);
		const place = await placeOf(db, geom, loaded.parameters.school_reach_m);
		const days = allowedHours(loaded.calendar, place, window.start, window.end);
		const patterns = toldPatterns(patternsOf(days));
		return { window, hours, place, patterns, days, findings: judge(loaded, place, question) };
	});
}

/** Days told one by one when none are asked for. */
const FORTNIGHT = 14;

/**
 * When a dig may work: over its whole period the short way, and some of its days (the next fourteen, when none are
 * named) one by one.
 * @param input `DayRange`, either end or none.
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`.
 */
export async function digHours(ctx: Ctx, reference: string, input: unknown = {}): Promise<DigHoursAnswer> {
	demand(ctx, 'dig:read');
	const asked = parseInput(DayRange.partial(), input);
	return ctx.read(async (db) => {
		const dig = await readDig(db, reference);
		const { rows } = await sql<{ geom: string; hours: DailyHours | null }>`select d.geom::text as geom,
			${DIG_HOURS} as hours from dig d left join dig_hours o on o.dig_id = d.id where d.id = ${dig.id}`.execute(db);
		const { geom, hours } = rows[0]!;
		const question = { geom, window: dig.window, hours };
		const loaded = await loadCalendar(db, dig.window, geom);
		const place = await placeOf(db, geom, loaded.parameters.school_reach_m);
		const all = allowedHours(loaded.calendar, place, dig.window.start, dig.window.end);
		const { from, to } = shown(dig.window, asked, cairoDate(ctx.now()));
		return {
			reference: dig.reference,
			window: dig.window,
			hours,
			place,
			patterns: toldPatterns(patternsOf(all)),
			days: all.filter((d) => from <= d.date && d.date <= to),
			findings: judge(loaded, place, question),
			may_set: dig.state === 'planned' && can(ctx.actor, 'dig:edit', { unitId: dig.promoter.unit_id ?? '' })
		};
	});
}

function shown(window: Window, asked: { from?: string | undefined; to?: string | undefined }, today: string) {
	const next = today > window.start && today <= window.end ? today : window.start;
	const from = asked.from ?? next;
	const to = asked.to ?? addDays(from, FORTNIGHT - 1);
	demandShort('to', { start: from, end: to });
	return { from, to };
}

function demandShort(path: string, { start, end }: Window): void {
	const wrong = (code: string) =>
		new DomainError('invalid_input', { fields: [{ path, code, params: { days: MOST_DAYS } }] });
	if (end < start) throw wrong('dig_window_reversed');
	if (diffDays(start, end) >= MOST_DAYS) throw wrong('dig_window_too_long');
}
