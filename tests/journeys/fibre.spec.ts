import { expect, test } from '@playwright/test';
import { apiAs, newPerson, signIn } from './support.ts';

test('a planner follows an area from copper to fibre: stages, buildings, the curve and the map', async ({
	browser
}) => {
	const api = await apiAs('utility_planner');
	const found = await (await api.get('/api/v1/layers/schools/features?limit=1')).json();
	const [lon, lat] = found.features[0].geometry.coordinates;
	const name = 'كابينة النخيل التجريبية';
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

	const told = await (await api.get(`/api/v1/excavation/fibre/${area.id}`)).json();
	expect(told.area).toMatchObject({ reached: 'civil', connected: 1, homes: 320 });
	expect(told.area.stages.civil).toEqual({ planned_on: '2026-03-01', done_on: '2026-03-05' });
	const tiles = await (await api.get(`/api/v1/layers/fibre_progress/features/${area.id}`)).json();
	expect(tiles.fields.find((f: { name: string }) => f.name === 'kind').value).toBe('civil');
	expect((await api.delete(`/api/v1/excavation/fibre/${area.id}`)).status()).toBe(204);
	expect((await api.get(`/api/v1/excavation/fibre/${area.id}`)).status()).toBe(404);
});
