import type { Pool } from 'pg';
import type { ChangeFeed } from '../events/feed.ts';
import { TileCache } from './cache.ts';
import { tileResponse, type TileDeps, type TileRequest } from './serve.ts';
import type { StoredTile, TileResponse } from './stored.ts';

export { tileJson } from './tilejson.ts';
export type { TileRequest } from './serve.ts';
export type { TileResponse } from './stored.ts';

export interface TileServiceOptions {
	/** Reads tiles: the replica when there is one. */
	readPool: Pool;
	/** Keeps the counts in order. */
	pool: Pool;
	embedded: boolean;
	feed: ChangeFeed;
	/** Memory for tiles (default 96 MB). */
	cacheBytes?: number;
	record?: TileDeps['record'];
}

export interface TileService {
	/** @see tileResponse */
	respond(request: TileRequest): TileResponse | Promise<TileResponse>;
	/** Tiles and bytes in memory now. */
	usage(): { tiles: number; bytes: number };
	close(): Promise<void>;
}

/** Rows written at once from which the counts are worth summing up, and how long that waits for more. */
const MANY_ROWS = 500;
const FOLD_AFTER_MS = 15_000;
const FOLD_EVERY_MS = 3_600_000;

/** The process's tile service: the cache follows the change feed, so that a write drops the tiles it touched. */
export function openTiles(options: TileServiceOptions): TileService {
	const { readPool, pool, embedded, feed, cacheBytes = 96 * 1024 * 1024, record } = options;
	const cache = new TileCache<StoredTile>(cacheBytes);
	const source = { pool: readPool, prepare: !embedded };
	const deps: TileDeps = { source, cache, trusted: () => feed.healthy(), record };

	let folding: Promise<unknown> | undefined;
	let soon: NodeJS.Timeout | undefined;
	const fold = () => {
		soon = undefined;
		// The next round makes up for one that failed.
		folding = pool.query('select fold_layer_grid()').catch(() => undefined);
	};
	const round = setInterval(fold, FOLD_EVERY_MS);
	round.unref();

	const unsubscribe = feed.subscribe(({ topic, box, payload }) => {
		if (!topic.startsWith('layer:')) return;
		const layer = topic.slice('layer:'.length);
		if (box) cache.dropBox(layer, box);
		else cache.clear(layer);
		if (Number(payload.rows) >= MANY_ROWS) soon ??= setTimeout(fold, FOLD_AFTER_MS).unref();
	});

	return {
		respond: (request) => tileResponse(request, deps),
		usage: () => ({ tiles: cache.size, bytes: cache.bytes }),
		async close() {
			unsubscribe();
			clearInterval(round);
			clearTimeout(soon);
			await folding;
		}
	};
}
