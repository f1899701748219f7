import path from 'node:path';
import type pg from 'pg';
import type { Config } from './config.ts';
import { demandDataFolder } from './data-folder.ts';
import { namedFailure } from './db/connection-advice.ts';
import { openDatabase, openPool, type Database } from './db/database.ts';
import { startEmbedded } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { NO_FEED, openFeed, type ChangeFeed } from './events/feed.ts';
import { metrics } from './metrics/metrics.ts';
import { ROOT } from './root.ts';
import { openTiles, type TileService } from './tiles/index.ts';

/** What the process shares: one per process, made at start and closed at the end. */
export interface Platform {
	config: Config;
	/** True when the database is the embedded one. */
	embedded: boolean;
	pool: pg.Pool;
	/** Reads of what is not personal, and the platform's own tables. People's requests go through `Ctx`. */
	db: Database;
	/** Read only: tiles and reports; the replica when one is configured. */
	readDb: Database;
	readPool: pg.Pool;
	feed: ChangeFeed;
	/** Vector tiles of every layer; judge who may see the layer before asking. */
	tiles: TileService;
	now: () => Date;
	close(): Promise<void>;
}

export interface OpenOptions {
	/** Share the embedded database of a running application instead of refusing (operator's commands). */
	share?: boolean;
	/** Bring the schema forward (default true). */
	migrate?: boolean;
	/** Follow the changes of others (default true); the doctor looks at databases that have no such table. */
	feed?: boolean;
	onStep?: (step: { stage: 'database' | 'migration'; name?: string; index?: number; total?: number }) => void;
	now?: () => Date;
}

export const MIGRATIONS = path.join(ROOT, 'migrations');

/**
 * Connects to (or starts) the database, migrates it and opens the change feed.
 * @throws DomainError `configuration_invalid` for a database or a folder that cannot be used, `already_running`, `database_unavailable`, `database_unsuitable`.
 */
export async function openPlatform(config: Config, options: OpenOptions = {}): Promise<Platform> {
	options.onStep?.({ stage: 'database' });
	if (!config.DATABASE_URL) demandDataFolder(path.resolve(config.dataDir));
	const embedded = config.DATABASE_URL
		? undefined
		: await startEmbedded(path.resolve(config.dataDir), { share: options.share });
	const connection: pg.PoolConfig = embedded?.connection ?? { connectionString: config.DATABASE_URL };
	const pool = openPool({ ...connection, max: config.DATABASE_POOL });
	const replica =
		config.DATABASE_REPLICA_URL !== undefined
			? openPool({ connectionString: config.DATABASE_REPLICA_URL, max: config.DATABASE_POOL })
			: undefined;
	try {
		if (options.migrate !== false)
			await migrate(pool, {
				folder: MIGRATIONS,
				onStep: (name, index, total) => options.onStep?.({ stage: 'migration', name, index, total })
			});
		const feed = options.feed === false ? NO_FEED : await openFeed(pool, { listen: !embedded });
		const tiles = openTiles({
			readPool: replica ?? pool,
			pool,
			embedded: embedded !== undefined,
			feed,
			cacheBytes: config.DIWAN_TILE_CACHE_MB * 1024 * 1024,
			record: recordTile
		});
		return {
			config,
			embedded: embedded !== undefined,
			pool,
			db: openDatabase(pool),
			readPool: replica ?? pool,
			readDb: openDatabase(replica ?? pool),
			feed,
			tiles,
			now: options.now ?? (() => new Date()),
			async close() {
				await tiles.close();
				await feed.close();
				await replica?.end();
				await pool.end();
				await embedded?.stop();
			}
		};
	} catch (error) {
		await pool.end().catch(() => undefined);
		await replica?.end().catch(() => undefined);
		await embedded?.stop();
		throw namedFailure(error, config.DATABASE_URL);
	}
}

function recordTile(layer: string, result: string, seconds: number): void {
	const { tiles, tileSeconds } = metrics();
	tiles.inc({ layer, result });
	tileSeconds.observe({ result }, seconds);
}

const KEY = Symbol.for('diwan.platform');
type Holder = { [KEY]?: Platform };

/** Makes the platform known to the whole process: the server entry and the built pages are separate bundles. */
export function setPlatform(platform: Platform | undefined): void {
	(globalThis as Holder)[KEY] = platform;
}

/** The process's platform. Throws when nothing opened one, which is a mistake in the start-up order. */
export function platform(): Platform {
	const found = (globalThis as Holder)[KEY];
	if (!found) throw new Error('the platform is not open');
	return found;
}

export function hasPlatform(): boolean {
	return (globalThis as Holder)[KEY] !== undefined;
}
