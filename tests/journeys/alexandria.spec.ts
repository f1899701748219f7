import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { DATA_DIR, DATABASE } from './place.ts';
import { apiAs, hasSharedData, newPerson, SHARED_DATA, signIn, test } from './support.ts';

const run = promisify(execFile);

interface Report {
	read: number;
	inserted: number;
	updated: number;
	unchanged: number;
	refused: number;
}

/** `diwan import` as an operator types it, while the application is up. */
async function diwanImport(file: string, layer: string): Promise<Report> {
	const env: NodeJS.ProcessEnv = { ...process.env, DIWAN_DATA_DIR: DATA_DIR };
	delete env.DATABASE_URL;
	if (process.env.TEST_DATABASE_URL) {
		const url = new URL(process.env.TEST_DATABASE_URL);
		url.pathname = `/${DATABASE}`;
		env.DATABASE_URL = url.href;
	}
	const args = ['src/cli/main.ts', 'import', path.join(SHARED_DATA, file), '--layer', layer, '--json'];
	const { stdout } = await run(process.execPath, args, { env, maxBuffer: 1e8 });
	const report = JSON.parse(stdout.trim().split('\n').at(-1)!);
	const refused =
		typeof report.refused === 'number' ? report.refused : (report.refused_count ?? report.refused.length);
	return { ...report, refused };
}

test.describe.configure({ mode: 'serial' });
test.skip(!hasSharedData, 'real map data of Alexandria is not there (../shared/data)');

test('the real streets, districts and places of Alexandria load from files, and load again without a change', async () => {
	test.setTimeout(600_000);
	const started = Date.now();
	const streets = await diwanImport('alexandria_streets_osm_2025-10.osm.pbf', 'streets');
	expect(streets).toMatchObject({ read: 24_038, refused: 0 });
	// A second try on the same database finds them there already.
	expect(streets.inserted + streets.unchanged).toBe(24_038);
	expect(await diwanImport('alexandria_adm2_wof.geojson', 'districts')).toMatchObject({
		read: 16,
		refused: 0
	});
	expect(await diwanImport('alexandria_hay_derived.geojson', 'districts')).toMatchObject({
		read: 8,
		refused: 0
	});
	expect(await diwanImport('alexandria_pois_osm_2019.geojson', 'places')).toMatchObject({ read: 1350 });
	console.log(`Alexandria loaded in ${((Date.now() - started) / 1000).toFixed(1)} s`);
	expect(await diwanImport('alexandria_streets_osm_2025-10.osm.pbf', 'streets')).toMatchObject({
		inserted: 0,
		updated: 0,
		unchanged: 24_038
	});
});

/** A stretch of the street that is on the map, as the map's record gives it. */
async function stretchOfAbuQir(): Promise<[number, number][]> {
	const api = await apiAs('utility_planner_gas');
	const found = await (await api.get(`/api/v1/search?q=${encodeURIComponent('ابو قير')}`)).json();
	const street = found.hits.find((h: { ref: { layer: string } }) => h.ref.layer === 'streets');
	expect(street.title.ar).toMatch(/شارع [أا]بو قير/);
	const record = await (await api.get(`/api/v1/layers/streets/features/${street.ref.id}`)).json();
	const geometry = record.geometry ?? record.feature?.geometry;
	const line = (geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates[0]) as [
		number,
		number
	][];
	return line.slice(0, 2);
}

async function countOfDigs(page: Page): Promise<number> {
	const card = await page.locator('section[aria-label="الطبقات"]').innerText();
	return Number(/أعمال الحفر\s+(\d+)/.exec(card)?.[1] ?? 0);
}

