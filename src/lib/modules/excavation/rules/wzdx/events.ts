import type { LineString } from 'geojson';
import { cairoDate } from '#lib/kernel/dates.ts';
import type { WorkSpan } from '../calendar/work-spans.ts';
import { IMPACT } from './impact.ts';
import { periodsOf } from './periods.ts';
import type { NameId, PublicDetour, PublicWork, RelatedType, RoadEvent, WorkRoad } from './types.ts';

/**
 * The road events of a work: one for each road it runs along, for each direction it closes and for each occurrence;
 * with them its detours, related both ways. Ids stay the same as long as road, direction and day do.
 */
export function eventsOf(work: PublicWork, now: Date, id: NameId): RoadEvent[] {
	const days = new Map<string, number>();
	const lanes = work.roads.flatMap((road) => directionsOf(work, road));
	let before: RoadEvent[] = [];
	let first: RoadEvent[] = [];
	return periodsOf(work, now).flatMap((period) => {
		const occurrence = work.spans ? occurrenceKey(new Date(period.start), days) : '';
		const events = lanes.map(({ key, road, line }) => ({
			id: id(`work-zone|${work.reference}|${key}|${occurrence}`),
			type: 'Feature' as const,
			properties: propertiesOf(work, road, period, now, id),
			geometry: line
		}));
		const detours = work.detours.map((detour) => ({
			id: id(`detour|${work.reference}|${detour.position}|${occurrence}`),
			type: 'Feature' as const,
			properties: detourOf(work, detour, period, now, id),
			geometry: detour.line
		}));
		const all: RoadEvent[] = [...events, ...detours];
		all.forEach((event, i) => {
			if (first[i]) relate(event, 'first-occurrence', first[i]);
			if (before[i]) relate(before[i], 'next-occurrence', event);
		});
		for (const event of events) {
			for (const other of events) if (other !== event) relate(event, 'related-work-zone', other);
			for (const detour of detours) {
				relate(event, 'related-detour', detour);
				relate(detour, 'related-work-zone', event);
			}
		}
		if (first.length === 0) first = all;
		before = all;
		return all;
	});
}

interface Lane {
	key: string;
	road: WorkRoad;
	line: LineString;
}

/** One event for a road; for a closure of a road with traffic both ways, one each way. */
function directionsOf(work: PublicWork, road: WorkRoad): Lane[] {
	const there = { key: `${road.key}|+`, road, line: road.line };
	if (work.traffic_effect !== 'closed' || road.oneway) return [there];
	const coordinates = [...road.line.coordinates].reverse();
	return [there, { key: `${road.key}|-`, road, line: { type: 'LineString', coordinates } }];
}

/** The civil day an occurrence begins on; a second one of a day is counted. */
function occurrenceKey(start: Date, days: Map<string, number>): string {
	const day = cairoDate(start);
	const nth = (days.get(day) ?? 0) + 1;
	days.set(day, nth);
	return nth === 1 ? day : `${day}#${nth}`;
}

function propertiesOf(
	work: PublicWork,
	road: WorkRoad,
	period: WorkSpan,
	now: Date,
	id: NameId
): RoadEvent['properties'] {
	return {
		core_details: {
			event_type: 'work-zone',
			road_names: road.names,
			name: work.reference,
			...told(work, id)
		},
		...timed(work, period, now),
		location_method: 'unknown',
		work_zone_type: 'static',
		...IMPACT[work.traffic_effect],
		types_of_work: [
			{
				type_name: work.road_works ? 'surface-work' : 'below-road-work',
				is_architectural_change: false
			}
		]
	};
}

function detourOf(
	work: PublicWork,
	{ position, names }: PublicDetour,
	period: WorkSpan,
	now: Date,
	id: NameId
): RoadEvent['properties'] {
	const name = `${work.reference} detour ${position}`;
	return {
		core_details: { event_type: 'detour', road_names: names, name, ...told(work, id) },
		...timed(work, period, now)
	};
}

/** What every event says of its work. */
const told = (work: PublicWork, id: NameId) => ({
	data_source_id: sourceId(work.organisation.key, id),
	direction: 'unknown' as const,
	description: work.title,
	creation_date: utc(work.created_at),
	update_date: utc(work.updated_at)
});

function timed(work: PublicWork, period: WorkSpan, now: Date) {
	const begun = work.state === 'running' || work.state === 'finished';
	return {
		start_date: utc(new Date(period.start)),
		end_date: utc(new Date(period.end)),
		is_start_date_verified: begun && period.start <= now.getTime(),
		is_end_date_verified: work.state === 'finished' && period.end <= now.getTime(),
		is_start_position_verified: false,
		is_end_position_verified: false
	};
}

function relate(event: RoadEvent, type: RelatedType, other: RoadEvent): void {
	(event.properties.core_details.related_road_events ??= []).push({ type, id: other.id });
}

/** The id of an organisation as a source of data. */
export function sourceId(key: string, id: NameId): string {
	return id(`organisation|${key}`);
}

/** Whole seconds: nobody digs by the millisecond. */
export function utc(moment: Date): string {
	return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
