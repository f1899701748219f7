/**
 * Vector tiles of a million buildings: uncached against ST_AsMVT behind a bare Node server and against MapServer in
 * the same run, cached, unchanged (304), and a sweep over all zooms for the largest and slowest tile.
 *
 * `npm run bench tiles [-- --buildings N --streets N --zooms 14,16 --seconds S --turns N --fresh --skip-peers]`. The server is
 * BENCH_DATABASE_URL or TEST_DATABASE_URL; a scratch database `diwan_bench_*` is made there and kept for the next run.
 */
import { parseArgs } from 'node:util';
import { cookieOfPlanner } from './tiles/account.ts';
import { openBenchDatabase, type BenchDatabase } from './tiles/data.ts';
import { areasOf, tileList, type Areas } from './tiles/lists.ts';
import { measure, type Measured } from './tiles/measure.ts';
import { residentMegabytes } from './tiles/processor-time.ts';
import { printCached, printSweep, printTargets, printUncached } from './tiles/report.ts';
import { startApplication, startBare, startMapServer, type Running } from './tiles/servers.ts';
import { sweep } from './tiles/sweep.ts';

const CALLERS = 8;
const PORT = Number(process.env.BENCH_PORT ?? 4101);
const LAYER = 'buildings';
/** Tiles asked for at each zoom: enough for some seconds each. */
const COUNTS: Record<number, number> = { 13: 60, 14: 150, 15: 400, 16: 1000, 17: 2000 };

export type Uncached = Record<number, Record<string, Measured>>;

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			buildings: { type: 'string', default: '1000000' },
			streets: { type: 'string', default: '200000' },
			zooms: { type: 'string', default: '13,14,15,16,17' },
			seconds: { type: 'string', default: '5' },
			turns: { type: 'string', default: '2' },
			fresh: { type: 'boolean', default: false },
			'skip-peers': { type: 'boolean', default: false }
		}
	});
	const server = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
	if (!server)
		throw new Error('set BENCH_DATABASE_URL to a PostgreSQL with PostGIS, for a scratch database there');
	const size = { buildings: Number(values.buildings), streets: Number(values.streets) };
	const database = await openBenchDatabase(server, size, { fresh: values.fresh });
	try {
		const areas = await areasOf(database.platform.pool);
		const cookie = await cookieOfPlanner(database.platform);
		const zooms = values.zooms.split(',').map(Number);
		const uncached = await measureUncached(database, areas, zooms, cookie, {
			peers: !values['skip-peers'],
			turns: Number(values.turns)
		});
		printUncached(uncached);
		const { cached, swept, megabytes } = await measureApplication(
			database,
			areas,
			cookie,
			Number(values.seconds)
		);
		printSweep(swept);
		printCached(cached);
		const met = printTargets(uncached, cached, swept, megabytes);
		return { size, callers: CALLERS, uncached, swept, cached, megabytes, met };
	} finally {
		await database.platform.close();
	}
}

/**
 * All servers stand ready and take turns at each zoom, so that what else the machine does disturbs them alike; of
 * each one's turns the quietest counts. Every tile is asked for once in a turn.
 */
async function measureUncached(
	database: BenchDatabase,
	areas: Areas,
	zooms: number[],
	cookie: string,
	options: { peers: boolean; turns: number }
): Promise<Uncached> {
	const servers = await startAll(database.url, options.peers);
	const results: Uncached = Object.fromEntries(zooms.map((z) => [z, {}]));
	try {
		for (const z of zooms) {
			const tiles = tileList(areas, z, COUNTS[z] ?? 100);
			// The first turn warms up and does not count.
			for (let turn = 0; turn <= options.turns; turn++)
				for (const [name, server] of Object.entries(servers)) {
					console.log(`z${z} ${turn ? `turn ${turn}` : 'warming up'}: ${name}`);
					const paths = tiles.map((tile) => server.path(LAYER, tile));
					const measured = await measure(server, db(database), {
						paths,
						headers: { cookie },
						callers: CALLERS
					});
					const best = results[z]![name];
					if (turn > 0 && (!best || measured.othersPercent < best.othersPercent))
						results[z]![name] = measured;
				}
		}
	} finally {
		await Promise.all(Object.values(servers).map((server) => server.stop()));
	}
	return results;
}

async function startAll(url: string, peers: boolean): Promise<Record<string, Running>> {
	const servers: Record<string, Running> = {
		'Node + ST_AsMVT': await startBare('st_asmvt', PORT, url),
		'Node + our encoder': await startBare('encoder', PORT + 1, url)
	};
	const mapServer = peers ? await startMapServer(PORT + 2, url) : undefined;
	if (mapServer) servers['MapServer 8'] = mapServer;
	else if (peers)
		console.log('MapServer is not installed (apt-get install cgi-mapserver mapserver-bin lighttpd): skipped');
	servers['Diwan, whole stack'] = await startApplication(PORT + 3, { url }, 0);
	return servers;
}

/** The application with its memory on: the sweep fills it, then tiles come from it. */
async function measureApplication(database: BenchDatabase, areas: Areas, cookie: string, seconds: number) {
	console.log('sweeping all zooms ...');
	const application = await startApplication(PORT, database, 96);
	try {
		const swept = await sweep(application, areas, cookie);
		const cached: Record<string, Measured> = {};
		for (const z of [14, 16]) {
			console.log(`measuring kept tiles at z${z} ...`);
			const paths = tileList(areas, z, 60).map((tile) => application.path(LAYER, tile));
			const ask = (headers: Record<string, string>) =>
				measure(application, db(database), {
					paths,
					headers: { cookie, ...headers },
					callers: CALLERS,
					seconds
				});
			await measure(application, db(database), { paths, headers: { cookie }, callers: CALLERS });
			cached[`z${z} cached`] = await ask({});
			cached[`z${z} cached, gzip`] = await ask({ 'accept-encoding': 'gzip' });
			cached[`z${z} unchanged (304)`] = await ask({ 'if-none-match': '*' });
		}
		return { cached, swept, megabytes: residentMegabytes(application.pid) };
	} finally {
		await application.stop();
	}
}

const db = ({ platform, name }: BenchDatabase) => ({ pool: platform.pool, name });
