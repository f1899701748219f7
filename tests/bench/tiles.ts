/**
 * Vector tiles of a million buildings: uncached against ST_AsMVT behind a bare Node server and against MapServer in
 * the same run, cached, unchanged (304), and a sweep over all zooms for the largest and slowest tile.
 *
 * `npm run bench tiles [-- --buildings N --streets N --zooms 14,16 --seconds S --fresh --skip-peers]`. The server is
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
		const uncached = await measureUncached(database, areas, zooms, cookie, !values['skip-peers']);
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

/** Each server by itself, each zoom once to warm up and once measured, every tile once. */
async function measureUncached(
	database: BenchDatabase,
	areas: Areas,
	zooms: number[],
	cookie: string,
	peers: boolean
): Promise<Uncached> {
	const { url } = database;
	const starts: [name: string, start: () => Promise<Running | undefined>][] = [
		['Node + ST_AsMVT', () => startBare('st_asmvt', PORT, url)],
		['Node + our encoder', () => startBare('encoder', PORT, url)],
		...(peers ? [['MapServer 8', () => startMapServer(PORT, url)] as (typeof starts)[number]] : []),
		['Diwan, whole stack', () => startApplication(PORT, url, 0)]
	];
	const results: Uncached = Object.fromEntries(zooms.map((z) => [z, {}]));
	for (const [name, start] of starts) {
		console.log(`measuring ${name} ...`);
		const server = await start();
		if (!server) {
			console.log(`${name} is not installed (apt-get install cgi-mapserver mapserver-bin lighttpd): skipped`);
			continue;
		}
		try {
			for (const z of zooms) {
				const tiles = tileList(areas, z, COUNTS[z] ?? 100);
				const paths = tiles.map((tile) => server.path(LAYER, tile));
				const job = { paths, headers: { cookie }, callers: CALLERS };
				await measure(server, db(database), { ...job, paths: paths.slice(0, Math.ceil(paths.length / 3)) });
				results[z]![name] = await measure(server, db(database), job);
			}
		} finally {
			await server.stop();
		}
	}
	return results;
}

/** The application with its memory on: the sweep fills it, then tiles come from it. */
async function measureApplication(database: BenchDatabase, areas: Areas, cookie: string, seconds: number) {
	console.log('sweeping all zooms ...');
	const application = await startApplication(PORT, database.url, 96);
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
