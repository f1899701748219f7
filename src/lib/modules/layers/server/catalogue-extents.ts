import { sql } from 'kysely';
import type { Box } from '#lib/kernel/map-contract.ts';
import type { Platform } from '#lib/server/platform.ts';
import { LAYERS } from '../rules/index.ts';
import { relationOf } from './catalogue-columns.ts';

/** Where the layers have features, as known now; asked once, then kept by following the changes. */
export interface Extents {
	/** WGS84; null for a layer without features. */
	of(layerId: string): Promise<Box | null>;
}

type Box3857 = [number, number, number, number];
const kept = new WeakMap<Platform['feed'], Extents>();

/** The process's extents. They only grow until the process starts anew: too large costs a request, too small a feature. */
export function layerExtents(platform: Pick<Platform, 'feed' | 'readDb'>): Extents {
	let extents = kept.get(platform.feed);
	if (!extents) kept.set(platform.feed, (extents = openExtents(platform)));
	return extents;
}

function openExtents(platform: Pick<Platform, 'feed' | 'readDb'>): Extents {
	const known = new Map<string, Promise<Box3857 | null>>();

	platform.feed.subscribe(({ topic, box }) => {
		if (!topic.startsWith('layer:') || !box) return;
		const id = topic.slice('layer:'.length);
		const before = known.get(id);
		if (before)
			known.set(
				id,
				before.then((old) => (old ? union(old, box) : box))
			);
	});

	return {
		async of(id) {
			// While changes may be missed, what is kept may be too small.
			if (!platform.feed.healthy()) known.clear();
			let extent = known.get(id);
			if (!extent) {
				extent = ask(platform, id);
				known.set(id, extent);
				extent.catch(() => known.delete(id));
			}
			const box = await extent;
			return box && toDegrees(box);
		}
	};
}

async function ask({ readDb }: Pick<Platform, 'readDb'>, id: string): Promise<Box3857 | null> {
	const layer = LAYERS.find((l) => l.id === id);
	if (!layer) return null;
	const { rows } = await sql<{ box: Box3857 | null }>`
		select case when e is not null then array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] end as box
		from (select st_extent(geom_3857) as e from ${relationOf(layer)}) all_of_it`.execute(readDb);
	return rows[0]?.box ?? null;
}

function union(a: Box3857, b: Box3857): Box3857 {
	return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

const RADIUS = 6_378_137;

function toDegrees([west, south, east, north]: Box3857): Box {
	return [lon(west), lat(south), lon(east), lat(north)];
}
const lon = (x: number) => ((x / RADIUS) * 180) / Math.PI;
const lat = (y: number) => ((2 * Math.atan(Math.exp(y / RADIUS)) - Math.PI / 2) * 180) / Math.PI;