test('a dig on a real street: found carelessly spelt, its clash shown, and on the colleague’s map within two seconds', async ({
	browser
}) => {
	test.setTimeout(150_000);
	const [a, b] = await stretchOfAbuQir();
	const middle = [(a![0] + b![0]) / 2, (a![1] + b![1]) / 2] as const;
	const window = { start: '2027-02-07', end: '2027-02-20' };

	// Egypt's other company has already planned there.
	const gas = await apiAs('utility_planner_gas');
	const theirs = await gas.post('/api/v1/excavation/digs', {
		data: { title: 'إحلال خط غاز', window, geometry: { type: 'LineString', coordinates: [a, b] } }
	});
	expect(theirs.status(), await theirs.text()).toBe(201);
	const { reference: theirReference } = await theirs.json();

	const planner = await newPerson(browser);
	const colleague = await newPerson(browser);
	const view = `/map?v=18/${middle[1]}/${middle[0]}`;
	await signIn(colleague.page, 'utility_planner_gas', '/map');
	await colleague.page.goto(view);
	await signIn(planner.page, 'utility_planner', '/map');

	// Search as people type it, once the page listens.
	await planner.page.locator('[data-map-ready]').first().waitFor();
	await planner.page.keyboard.press('Control+k');
	await planner.page.keyboard.type('ابو قير', { delay: 30 });
	const hit = planner.page
		.getByRole('option')
		.filter({ hasText: /شارع [أا]بو قير/ })
		.first();
	await expect(hit).toBeVisible();
	await planner.page.screenshot({ path: 'test-results/alexandria-search-ar.png' });
	await hit.click();
	await expect(planner.page).toHaveURL(/sel=streets/);

	// Draw across their trench.
	await planner.page.goto(view);
	await expect(planner.page.locator('[data-map-ready]')).toBeVisible();
	await planner.page
		.getByRole('link', { name: 'تسجيل حفر' })
		.or(planner.page.getByRole('button', { name: 'تسجيل حفر' }))
		.first()
		.click();
	await planner.page.waitForURL('**/excavation/new**');
	const map = planner.page.locator('[data-map-ready]').first();
	await expect(map).toBeVisible();
	await planner.page.waitForTimeout(1500);
	const box = (await map.boundingBox())!;
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await planner.page.mouse.click(x - 140, y - 60);
	await planner.page.mouse.click(x + 140, y + 60);
	await planner.page.getByRole('button', { name: 'إنهاء الرسم' }).click();
	await planner.page.getByRole('textbox', { name: 'تاريخ البداية' }).fill('10/02/2027');
	await planner.page.getByRole('textbox', { name: 'تاريخ النهاية' }).fill('12/02/2027');
	await planner.page.keyboard.press('Tab');
	await expect(planner.page.getByText(theirReference).first()).toBeVisible();
	await planner.page.screenshot({ path: 'test-results/alexandria-verdict-ar.png' });

	const before = await countOfDigs(colleague.page);
	// The colleague's map has the new dig when a tile that carries its reference has come.
	const tiles: { at: number; body: Promise<Buffer> }[] = [];
	colleague.page.on('response', (r) => {
		if (r.url().includes('/tiles/digs/') && r.status() === 200)
			tiles.push({ at: Date.now(), body: r.body() });
	});
	const saved = planner.page.waitForResponse(
		(r) => r.request().method() === 'POST' && /excavation\/digs$/.test(r.url())
	);
	await planner.page.getByRole('button', { name: 'تسجيل الحفر' }).click();
	const answer = await saved;
	expect(answer.status()).toBe(201);
	const savedAt = Date.now();
	const { reference: mine } = await answer.json();
	const arrival = async () => {
		for (const { at, body } of tiles) if ((await body).includes(mine)) return at;
		return undefined;
	};
	await expect.poll(arrival, { intervals: [50], timeout: 15_000 }).toBeDefined();
	const took = (await arrival())! - savedAt;
	console.log(`on the colleague's map ${took} ms after the save`);
	expect(took).toBeLessThan(2000);
	await expect.poll(() => countOfDigs(colleague.page)).toBe(before + 1);
	await colleague.page.screenshot({ path: 'test-results/alexandria-colleague-map-ar.png' });

	// The record shows the clash to both owners.
	await planner.page.waitForURL(/excavation\/EX-/);
	await expect(planner.page.getByText(theirReference).first()).toBeVisible();
	await planner.page.screenshot({ path: 'test-results/alexandria-record-ar.png' });
	await colleague.page.goto(`/excavation/${theirReference}`);
	await expect(colleague.page.getByText(mine).first()).toBeVisible();
	await colleague.page.screenshot({ path: 'test-results/alexandria-colleague-ar.png' });

	// The same record as others see it: English, a phone, the dark.
	for (const look of [
		{ locale: 'en', theme: 'light', width: 1440, height: 900 },
		{ locale: 'ar', theme: 'dark', width: 390, height: 844 },
		{ locale: 'en', theme: 'dark', width: 390, height: 844 }
	] as const) {
		const other = await newPerson(browser, look);
		await signIn(other.page, 'utility_planner', `/excavation/${mine}`);
		await expect(other.page.locator('[data-map-ready]').first()).toBeVisible();
		await expect(other.page.getByText(theirReference).first()).toBeVisible();
		await other.page.waitForTimeout(1000);
		await other.page.screenshot({
			path: `test-results/alexandria-record-${look.locale}-${look.theme}-${look.width}.png`
		});
		await other.context.close();
	}
	await planner.context.close();
	await colleague.context.close();
});
