import { eventsOf, sourceId, utc } from './events.ts';
import type { DataSource, NameId, PublicWork, WorkZoneFeed } from './types.ts';

/** Seconds within which a change is in the feed at the latest. */
export const UPDATE_SECONDS = 60;

/**
 * The WZDx 4.2 feed of works, valid as CWZ 1.0 as well but for the version it names: no deprecated property, every
 * `is_*_verified`, `update_frequency` on feed and sources, lines only.
 * @param publisher the governorate; it is a source too, so that an empty feed names one.
 */
export function workZoneFeed(
	works: readonly PublicWork[],
	{ publisher, now, id }: { publisher: { key: string; name: string }; now: Date; id: NameId }
): WorkZoneFeed {
	const sources = new Map<string, DataSource & { at: Date }>();
	const note = ({ key, name }: { key: string; name: string }, at: Date) => {
		const known = sources.get(key);
		if (known && known.at >= at) return;
		const data_source_id = sourceId(key, id);
		const update_date = utc(at);
		sources.set(key, {
			data_source_id,
			organization_name: name,
			update_date,
			update_frequency: UPDATE_SECONDS,
			at
		});
	};
	note(publisher, new Date(0));
	const features = works.flatMap((work) => {
		const events = eventsOf(work, now, id);
		if (events.length) note(work.organisation, work.updated_at);
		return events;
	});
	const newest = [...sources.values()].reduce((last, s) => (s.at > last ? s.at : last), new Date(0));
	return {
		feed_info: {
			update_date: utc(now),
			version: '4.2',
			publisher: publisher.name,
			update_frequency: UPDATE_SECONDS,
			data_sources: [...sources.values()].map(({ at, ...source }) =>
				// The publisher without works of its own stands for all of them.
				at.getTime() ? source : { ...source, update_date: utc(newest.getTime() ? newest : now) }
			)
		},
		type: 'FeatureCollection',
		features
	};
}
