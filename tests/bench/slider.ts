/**
 * The slider over days with 50,000 works in view: frames while it is dragged (in a browser without a graphics card)
 * beside those of a bare slider dragged in the same way, how soon the picture of a day stands, and how long the
 * tiles of the view take that were never asked for before, one at a time.
 *
 * `npm run build && npm run bench slider [-- --works N --seconds S --rounds R --tiles --fresh]`; with --tiles only
 * the tiles. The server is BENCH_DATABASE_URL or TEST_DATABASE_URL; a scratch database `diwan_bench_feed_*` is made there and kept.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import pg from 'pg';
import { tilesOfBox, type Box3857 } from '#lib/server/tiles/address.ts';
import { HEIGHT, openMap, startBrowser, WIDTH } from './map/browser.ts';
import { figuresOf } from './map/figures.ts';
import { pause, rest } from './map/pan.ts';
import { cookieOfPlanner } from './tiles/account.ts';
import { startApplication } from './tiles/servers.ts';
import { openWorksDatabase } from './works-city.ts';

const PORT = Number(process.env.BENCH_PORT ?? 4102);
const ZOOM = 13;
/** Tiles are twice the usual size. */
const TILE_ZOOM = ZOOM - 1;
const SLIDER = 'اليوم المعروض على الخريطة';

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			works: { type: 'string', default: '50000' },
			seconds: { type: 'string', default: '6' },
			rounds: { type: 'string', default: '10' },
			tiles: { type: 'boolean', default: false },
			fresh: { type: 'boolean', default: false }
		}
	});
	const platform = await openWorksDatabase({ works: Number(values.works), fresh: values.fresh });
	const { rows } = await platform.pool.query<{ lon: number; lat: number; works: number }>(`select
		st_x(c) as lon, st_y(c) as lat, works from (select count(*)::int as works,
			st_transform(st_setsrid(st_centroid(st_extent(geom_3857)::geometry), 3857), 4326) as c from dig) at`);
	const { lon, lat, works } = rows[0]!;
	const cookie = await cookieOfPlanner(platform);
	const load = [loadNow()];
	const cold = await coldTiles(platform.url, cookie, Number(values.rounds));
	if (values.tiles) {
		await platform.close();
		console.log(JSON.stringify(cold, null, '\t'));
		return { works, ...cold, load: [...load, loadNow()] };
	}
	const application = await startApplication(PORT, { url: platform.url }, 96);
	const browser = await startBrowser();
	try {
		const url = `http://127.0.0.1:${PORT}/excavation?v=${ZOOM}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
		const opening = await openMap(browser, url, cookie);
		const { page } = opening;
		await rest(page);
		await page.getByRole('button', { name: 'عرض يوم بعينه' }).click();
		await page.locator('canvas[data-day][data-complete="true"]').waitFor();
		const drawn = Number(await page.locator('canvas[data-day]').getAttribute('data-drawn'));
		const seconds = Number(values.seconds);
		const { frames, pictures } = await drag(page, seconds);
		const bare = await bareDrag(browser, seconds);
		load.push(loadNow());
		const measured = {
			works,
			drawn_today: drawn,
			view: `${WIDTH} x ${HEIGHT}, zoom ${ZOOM}`,
			frames: figuresOf(frames),
			frames_a_second: rate(frames),
			bare_frames_a_second: rate(bare),
			share_of_bare: Math.round((rate(frames) / rate(bare)) * 100) / 100,
			pictures_a_second: Math.round((pictures / seconds) * 10) / 10,
			...cold,
			load
		};
		console.log(JSON.stringify(measured, null, '\t'));
		await opening.close();
		return measured;
	} finally {
		await browser.close();
		await application.stop();
		await platform.close();
	}
}

/**
 * The tiles that the view needs, built anew for each request: milliseconds until the last byte has come. By an
 * application of its own that keeps none.
 */
async function coldTiles(url: string, cookie: string, rounds: number) {
	const application = await startApplication(PORT, { url }, 0);
	const database = new pg.Client({ connectionString: url });
	await database.connect();
	try {
		const { rows } = await database.query<{ box: string }>(
			`select array_to_json(array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)])::text as box
				from (select st_extent(geom_3857) as e from dig) at`
		);
		const range = tilesOfBox(JSON.parse(rows[0]!.box) as Box3857, TILE_ZOOM, 0);
		const [times, works]: [number[], number[]] = [[], []];
		for (let round = 0; round <= rounds; round++)
			for (let x = range.minX; x <= range.maxX; x++)
				for (let y = range.minY; y <= range.maxY; y++) {
					const began = performance.now();
					const answer = await fetch(
						`http://127.0.0.1:${PORT}${application.path('digs', { z: TILE_ZOOM, x, y })}`,
						{ headers: { cookie, 'accept-encoding': 'gzip' } }
					);
					const bytes = (await answer.arrayBuffer()).byteLength;
					if (!answer.ok) throw new Error(`a tile was answered with ${answer.status}`);
					// The first round warms the process and the database, not the tiles.
					if (round > 0) times.push(performance.now() - began);
					else works.push(bytes);
				}
		return {
			tiles_of_the_view: works.length,
			largest_tile_bytes: Math.max(...works),
			tiles: figuresOf(times)
		};
	} finally {
		await database.end();
		await application.stop();
	}
}

/** Frames of a page that holds a slider and nothing else: what the machine has to give at this moment. */
async function bareDrag(browser: Browser, seconds: number): Promise<number[]> {
	const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT } });
	const page = await context.newPage();
	await page.setContent(
		`<div role="group"><input type="range" aria-label="${SLIDER}" min="0" max="730" style="width: 400px"><canvas data-day></canvas></div>`
	);
	const { frames } = await drag(page, seconds);
	await context.close();
	return frames;
}

const rate = (frames: readonly number[]) =>
	Math.round(1000 / (frames.reduce((sum, f) => sum + f, 0) / frames.length));

/** Drags the slider to and fro like a hand; times between frames, and how many pictures of days came. */
async function drag(page: Page, seconds: number): Promise<{ frames: number[]; pictures: number }> {
	const box = (await page.getByRole('slider', { name: SLIDER }).boundingBox())!;
	const y = box.y + box.height / 2;
	await page.mouse.move(box.x + box.width / 2, y);
	await page.mouse.down();
	await page.evaluate(() => {
		const frames: number[] = (window.benchFrames = []);
		let last = 0;
		const tick = (now: number) => {
			if (window.benchFrames !== frames) return;
			if (last) frames.push(now - last);
			last = now;
			requestAnimationFrame(tick);
		};
		requestAnimationFrame(tick);
		const canvas = document.querySelector('canvas[data-day]')!;
		const seen = canvas as HTMLCanvasElement & { benchPictures?: number };
		seen.benchPictures = 0;
		new MutationObserver(() => (seen.benchPictures! += 1)).observe(canvas, { attributeFilter: ['data-day'] });
	});
	const began = performance.now();
	for (let t = 0; t < seconds; t = (performance.now() - began) / 1000) {
		// About today, where the works are.
		await page.mouse.move(box.x + box.width * (0.5 + 0.06 * Math.sin(t * 2)), y);
		await pause(8);
	}
	const result = await page.evaluate(() => {
		const frames = window.benchFrames ?? [];
		delete window.benchFrames;
		const canvas = document.querySelector('canvas[data-day]') as HTMLCanvasElement & {
			benchPictures?: number;
		};
		return { frames, pictures: canvas.benchPictures ?? 0 };
	});
	await page.mouse.up();
	return result;
}

const loadNow = () => readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
