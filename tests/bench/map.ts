/**
 * The map page in a browser without a graphics card: how smoothly the ground moves with 50,000 buildings in view (and,
 * as the baseline of the same run, with no layer at all), how soon the first map stands, what JavaScript it takes, and
 * what the application holds in memory after a walk over all zooms with all layers on.
 *
 * `npm run build && npm run bench map [-- --buildings N --streets N --zoom Z --seconds S --turns N --fresh --skip-walk]`. The server is
 * BENCH_DATABASE_URL or TEST_DATABASE_URL; a scratch database `diwan_bench_*` is made there and kept for the next run.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import { openMap, startBrowser, type Opening } from './map/browser.ts';
import { buildingsInView, viewAt } from './map/city.ts';
import { figuresOf } from './map/figures.ts';
import { dragAbout, rest, throwAbout } from './map/pan.ts';
import { EMPTY, FIRST, MANY, printGoals, printMap, type MapMeasured } from './map/report.ts';
import { walkEverywhere } from './map/walk.ts';
import { lookInto, weigh } from './map/weigh.ts';
import { cookieOfPlanner } from './tiles/account.ts';
import { openBenchDatabase } from './tiles/data.ts';
import { areasOf } from './tiles/lists.ts';
import { residentMegabytes } from './tiles/processor-time.ts';
import { startApplication } from './tiles/servers.ts';

const PORT = Number(process.env.BENCH_PORT ?? 4101);
const CACHE_MEGABYTES = 96;

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			buildings: { type: 'string', default: '520000' },
			streets: { type: 'string', default: '26000' },
			zoom: { type: 'string', default: '15' },
			seconds: { type: 'string', default: '6' },
			turns: { type: 'string', default: '5' },
			fresh: { type: 'boolean', default: false },
			'skip-walk': { type: 'boolean', default: false }
		}
	});
	const server = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
	if (!server)
		throw new Error('set BENCH_DATABASE_URL to a PostgreSQL with PostGIS, for a scratch database there');
	const size = { buildings: Number(values.buildings), streets: Number(values.streets) };
	const zoom = Number(values.zoom);
	const database = await openBenchDatabase(server, size, { fresh: values.fresh });
	const { pool } = database.platform;
	try {
		const areas = await areasOf(pool);
		const cookie = await cookieOfPlanner(database.platform);
		const buildings = await buildingsInView(pool, areas, zoom);
		const application = await startApplication(PORT, database, CACHE_MEGABYTES);
		const browser = await startBrowser();
		try {
			const map = `http://127.0.0.1:${PORT}/map`;
			const at = (z: number) => `${map}?v=${viewAt(areas, z)}`;
			const pages = {
				[FIRST]: map,
				'streets, zoom 17': at(17),
				[MANY]: at(zoom),
				[EMPTY]: `${at(zoom)}&l=none`
			};
			const load = [loadNow()];
			const { openings, scripts } = await measureOpenings(browser, pages, cookie, Number(values.turns));
			const pans = await measurePans(
				browser,
				{ [EMPTY]: pages[EMPTY]!, [MANY]: pages[MANY]! },
				cookie,
				Number(values.seconds)
			);
			load.push(loadNow());
			const walked = values['skip-walk'] ? 0 : await walk(browser, at, cookie);
			const megabytes = residentMegabytes(application.pid);
			const measured: MapMeasured = { buildings, pans, openings, scripts, megabytes };
			printMap(measured);
			console.log(`load average before and after: ${load.join(' | ')}; ${walked} tiles in the walk`);
			const met = printGoals(measured);
			return { size, zoom, load, walked, ...measured, met };
		} finally {
			await browser.close();
			await application.stop();
		}
	} finally {
		await database.platform.close();
	}
}

async function walk(browser: Browser, at: (zoom: number) => string, cookie: string): Promise<number> {
	console.log('walking over all zooms, all layers on ...');
	const layers = LAYERS.map((l) => l.id);
	return walkEverywhere(browser, (zoom) => `${at(zoom)}&l=${layers.join(',')}`, cookie);
}

/** Every page in turn, so that what else the machine does disturbs them alike. The first turn warms the server up. */
async function measureOpenings(
	browser: Browser,
	pages: Record<string, string>,
	cookie: string,
	turns: number
) {
	const taken: Record<string, Opening[]> = {};
	for (let turn = 0; turn <= turns; turn++)
		for (const [name, url] of Object.entries(pages)) {
			console.log(`${turn ? `turn ${turn}` : 'warming up'}: opening ${name}`);
			const opening = await openMap(browser, url, cookie);
			await opening.close();
			if (turn) (taken[name] ??= []).push(opening);
		}
	const openings: MapMeasured['openings'] = {};
	for (const [name, all] of Object.entries(taken))
		openings[name] = {
			ready: figuresOf(all.map((o) => o.ready)),
			firstPaint: figuresOf(all.map((o) => o.firstPaint)),
			longestTask: figuresOf(all.map((o) => o.longestTask)),
			...(await lookInto(all[0]!.tiles, cookie))
		};
	return { openings, scripts: await weigh(taken[FIRST]!.at(-1)!.scripts) };
}

async function measurePans(browser: Browser, pages: Record<string, string>, cookie: string, seconds: number) {
	const pans: MapMeasured['pans'] = {};
	for (const [name, url] of Object.entries(pages)) {
		console.log(`moving the map: ${name}`);
		const opening = await openMap(browser, url, cookie);
		await rest(opening.page);
		const drag = await dragAbout(opening.page, seconds);
		await rest(opening.page);
		pans[name] = { drag, thrown: await throwAbout(opening.page, seconds) };
		await opening.close();
	}
	return pans;
}

const loadNow = () => readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
