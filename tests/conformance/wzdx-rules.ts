/**
 * What the WZDx standard says beside its schema, held against a feed; nothing of the product bears on it.
 * The five rules: times in UTC, sources that are declared, lanes numbered without gaps from the left, no reversed
 * dates, no identifier twice; and relations that lead to events of the feed.
 */
interface Feature {
	id: string;
	properties: {
		core_details: {
			data_source_id: string;
			related_road_events?: { type: string; id: string }[];
			[key: string]: unknown;
		};
		start_date: string;
		end_date: string;
		lanes?: { order: number }[];
		[key: string]: unknown;
	};
	geometry: { type: string; coordinates: number[][] };
}
export interface Feed {
	feed_info: {
		data_sources: { data_source_id: string; [key: string]: unknown }[];
		[key: string]: unknown;
	};
	features: Feature[];
}

export function wzdxRuleErrors(feed: Feed): string[] {
	const wrong: string[] = [];
	const sources = feed.feed_info.data_sources.map((s) => s.data_source_id);
	for (const id of twice(sources)) wrong.push(`source ${id} twice`);
	const ids = feed.features.map((f) => f.id);
	for (const id of twice(ids)) wrong.push(`event ${id} twice`);
	const known = new Set(ids);
	eachTime(feed, (path, value) => {
		if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) wrong.push(`${path}: ${value} is not UTC`);
	});
	for (const { id, properties } of feed.features) {
		const { data_source_id, related_road_events: related = [] } = properties.core_details;
		if (!sources.includes(data_source_id)) wrong.push(`${id}: source ${data_source_id} is not declared`);
		if (Date.parse(properties.end_date) <= Date.parse(properties.start_date))
			wrong.push(`${id}: ends before it starts`);
		const lanes = (properties.lanes ?? []).map((l) => l.order).sort((a, b) => a - b);
		if (lanes.some((order, i) => order !== i + 1)) wrong.push(`${id}: lanes ${lanes.join()}`);
		for (const other of related)
			if (!known.has(other.id) || other.id === id) wrong.push(`${id}: ${other.type} leads to ${other.id}`);
	}
	return wrong;
}

/** What CWZ 1.0 asks beyond WZDx 4.2, where a feed can fulfil both. */
export function cwzErrors(feed: Feed): string[] {
	const wrong: string[] = [];
	const frequent = (of: string, value: unknown) => {
		if (!Number.isInteger(value) || (value as number) < 1)
			wrong.push(`${of}: update_frequency ${String(value)}`);
	};
	frequent('feed', feed.feed_info.update_frequency);
	for (const source of feed.feed_info.data_sources) frequent(source.data_source_id, source.update_frequency);
	for (const { id, properties, geometry } of feed.features) {
		if (geometry.type !== 'LineString') wrong.push(`${id}: ${geometry.type}`);
		for (const flag of ['start_date', 'end_date', 'start_position', 'end_position'])
			if (typeof properties[`is_${flag}_verified`] !== 'boolean')
				wrong.push(`${id}: is_${flag}_verified is missing`);
		for (const gone of GONE)
			if (gone in properties || gone in properties.core_details) wrong.push(`${id}: ${gone} is no more`);
		for (const { type_name } of (properties.types_of_work ?? []) as { type_name: string }[])
			if (type_name === 'maintenance') wrong.push(`${id}: work type maintenance is no more`);
	}
	return wrong;
}

const GONE = [
	'event_status',
	'start_date_accuracy',
	'end_date_accuracy',
	'beginning_accuracy',
	'ending_accuracy',
	'relationship'
];

function twice(values: readonly string[]): string[] {
	return values.filter((v, i) => values.indexOf(v) !== i);
}

/** Every property whose name says that it is a date. */
function eachTime(value: unknown, tell: (path: string, value: string) => void, path = ''): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		if (/_date$/.test(key) && typeof inner === 'string') tell(`${path}/${key}`, inner);
		else eachTime(inner, tell, `${path}/${key}`);
	}
}
