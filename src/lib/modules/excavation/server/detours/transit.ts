import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	c5Transit,
	type C5Work,
	type RuleParameters,
	type Transit,
	type TransitFinding
} from '../../rules/index.ts';
import { meetingOf, transitOf } from './meet.ts';

/** What a work is asked about public transport with. */
export type TransitQuestion = C5Work &
	Pick<RuleParameters, 'route_m' | 'stop_m'> & {
		/** Its zone: hex EWKB in EPSG:22992. */
		zone: string;
	};

/** A line or a stop that a work meets, as the query of the ground finds it. */
export interface TransitRow {
	transit: Transit;
	distance_m: number;
	overlap: GeoJSON.MultiPolygon;
}

/**
 * Lines and stops within reach of a work (EPSG:22992), each once however many pieces of it are met: rows of `transit`,
 * `distance_m` and `overlap`.
 */
export function transitQuery(geom: string, { buffer_m, zone, route_m, stop_m }: TransitQuestion) {
	const own = sql`case when met.stop then ${stop_m}::float8 else ${route_m}::float8 end`;
	const overlap = meetingOf({
		geom: sql`w.geom`,
		buffer_m: sql`${buffer_m}::float8`,
		zone: sql`w.zone`,
		line: sql`met.line`,
		metres: own
	});
	return sql`
	select ${transitOf(sql`met.stop`)} as transit, st_distance(w.geom, met.line) as distance_m,
		st_asgeojson(st_transform(${overlap}, 4326), 8)::jsonb as overlap
	from (select ${geom}::geometry as geom, ${zone}::geometry as zone offset 0) w,
	lateral (
		select min(p.layer) as layer, min(p.row_id) as row_id, bool_or(p.stop) as stop, st_collect(p.geom) as line
		from transit_piece p
		where p.geom && st_expand(w.geom, ${buffer_m + Math.max(route_m, stop_m)}::float8)
			and st_dwithin(w.geom, p.geom, ${buffer_m}::float8 + case when p.stop then ${stop_m}::float8 else ${route_m}::float8 end)
		group by p.met
	) met
	join transit_named n on n.layer = met.layer and n.id = met.row_id`;
}

/** Rule C5 of what was found near a work: lines first, by their number and name. */
export function transitFindings(rows: readonly TransitRow[], question: TransitQuestion): TransitFinding[] {
	return rows
		.flatMap(({ transit, distance_m, overlap }): TransitFinding[] => {
			const found = c5Transit(question, transit, distance_m, question);
			if (!found) return [];
			const { severity, window } = found;
			const reason = explainTransit(transit, distance_m);
			return [{ rule: 'C5', severity, ...transit, distance_m, window, reason, overlap }];
		})
		.sort((a, b) => Number(a.stop) - Number(b.stop) || (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ ref, name, source_id }: Transit) =>
	`${(ref ?? '').padStart(6, '0')} ${name.ar} ${source_id}`;

/** What a work has with a line or a stop, in words of both languages. */
export function explainTransit(transit: Transit, distance_m: number): Bilingual {
	const say = (locale: 'ar' | 'en') => {
		const name = nameOf(transit, locale);
		const metres = String(Math.round(distance_m));
		if (transit.stop) return m.excavation_c5_stop({ name, metres }, { locale });
		if (isTram(transit)) return m.excavation_c5_tram({ name }, { locale });
		return m.excavation_c5_route({ name }, { locale });
	};
	return { ar: say('ar'), en: say('en') };
}

/** Of many lines and stops one sentence each: an explanation is read in a moment. */
export function explainTransits(findings: readonly TransitFinding[], locale: 'ar' | 'en'): string[] {
	const [lines, stops] = [findings.filter((f) => !f.stop), findings.filter((f) => f.stop)];
	return [lines, stops].flatMap((some) => {
		const [first] = some;
		if (!first) return [];
		if (some.length === 1) return [first.reason[locale]];
		const separator = locale === 'ar' ? '، ' : ', ';
		const shown = some.slice(0, MOST_NAMED).map((f) => f.ref ?? nameOf(f, locale));
		const names = shown.join(separator) + (some.length > MOST_NAMED ? ' …' : '');
		const words = { count: some.length, names };
		return [
			first.stop ? m.excavation_c5_stops(words, { locale }) : m.excavation_c5_routes(words, { locale })
		];
	});
}

const MOST_NAMED = 6;

const isTram = ({ kind, layer }: Transit) => kind === 'tram' || layer === 'railways';

/** Its number and name; a name that carries the number says it once. */
function nameOf({ ref, name, stop }: Transit, locale: 'ar' | 'en'): string {
	const nameless = stop ? m.excavation_c5_nameless_stop : m.excavation_c5_nameless_line;
	const text = name[locale] || nameless({}, { locale });
	if (!ref || text.includes(ref)) return text;
	return name[locale] ? `${ref} (${text})` : ref;
}
