import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	allowedHours,
	hoursLost,
	withinHours,
	type Breach,
	type DailyHours,
	type DigState,
	type FewerHours,
	type PromisedHours,
	type Window
} from '../../rules/index.ts';
import { DIG_HOURS } from './columns.ts';
import { explainFewer } from './explain.ts';
import { judge } from './findings.ts';
import { groundBreaches } from './ground-breaches.ts';
import { calendarsAround, type Around } from './hours-around.ts';
import { promisesOf } from './promised.ts';

/**
 * The granted and running digs that break the calendar as it stands, or lie on what has come to be protected or closed
 * (C4, C6, C7), or have fewer hours than they were granted, from today on, the heaviest first.
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
	const around = await calendarsAround(db, digs, { start: today, end });
	const ids = digs.map((d) => d.id);
	const ground = await groundBreaches(db, ids, today);
	const promises = await promisesOf(db, ids);
	const found = digs.flatMap((dig) => {
		const here = around(dig.id);
		if (!here) return [];
		const window = { start: dig.starts_on, end: dig.ends_on };
		const ahead = { ...window, start: window.start > today ? window.start : today };
		const forbidden = judge(here.loaded, here.place, { window: ahead, hours: dig.hours });
		const promise = promises.get(dig.id);
		const fewer = promise && forbidden.length === 0 ? fewerHours(promise, here, ahead, dig.hours) : null;
		const findings = [...(ground.get(dig.id) ?? []), ...forbidden, ...(fewer ? [fewer] : [])];
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

/** What of the promised hours is open no more; null when all are. */
function fewerHours(
	promise: PromisedHours,
	{ loaded, place }: Around,
	window: Window,
	hours: DailyHours | null
): FewerHours | null {
	const days = allowedHours(loaded.calendar, place, window.start, window.end);
	const lost = hoursLost(promise, hours ? withinHours(days, window, hours) : days);
	if (lost.minutes === 0) return null;
	return { rule: 'hours', severity: 'warn', reason: explainFewer(lost), lost };
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
