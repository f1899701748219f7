import { cairoDate } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { uuidv5 } from '#lib/server/uuid-v5.ts';
import { FEED_KEPT_MS, workZoneFeed, type PublicWork, type WorkZoneFeed } from '../../rules/index.ts';
import { roadsOf, type RoadMemory } from './roads.ts';
import { spansOf } from './spans.ts';
import { feedRows, publisherOf } from './works.ts';

/**
 * The feed of granted and running works as it is now. For everybody: nothing in it is personal.
 * @param memory roads found before, for the works that did not change since.
 */
export async function buildFeed(ctx: Ctx, memory: RoadMemory = new Map()): Promise<WorkZoneFeed> {
	const now = ctx.now();
	const since = new Date(now.getTime() - FEED_KEPT_MS);
	return ctx.read(async (db) => {
		const publisher = await publisherOf(db);
		const rows = await feedRows(db, { today: cairoDate(now), since });
		const roads = await roadsOf(db, rows, memory);
		const spans = await spansOf(db, rows, (id) => roads.get(id)?.main ?? false, now);
		const works = rows.map((row): PublicWork => ({
			reference: row.reference,
			title: row.title,
			organisation: { key: row.organisation_key, name: row.organisation_name },
			category: row.category,
			traffic_effect: row.traffic_effect,
			road_works: row.road_works,
			state: row.state,
			window: { start: row.starts_on, end: row.ends_on },
			finished_at: row.finished_at,
			created_at: row.created_at,
			updated_at: row.updated_at,
			roads: roads.get(row.id)?.roads ?? [],
			detours: roads.get(row.id)?.detours ?? [],
			spans: spans.get(row.id) ?? null
		}));
		return workZoneFeed(works, { publisher, now, id: uuidv5 });
	});
}
