import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DailyHours, Dig, Forbidding } from '../../rules/index.ts';
import { DIG_HOURS } from '../calendar/columns.ts';
import { calendarFindings } from '../calendar/findings.ts';
import { lowCategory } from '../category.ts';
import { findingKey, letPass } from '../finding-key.ts';
import { groundFindings } from '../ground.ts';

/** A finding that keeps a work from being handed in, and from being granted. */
export interface Blocker {
	/** Tells findings apart: the same key is the same hindrance. */
	key: string;
	rule: Forbidding;
	reason: Bilingual;
}

/**
 * What blocks a dig and was not let pass by the coordinator: a category below its size, clashes on record, protected pavement, events, hours,
 * and notice counted from a moment. Nothing blocks an emergency.
 * @param noticeFrom null: neither notice nor category is judged.
 */
export async function openBlockers(db: Tx['db'], dig: Dig, noticeFrom: Date | null): Promise<Blocker[]> {
	const found = await blockersOf(db, dig, noticeFrom);
	if (found.length === 0) return [];
	const passed = await letPass(
		db,
		found.map(({ key }) => ({ digId: dig.id, key }))
	);
	return found.filter((f) => !passed.has(`${dig.id} ${f.key}`));
}

/** @throws DomainError `dig_blocked` with each reason in the asker's language. */
export async function demandUnblocked(
	ctx: Ctx,
	db: Tx['db'],
	dig: Dig,
	noticeFrom: Date | null = ctx.now()
): Promise<void> {
	const found = await openBlockers(db, dig, noticeFrom);
	if (found.length === 0) return;
	throw new DomainError('dig_blocked', {
		params: { count: found.length },
		fields: found.map((f) => ({ path: f.rule, code: 'dig_blocked', message: f.reason[ctx.locale] }))
	});
}

/** From when the notice of the request in hand counts; null where nobody here knows. */
export async function noticeOf(db: Tx['db'], dig: Dig): Promise<Date | null> {
	const round = await db
		.selectFrom('dig_round')
		.select('notice_from')
		.where('dig_id', '=', dig.id)
		.where('round', '=', dig.life.round)
		.executeTakeFirst();
	return round?.notice_from ?? null;
}

async function blockersOf(db: Tx['db'], dig: Dig, noticeFrom: Date | null): Promise<Blocker[]> {
	if (dig.category === 'emergency') return [];
	const { rows } = await sql<{ geom: string; hours: DailyHours | null }>`select d.geom::text as geom,
		${DIG_HOURS} as hours from dig d left join dig_hours o on o.dig_id = d.id where d.id = ${dig.id}`.execute(db);
	const { geom, hours } = rows[0]!;
	const { window, width_m, category, method, connection } = dig;
	const ground = await groundFindings(db, { geom, width_m }, { category, method, connection, window });
	const submitted_at = noticeFrom ?? undefined;
	const calendar = await calendarFindings(db, { geom, window, hours, category, submitted_at });
	const findings = [...ground.findings, ...calendar].filter((f) => f.severity === 'block');
	// What was handed in elsewhere keeps the category it was given there.
	const low = noticeFrom ? await lowCategory(db, dig) : undefined;
	return [
		...(low ? [{ ...low, rule: 'category' as const }] : []),
		...(await blockingClashes(db, dig.id)),
		...findings.map((f) => ({ key: findingKey(f, dig, hours), rule: f.rule, reason: f.reason }))
	];
}

async function blockingClashes(db: Tx['db'], digId: string): Promise<Blocker[]> {
	const { rows } = await sql<{
		id: string;
		rule: 'C1';
		from_on: string;
		to_on: string;
		ar: string;
		en: string;
	}>`select c.id::text, c.rule, c.from_on, c.to_on,
			coalesce(u.name_ar, o.promoter) || ' (' || o.reference || ')' as ar,
			coalesce(u.name_en, o.promoter) || ' (' || o.reference || ')' as en
		from dig_clash c
		join dig o on o.id = case when c.dig_a = ${digId} then c.dig_b else c.dig_a end
		left join unit u on u.id = o.unit_id
		where c.closed_at is null and c.severity = 'block' and (c.dig_a = ${digId} or c.dig_b = ${digId})
		order by c.distance_m, c.id`.execute(db);
	return rows.map((c) => ({
		key: ['C', c.id, c.from_on, c.to_on].join(':'),
		rule: c.rule,
		reason: {
			ar: m.excavation_clash_with({ promoter: c.ar }, { locale: 'ar' }),
			en: m.excavation_clash_with({ promoter: c.en }, { locale: 'en' })
		}
	}));
}
