import { expect, type Page } from '@playwright/test';
import { apiAs, newPerson, signIn, test } from './support.ts';

test('a planner follows an area from copper to fibre: stages, buildings, the curve and the map', async ({
	browser
}, { retry }) => {
	const api = await apiAs('utility_planner');
	const found = await (await api.get('/api/v1/layers/schools/features?limit=1')).json();
	const [lon, lat] = found.features[0].geometry.coordinates;
	// A second try meets what the first left.
	const name = `كابينة النخيل التجريبية ${retry}`;
	const made = await api.post('/api/v1/excavation/fibre', {
		data: {
			name: { ar: name },
			homes: 320,
			geometry: { type: 'Point', coordinates: [lon, lat] },
			radius_m: 120,
			stages: { survey: { planned_on: '2026-01-10', done_on: '2026-01-12' } }
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	const { area } = await made.json();
	expect(area.buildings).toBeGreaterThan(0);

	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation/fibre');
	await expect(page.getByRole('heading', { name: 'المخطط والمنفذ' })).toBeVisible();
	await page.locator('[data-map-ready]').waitFor();
	await page.screenshot({ path: 'test-results/fibre-ar.png' });
	await page.getByRole('link', { name }).first().click();
	await page.waitForURL(`**/excavation/fibre/${area.id}`);
	const dialog = page.getByRole('dialog');
	await expect(async () => {
		if (!(await dialog.isVisible()))
			await page.getByRole('button', { name: 'تعديل', exact: true }).click({ timeout: 2000 });
		await expect(dialog).toBeVisible({ timeout: 2000 });
	}).toPass();
	await dialog.getByRole('textbox', { name: 'أعمال مدنية: مخطط' }).fill('01/03/2026');
	await dialog.getByRole('textbox', { name: 'أعمال مدنية: منفذ' }).fill('05/03/2026');
	await dialog.getByRole('button', { name: 'حفظ' }).click();
	await expect(dialog).toBeHidden();
	await page.getByRole('button', { name: 'تم التوصيل اليوم' }).first().click();
	await expect(page.getByText(/موصل منذ/).first()).toBeVisible();
	await page.screenshot({ path: 'test-results/fibre-area-ar.png' });

	// Its outline is drawn anew around the middle of the map, and a cabinet is placed there.
	const [x, y] = await middle(page);
	await page.getByRole('button', { name: 'رسم الحدود من جديد' }).click();
	await expect(page.getByText(/ارسم حدود المنطقة/)).toBeVisible();
	for (const [dx, dy] of [
		[-90, -70],
		[90, -70],
		[70, 80]
	] as const) {
		// Nearer in time, the next click would be the second of a double click. The last one is followed at once by the
		// end of the drawing: it is no question about what lies there.
		await page.waitForTimeout(400);
		await page.mouse.move(x + dx, y + dy);
		await page.mouse.click(x + dx, y + dy);
	}
	const saved = page.waitForResponse((r) => r.request().method() === 'PATCH' && r.url().endsWith(area.id));
	await page.getByRole('button', { name: 'إنهاء الرسم' }).click();
	expect((await saved).status()).toBe(200);
	await page.goto('/excavation/fibre');
	await page.locator('[data-map-ready]').waitFor();
	await page.getByRole('button', { name: 'كابينة جديدة' }).click();
	await expect(page.getByText('حدد موقع الكابينة على الخريطة.')).toBeVisible();
	await page.mouse.click(...(await middle(page)));
	await dialog.getByRole('textbox', { name: 'الاسم بالعربية' }).fill('كابينة الاختبار');
	await dialog.getByLabel('نصف قطر الخدمة (م)').fill('80');
	await page.screenshot({ path: 'test-results/fibre-cabinet-ar.png' });
	await dialog.getByRole('button', { name: 'حفظ' }).click();
	await page.waitForURL(/\/excavation\/fibre\/\d+$/);
	const cabinet = page.url().split('/').at(-1)!;
	const placed = await (await api.get(`/api/v1/excavation/fibre/${cabinet}`)).json();
	const [west, , east] = placed.area.bbox;
	// 160 m across, in degrees at this latitude.
	expect((east - west) * 111_320 * Math.cos((lat * Math.PI) / 180)).toBeCloseTo(160, -1);
	expect((await api.delete(`/api/v1/excavation/fibre/${cabinet}`)).status()).toBe(204);

	const told = await (await api.get(`/api/v1/excavation/fibre/${area.id}`)).json();
	expect(told.area).toMatchObject({ reached: 'civil', connected: 1, homes: 320 });
	expect(told.area.stages.civil).toEqual({ planned_on: '2026-03-01', done_on: '2026-03-05' });
	const tiles = await (await api.get(`/api/v1/layers/fibre_progress/features/${area.id}`)).json();
	expect(tiles.fields.find((f: { name: string }) => f.name === 'kind').value).toBe('civil');
	expect((await api.delete(`/api/v1/excavation/fibre/${area.id}`)).status()).toBe(204);
	expect((await api.get(`/api/v1/excavation/fibre/${area.id}`)).status()).toBe(404);
});

async function middle(page: Page): Promise<[number, number]> {
	const box = (await page.locator('[data-map-ready]').boundingBox())!;
	return [box.x + box.width / 2, box.y + box.height / 2];
}
