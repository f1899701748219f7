/**
 * The slider over days with 50,000 works in view: frames while it is dragged (in a browser without a graphics card),
 * how soon the picture of a day stands, and how long the tiles of the view take that were never asked for before.
 *
 * `npm run build && npm run bench slider [-- --works N --seconds S --fresh]`. The server is BENCH_DATABASE_URL or
 * TEST_DATABASE_URL; a scratch database `diwan_bench_feed_*` is made there and kept.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { HEIGHT, openMap, startBrowser, WIDTH } from './map/browser.ts';
import { figuresOf } from './map/figures.ts';
import { pause, rest } from './map/pan.ts';
import { cookieOfPlanner } from './tiles/account.ts';
import { startApplication } from './tiles/servers.ts';
import { openWorksDatabase } from './works-city.ts';

const PORT = Number(process.env.BENCH_PORT ?? 4102);
const ZOOM = 13;

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			works: { type: 'string', default: '50000' },
			seconds: { type: 'string', default: '6' },
			fresh: { type: 'boolean', default: false }
		}
	});
	const platform = await openWorksDatabase({ works: Number(values.works), fresh: values.fresh });
	const { rows } = await platform.pool.query<{ lon: number; lat: number; works: number }>(`select
		st_x(c) as lon, st_y(c) as lat, works from (select count(*)::int as works,
			st_transform(st_setsrid(st_centroid(st_extent(geom_3857)::geometry), 3857), 4326) as c from dig) at`);
	const { lon, lat, works } = rows[0]!;
	const cookie = await cookieOfPlanner(platform);
	const application = await startApplication(PORT, { url: platform.url }, 96);
	const browser = await startBrowser();
	const load = [loadNow()];
	try {
		const url = `http://127.0.0.1:${PORT}/excavation?v=${ZOOM}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
		const opening = await openMap(browser, url, cookie);
		const { page } = opening;
		const tiles = await page.evaluate(() =>
			performance
				.getEntriesByType('resource')
				.filter((r) => /\/tiles\/digs\//.test(r.name))
				.map(
					(r) => (r as PerformanceResourceTiming).responseEnd - (r as PerformanceResourceTiming).requestStart
				)
		);
		await rest(page);
		await page.getByRole('button', { name: 'عرض يوم بعينه' }).click();
		await page.locator('canvas[data-day][data-complete="true"]').waitFor();
		const drawn = Number(await page.locator('canvas[data-day]').getAttribute('data-drawn'));
		const { frames, pictures } = await drag(page, Number(values.seconds));
		load.push(loadNow());
		const measured = {
			works,
			drawn_today: drawn,
			view: `${WIDTH} x ${HEIGHT}, zoom ${ZOOM}`,
			frames: figuresOf(frames),
			frames_a_second: Math.round(1000 / (frames.reduce((sum, f) => sum + f, 0) / frames.length)),
			pictures_a_second: Math.round((pictures / Number(values.seconds)) * 10) / 10,
			tiles: figuresOf(tiles),
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

/** Drags the slider to and fro like a hand; times between frames, and how many pictures of days came. */
async function drag(page: Page, seconds: number): Promise<{ frames: number[]; pictures: number }> {
	const box = (await page.getByRole('slider', { name: 'اليوم المعروض على الخريطة' }).boundingBox())!;
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
