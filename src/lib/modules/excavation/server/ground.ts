import { sql } from 'kysely';
import { addDays } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import {
	addWorkingDays,
	c4,
	c6,
	type GroundFinding,
	type GroundWork,
	type TransitFinding,
	type Window
} from '../rules/index.ts';
import { loadCalendar } from './calendar/load.ts';
import { transitFindings, transitQuery, type TransitQuestion, type TransitRow } from './detours/transit.ts';
import { explainC4, explainC6 } from './explain-ground.ts';
import { ruleParametersOn } from './parameters.ts';

/** What lies where a work wants to dig: the part of it that the work touches, in WGS84. */
interface GroundRow {
	rule: 'C4' | 'C6';
	source_id: string;
	name: Bilingual;
	/** Paved on; absent for an event. */
	since: string | null;
	/** Days, both included. */
	starts_on: string;
	ends_on: string;
	overlap: GeoJSON.MultiPolygon;
}

/** A trench of unknown width is taken as this wide, in metres. */
const USUAL_WIDTH = 1;
/** How far ahead events are looked for, in days, so that a free start avoids them. */
const AHEAD_DAYS = 750;

export interface GroundAnswer {
	findings: GroundFinding[];
	/** When the ground here is not to be opened, whether or not the work asks for those days. */
	closed: Window[];
	/** Rule C5, where it was asked. */
	transit: TransitFinding[];
}

/**
 * Rules C4 and C6 of a shape (hex EWKB, EPSG:22992): protected pavements and events it touches, by their indexes;
 * in the same question rule C5 of public transport, where it is asked.
 * Rows of the layers whose days cannot be read are passed over.
 */
export async function groundFindings(
	db: Tx['db'],
	{ geom, width_m }: { geom: string; width_m: number | null },
	work: GroundWork,
	transit: TransitQuestion | null = null
): Promise<GroundAnswer> {
	const rows = await read(db, { geom, width_m, window: work.window, transit });
	const met = rows.filter((r) => r.rule === 'C5');
	const answer: GroundAnswer = {
		findings: [],
		closed: [],
		transit: transit ? transitFindings(met, transit) : []
	};
	for (const row of rows) {
		if (row.rule === 'C5') continue;
		const { rule, source_id, name, overlap } = row;
		const days = { start: row.starts_on, end: row.ends_on };
		const customers_wait_until =
			rule === 'C4' && work.connection && row.since ? await customersWait(db, row.since) : undefined;
		const pavement = { paved_on: row.since, protected_until: row.ends_on, customers_wait_until };
		const judge = (asked: GroundWork) => (rule === 'C4' ? c4(asked, pavement) : c6(asked, { window: days }));
		const found = judge(work);
		const always = judge({ ...work, window: days });
		if (always) answer.closed.push(always.window);
		if (!found) continue;
		const reason = rule === 'C4' ? explainC4(name, row.since, found) : explainC6(name, days, found);
		answer.findings.push({ rule, ...found, source_id, name, reason, overlap });
	}
	return answer;
}

/** Long enough for any wait in working days. */
const WAIT_HORIZON = 200;

/** The last day on which a pavement laid on a day keeps new customers waiting, by the calendar. */
export async function customersWait(db: Tx['db'], pavedOn: string): Promise<string> {
	const { customer_wait_days } = await ruleParametersOn(db, pavedOn);
	const { calendar } = await loadCalendar(db, { start: pavedOn, end: addDays(pavedOn, WAIT_HORIZON) });
	return addWorkingDays(calendar, pavedOn, customer_wait_days);
}

async function read(
	db: Tx['db'],
	{
		geom,
		width_m,
		window,
		transit
	}: { geom: string; width_m: number | null; window: Window; transit: TransitQuestion | null }
): Promise<(GroundRow | ({ rule: 'C5' } & TransitRow))[]> {
	const day = (name: string) =>
		sql`case when props ->> ${name} ~ '^\\d{4}-\\d{2}-\\d{2}$' then (props ->> ${name})::date end`;
	const { rows } = await sql<GroundRow | ({ rule: 'C5' } & TransitRow)>`${KEEP}
with trench as materialized (
	select buffer_in_pieces(${geom}::geometry, ${(width_m ?? USUAL_WIDTH) / 2}::float8, 8) as g
),
there as (
	select 'C4' as rule, source_id, name_ar, name_en, geom, ${day('paved_on')} as since,
		coalesce(${day('paved_on')}, ${window.start}::date) as starts_on, ${day('protected_until')} as ends_on
	from paving, trench where st_intersects(geom, g)
	union all
	select 'C6', source_id, name_ar, name_en, geom, null, ${day('starts_on')}, ${day('ends_on')}
	from events, trench where st_intersects(geom, g)
)
select rule, source_id, since, starts_on, ends_on,
	jsonb_build_object('ar', coalesce(name_ar, name_en, source_id), 'en', coalesce(name_en, name_ar, source_id)) as name,
	st_asgeojson(st_transform(st_multi(st_collectionextract(st_intersection(geom, g), 3)), 4326), 8)::jsonb as overlap,
	null::jsonb as transit, null::float8 as distance_m
from there, trench
where ends_on >= ${window.start}::date and starts_on <= ${window.end}::date + ${AHEAD_DAYS}::int
${
	transit
		? sql`union all
select 'C5', null, null, null, null, null, overlap, transit, distance_m from (${transitQuery(geom, transit)}) met`
		: sql``
}
order by rule, ends_on desc, source_id`.execute(db);
	return rows;
}
