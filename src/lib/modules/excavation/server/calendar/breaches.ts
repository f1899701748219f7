import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Breach, DailyHours, DigState, Period, Window } from '../../rules/index.ts';
import { DIG_HOURS, PERIOD } from './columns.ts';
import { judge } from './findings.ts';
import { groundBreaches } from './ground-breaches.ts';
import { loadCalendar } from './load.ts';
import { placesOf } from './place.ts';

/**
 * The granted and running digs that break the calendar as it stands, or lie on what has come to be protected or closed
 * (C4, C6, C7), from today on, the heaviest first.
 * @throws DomainError `forbidden`
 */
export async function calendarBreaches(ctx: Ctx): Promise<Breach[]> {
	demand(ctx, 'dig:read');
	return ctx.read((db) => breachesOf(db, cairoDate(ctx.now())));
}

/** @param units the promoters' whose digs are asked about; null: everybody's; `own`: all who are units here. */
export async function breachesOf(db: Tx['db'], today: string, units: Whose = null): Promise<Breach[]> {
	const { rows: digs } = await granted(today, units).execute(db);
	if (digs.length === 0) return [];
	const end = digs.reduce((last, d) => (d.ends_on > last ? d.ends_on : last), today);
	const loaded = await loadCalendar(db, { start: today, end });
	const asked = sql`select d.id::text as key, d.geom from dig d
		where d.id = any(${digs.map((d) => d.id)}::bigint[])`;
	const places = await placesOf(db, asked, loaded.parameters.school_reach_m);
	const ids = digs.map((d) => d.id);
	const around = await placedEmbargoes(db, ids, { start: today, end });
	const ground = await groundBreaches(db, ids, today);
	const found = digs.flatMap((dig) => {
		const place = places.get(dig.id);
		if (!place) return [];
		const window = { start: dig.starts_on, end: dig.ends_on };
		const ahead = { ...window, start: window.start > today ? window.start : today };
		const periods = [...loaded.calendar.periods, ...(around.get(dig.id) ?? [])];
		const here = { ...loaded, calendar: { ...loaded.calendar, periods } };
		const findings = [
			...(ground.get(dig.id) ?? []),
			...judge(here, place, { window: ahead, hours: dig.hours })
		];
		return findings.map((finding) => ({
			reference: dig.reference,
			title: dig.title,
			promoter: { ar: dig.promoter_ar, en: dig.promoter_en },
			state: dig.state,
			window,
			hours: dig.hours,
			finding
		}));
	});
	const weight = (b: Breach) => (b.finding.severity === 'block' ? 0 : 1);
	return found.sort((a, b) => weight(a) - weight(b) || (a.reference < b.reference ? -1 : 1));
}

interface GrantedRow {
	id: string;
	reference: string;
	title: string;
	promoter_ar: string;
	promoter_en: string;
	state: DigState;
	starts_on: string;
	ends_on: string;
	hours: DailyHours | null;
}

/** Units by their ids; null: everybody. */
type Whose = readonly string[] | 'own' | null;

function granted(today: string, units: Whose) {
	const whose =
		units === null
			? sql`true`
			: units === 'own'
				? sql`d.unit_id is not null`
				: sql`d.unit_id = any(${units}::bigint[])`;
	return sql<GrantedRow>`select d.id::text, d.reference, d.title, d.state, d.starts_on, d.ends_on,
		coalesce(u.name_ar, d.promoter) as promoter_ar, coalesce(u.name_en, d.promoter) as promoter_en,
		${DIG_HOURS} as hours
	from dig d
	left join unit u on u.id = d.unit_id
	left join dig_hours o on o.dig_id = d.id
	where d.state in ('granted', 'running') and d.ends_on >= ${today}::date and ${whose}`;
}

/** Embargoes that hold only around a place, by the digs they reach. */
export async function placedEmbargoes(
	db: Tx['db'],
	ids: readonly string[],
	{ start, end }: Window
): Promise<Map<string, Period[]>> {
	const { rows } = await sql<{ key: string; period: Period }>`select d.id::text as key, to_jsonb(r) as period
		from dig d
		join dig_calendar_period e on e.geom is not null and e.closed_at is null
			and e.starts_on <= ${end}::date and e.ends_on >= ${start}::date and st_dwithin(d.geom, e.geom, e.radius_m)
		join lateral (select ${PERIOD} from dig_calendar_period p where p.id = e.id) r on true
		where d.id = any(${ids}::bigint[])`.execute(db);
	const found = new Map<string, Period[]>();
	for (const { key, period } of rows) found.set(key, [...(found.get(key) ?? []), period]);
	return found;
}
