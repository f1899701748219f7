import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { m } from '#lib/paraglide/messages.js';
import type { CalendarFinding, DailyHours, Dig, GroundFinding } from '../../rules/index.ts';
import { DIG_HOURS } from '../calendar/columns.ts';
import { calendarFindings } from '../calendar/findings.ts';
import { groundFindings } from '../ground.ts';

/** A finding that keeps a work from being handed in. */
export interface Blocker {
	/** Tells findings apart: the same key is the same hindrance. */
	key: string;
	rule: string;
	reason: Bilingual;
}

/**
 * What blocks a dig and was not let pass by the coordinator: clashes on record, protected pavement, events, hours,
 * and notice counted from a moment. Nothing blocks an emergency.
 */
export async function openBlockers(db: Tx['db'], dig: Dig, noticeFrom: Date): Promise<Blocker[]> {
	const found = await blockersOf(db, dig, noticeFrom);
	if (found.length === 0) return [];
	const passed = await db
		.selectFrom('dig_override')
		.select('finding')
		.where('dig_id', '=', dig.id)
		.where(
			'finding',
			'in',
			found.map((f) => f.key)
		)
		.execute();
	const let_pass = new Set(passed.map((p) => p.finding));
	return found.filter((f) => !let_pass.has(f.key));
}

/** @throws DomainError `dig_blocked` with each reason in the asker's language. */
export async function demandUnblocked(
	ctx: Ctx,
	db: Tx['db'],
	dig: Dig,
	noticeFrom = ctx.now()
): Promise<void> {
	const found = await openBlockers(db, dig, noticeFrom);
	if (found.length === 0) return;
	throw new DomainError('dig_blocked', {
		params: { count: found.length },
		fields: found.map((f) => ({ path: f.rule, code: 'dig_blocked', message: f.reason[ctx.locale] }))
	});
}

async function blockersOf(db: Tx['db'], dig: Dig, noticeFrom: Date): Promise<Blocker[]> {
	if (dig.category === 'emergency') return [];
	const { rows } = await sql<{ geom: string; hours: DailyHours | null }>`select d.geom::text as geom,
		${DIG_HOURS} as hours from dig d left join dig_hours o on o.dig_id = d.id where d.id = ${dig.id}`.execute(db);
	const { geom, hours } = rows[0]!;
	const { window, width_m, category, method, connection } = dig;
	const ground = await groundFindings(db, { geom, width_m }, { category, method, connection, window });
	const calendar = await calendarFindings(db, { geom, window, hours, category, submitted_at: noticeFrom });
	const findings = [...ground.findings, ...calendar].filter((f) => f.severity === 'block');
	return [
		...(await blockingClashes(db, dig.id)),
		...findings.map((f) => ({ key: keyOf(f, dig, hours), rule: f.rule, reason: f.reason }))
	];
}

/** What makes a hindrance another one: other days, other hours, another start. */
function keyOf(
	finding: GroundFinding | CalendarFinding,
	{ window }: Pick<Dig, 'window'>,
	hours: DailyHours | null
): string {
	switch (finding.rule) {
		case 'C4':
		case 'C6':
			return [finding.rule, finding.source_id, finding.window.start, finding.window.end].join(':');
		case 'C7':
			return ['C7', window.start, window.end, hours?.from, hours?.to, hours?.days.join('')].join(':');
		case 'C8':
			return `C8:${window.start}`;
	}
}

async function blockingClashes(db: Tx['db'], digId: string): Promise<Blocker[]> {
	const { rows } = await sql<{
		id: string;
		rule: string;
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
