import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { makeCtx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { ANONYMOUS } from '#lib/server/policy/index.ts';
import { UPDATE_SECONDS } from '../../rules/index.ts';
import { buildFeed } from './build.ts';
import type { RoadMemory } from './roads.ts';

/** The feed as it goes out. */
export interface FeedAnswer {
	/** Of what it tells; the moment it was made does not change it. */
	etag: string;
	body: Uint8Array;
	/** The same, gzipped. */
	packed: Uint8Array;
}

interface Kept {
	answer: Promise<FeedAnswer>;
	made: number;
}

const pack = promisify(gzip);
interface Cache {
	kept: Kept | null;
	roads: RoadMemory;
}
const caches = new WeakMap<Platform, Cache>();

/**
 * The feed, kept until a dig changes anywhere or a minute has passed; askers at the same time wait for one making.
 * Without a reliable change feed nothing is kept.
 */
export function workZones(platform: Platform): Promise<FeedAnswer> {
	const cache = cacheOf(platform);
	const now = platform.now().getTime();
	const { kept } = cache;
	if (kept && platform.feed.healthy() && now >= kept.made && now < kept.made + UPDATE_SECONDS * 1000)
		return kept.answer;
	const fresh: Kept = { answer: make(platform, cache), made: now };
	cache.kept = fresh;
	fresh.answer.catch(() => {
		if (cache.kept === fresh) cache.kept = null;
	});
	return fresh.answer;
}

function cacheOf(platform: Platform): Cache {
	let found = caches.get(platform);
	if (!found) {
		const cache: Cache = { kept: null, roads: new Map() };
		platform.feed.subscribe(({ topic }) => {
			// A making under way keeps its own: it may have read the streets as they were.
			if (topic === 'layer:streets') cache.roads = new Map();
			if (topic === 'layer:digs' || topic === 'layer:streets') cache.kept = null;
		});
		caches.set(platform, (found = cache));
	}
	return found;
}

async function make(platform: Platform, { roads }: Cache): Promise<FeedAnswer> {
	const feed = await buildFeed(makeCtx(platform, { actor: ANONYMOUS }), roads);
	const { update_date: _, ...info } = feed.feed_info;
	const told = JSON.stringify(feed.features);
	const etag = createHash('sha256')
		.update(JSON.stringify(info))
		.update(told)
		.digest('base64url')
		.slice(0, 27);
	// The features are most of it and are written once.
	const head = JSON.stringify({ feed_info: feed.feed_info, type: feed.type });
	const body = Buffer.from(`${head.slice(0, -1)},"features":${told}}`);
	return { etag: `W/"${etag}"`, body, packed: await pack(body, { level: 4 }) };
}
