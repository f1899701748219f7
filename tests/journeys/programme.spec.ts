import { expect, type APIRequestContext } from '@playwright/test';
import { transform } from '#lib/kernel/crs.ts';
import { dbf, partsContent, shp } from '#lib/server/formats/fixtures/shapefile.fixture.ts';
import { xlsx, type Cell } from '#lib/server/formats/fixtures/xlsx.fixture.ts';
import { zip } from '#lib/server/formats/fixtures/zip.fixture.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

/**
 * The programmes of a quarter: the coordinator calls three agencies; one hands in a shapefile in Red Belt metres with a
 * sheet under Arabic headers, one a GeoJSON, one stays away. What is brought in is planned without clashes.
 */

const COUNT = 20;
/** A year in whose first quarter no other walk digs; another one for each try. */
let year = 2030;
const HEADER = [
	'رقم العمل',
	'اسم المشروع',
	'مدة التنفيذ',
	null,
	'التصنيف',
	'طريقة الحفر',
	'العمق (م)',
	'السطح'
];

/** Works of one agency wish for one week each, pair by pair the same days and the same place as the other's. */
const place = (i: number): [number, number] => [
	29.7325 + (i % 4) * 0.0011,
	30.7035 + Math.floor(i / 4) * 0.0014
];
const day = (i: number, plus = 0) =>
	new Date(Date.UTC(year, 0, 20 + (i % 5) + plus)).toISOString().slice(0, 10);

function shapefile() {
	const lines = Array.from({ length: COUNT }, (_, i) => {
		const [x, y] = transform(4326, 22992, place(i));
		return partsContent(3, [
			[
				[x, y],
				[x + 60, y]
			]
		]);
	});
	const rows = Array.from({ length: COUNT }, (_, i) => [Buffer.from(`T-${year}-${i}`)]);
	const buffer = zip([
		{ name: 'works.shp', content: shp(3, lines) },
		{ name: 'works.dbf', content: dbf(['KOD'], rows) }
	]);
	return { name: 'works.zip', mimeType: 'application/zip', buffer };
}

function sheet() {
	const rows = Array.from({ length: COUNT }, (_, i): Cell[] => [
		`T-${year}-${i}`,
		`كابل برنامج ${year}، ${i}`,
		{ day: day(i) },
		{ day: day(i, 2) },
		'متوسط',
		'حفر مكشوف',
		1.2,
		'أسفلت'
	]);
	const titled: Cell[][] = [['برنامج الربع الأول'], HEADER, [null, null, 'من', 'إلى'], ...rows];
	const merges = ['A1:H1', 'C2:D2', ...[...'ABEFGH'].map((c) => `${c}2:${c}3`)];
	const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	return { name: 'البرنامج.xlsx', mimeType, buffer: xlsx([{ rows: titled, merges }]) };
}

/** The other agency's, three metres beside. */
function geojson(): string {
	const features = Array.from({ length: COUNT }, (_, i) => {
		const [x, y] = place(i);
		const coordinates = [
			[x, y + 0.00003],
			[x + 0.0006, y + 0.00003]
		];
		const properties = {
			كود: `G-${year}-${i}`,
			'اسم المشروع': `غاز برنامج ${year}، ${i}`,
			بداية: day(i),
			نهاية: day(i, 2)
		};
		return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
	});
	return JSON.stringify({ type: 'FeatureCollection', features });
}

async function lines(api: APIRequestContext, path: string, data: object): Promise<Record<string, never>[]> {
	const answer = await api.post(path, { data });
	const text = await answer.text();
	expect(answer.status(), text).toBeLessThan(300);
	return text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, never>);
}

test('agencies are called, hand their programmes in, and the quarter is planned without clashes', async ({
	browser
}) => {
	test.setTimeout(180_000);
	year += test.info().retry;
	const period = { start: `${year}-01-01`, end: `${year}-03-31` };
	const [coordinator, gas] = [await apiAs('coordinator'), await apiAs('utility_planner_gas')];
	const units = ['demo-telecom', 'demo-gas', 'demo-power'];
	const opened = await coordinator.post('/api/v1/excavation/programmes', {
		data: { period, due_on: '2029-12-01', units }
	});
	expect(opened.status(), await opened.text()).toBe(201);
	const { id } = await opened.json();
	const standing = async () => {
		const { items } = await (await coordinator.get('/api/v1/excavation/programmes')).json();
		const call = items.find((c: { id: string }) => c.id === id);
		return Object.fromEntries(
			call.answers.map((a: { code: string; state: string; works: number }) => [a.code, [a.state, a.works]])
		);
	};

	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation/desk');
	await page.locator(`[data-call="${id}"]`).waitFor();
	await page.getByRole('link', { name: 'سلّم البرنامج' }).first().click();
	await page.waitForURL('**/import?layer=programme');
	await expect(page.getByRole('heading', { name: 'استيراد ملف' })).toBeVisible();
	const preview = page.getByRole('button', { name: 'معاينة', exact: true });
	await expect(async () => {
		await page.locator('input[type=file]').setInputFiles([shapefile(), sheet()]);
		await expect(preview).toBeEnabled({ timeout: 1000 });
	}).toPass();
	await preview.click();
	await expect(page.getByLabel('نظام الإحداثيات')).toContainText('الحزام الأحمر');
	await expect(page.getByText(`وجد كل سطر شكله: ${COUNT}`)).toBeVisible();
	await page.getByRole('button', { name: 'تجربة بلا حفظ' }).click();
	const save = page.getByRole('button', { name: 'حفظ في الطبقة' });
	await expect(save).toBeEnabled();
	expect((await standing())['demo-telecom']).toEqual(['waiting', null]);
	await save.click();
	await expect(
		page.getByRole('link', { name: 'افتح الخريطة' }).or(page.getByText('حُفظ')).first()
	).toBeVisible();
	expect((await standing())['demo-telecom']).toEqual(['handed_in', COUNT]);

	const upload = await gas.post('/api/v1/imports?name=gas.geojson', {
		headers: { 'content-type': 'application/octet-stream' },
		data: Buffer.from(geojson())
	});
	const run = `/api/v1/imports/${(await upload.json()).id}/run`;
	const report = (await lines(gas, run, { layer: 'programme' })).at(-1) as unknown as {
		report: { inserted: number; met: { rule: string }[] };
	};
	expect(report.report).toMatchObject({ inserted: COUNT, refused: 0 });
	expect(report.report.met.filter((c) => c.rule === 'C1').length).toBeGreaterThanOrEqual(COUNT);
	expect(await standing()).toEqual({
		'demo-telecom': ['handed_in', COUNT],
		'demo-gas': ['handed_in', COUNT],
		'demo-power': ['waiting', null]
	});

	const proposed = (await lines(coordinator, '/api/v1/excavation/plan', { period })).at(-1) as unknown as {
		proposal: { works: { title: string; window: object | null; unplaced: object | null }[] };
	};
	const ours = proposed.proposal.works.filter((w) => w.title.includes(`برنامج ${year}`));
	expect(ours).toHaveLength(2 * COUNT);
	const unplaced = ours.filter((w) => w.window === null);
	expect(unplaced.length).toBeLessThanOrEqual(6);
	for (const work of unplaced) expect(work.unplaced).not.toBeNull();

	await coordinator.post(`/api/v1/excavation/programmes/${id}/actions/close`);
});
