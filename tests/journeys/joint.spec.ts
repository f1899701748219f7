import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { record } from './dig.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

/**
 * Telecom and gas mean to dig along the same line. They judge the clash; then they see that one trench would do,
 * and sign. The ledger rises by what the offer said.
 */
const line = (north: number): GeoJSON.LineString => ({
	type: 'LineString',
	coordinates: [
		[29.7335, 30.7052 + north],
		[29.7355, 30.7052 + north]
	]
});

async function registered(api: APIRequestContext, data: Record<string, unknown>): Promise<string> {
	const answer = await api.post('/api/v1/excavation/digs', { data });
	expect(answer.status(), await answer.text()).toBe(201);
	return (await answer.json()).reference;
}

async function saved(api: APIRequestContext): Promise<number> {
	return (await (await api.get('/api/v1/excavation/savings')).json()).total.piastres;
}

async function openRecord(page: Page, reference: string): Promise<void> {
	await page.goto(`/excavation/${reference}`);
	await page.locator('[data-map-ready]').waitFor();
}

test('two companies judge their clash, agree on one trench, and the ledger rises', async ({ browser }) => {
	test.setTimeout(180_000);
	const [telecomApi, gasApi] = [await apiAs('utility_planner'), await apiAs('utility_planner_gas')];
	const before = await saved(telecomApi);
	const first = await registered(telecomApi, {
		title: 'كابل ألياف مع جار',
		window: { start: '2027-10-03', end: '2027-10-22' },
		geometry: line(0),
		width_m: 1.2
	});
	const second = await registered(gasApi, {
		title: 'خط غاز مع جار',
		window: { start: '2027-10-17', end: '2027-10-26' },
		geometry: line(0.00003),
		width_m: 0.6
	});
	const telecom = (await newPerson(browser)).page;
	const gas = (await newPerson(browser)).page;
	await signIn(telecom, 'utility_planner', '/excavation');
	await signIn(gas, 'utility_planner_gas', '/excavation');
	const offered = (await (await gasApi.get(`/api/v1/excavation/digs/${second}/joints`)).json()).offers[0];
	expect(offered.terms).toMatchObject({ lead: first, days_saved: 10 });

	await test.step('each says whether it is a clash, and why; the other sees it', async () => {
		await openRecord(telecom, first);
		await openRecord(gas, second);
		const card = gas.locator('section').filter({ hasText: 'تعارض مع' }).first();
		await expect(card.locator('[data-position="open"]')).toHaveCount(2);
		await card.getByRole('button', { name: 'إبداء الرأي' }).click();
		const dialog = gas.getByRole('dialog');
		await dialog.getByLabel('نعم، لا يجتمع العملان').check();
		await dialog.getByLabel('السبب').fill('الموقع لا يتسع لمعدتين');
		await dialog.getByRole('button', { name: 'إبداء الرأي' }).click();
		await expect(dialog).toBeHidden();
		await expect(card.locator('[data-position="yes"]')).toHaveCount(1);
		await expect(telecom.getByText('الموقع لا يتسع لمعدتين').first()).toBeVisible();
		await gas.screenshot({ path: 'test-results/judged-ar.png' });
		const clashes = await telecomApi.get('/api/v1/excavation/clashes', {
			params: { dig: first, rule: 'C1' }
		});
		const [clash] = (await clashes.json()).items;
		expect(clash.positions.map((p: { state: string }) => p.state).sort()).toEqual(['open', 'yes']);

		// The days change, so it is another clash.
		const dig = await gasApi.get(`/api/v1/excavation/digs/${second}`);
		await gasApi.patch(`/api/v1/excavation/digs/${second}`, {
			data: { window: { start: '2027-10-18', end: '2027-10-27' } },
			headers: { 'if-match': dig.headers()['etag']! }
		});
		await expect(card.locator('[data-position="again"]')).toHaveCount(1);
	});

	await test.step('one trench is offered with metres, money and days; the first acceptance moves nothing', async () => {
		await telecom.reload();
		const offer = telecom.locator('section').filter({ hasText: 'الطول المشترك' }).first();
		await expect(offer).toBeVisible();
		await expect(offer.getByText('سعر تقديري لم يُعتمد')).toBeVisible();
		await offer.getByRole('button', { name: 'نوافق' }).click();
		await telecom.getByRole('dialog').getByRole('button', { name: 'نوافق' }).click();
		await expect(offer.getByText('وافقتم، وبقي رد الطرف الآخر')).toBeVisible();
		await telecom.screenshot({ path: 'test-results/joint-offer-ar.png' });
		expect((await record(second)).window.start).toBe('2027-10-18');
	});

	await test.step('the second signs: one window, no clash, the saving in the ledger', async () => {
		await gas.reload();
		const offer = gas.locator('section').filter({ hasText: 'الطول المشترك' }).first();
		await expect(offer.getByText('موافق').first()).toBeVisible();
		await offer.getByRole('button', { name: 'نوافق' }).click();
		await gas.getByRole('dialog').getByRole('button', { name: 'نوافق' }).click();
		await expect(gas.getByText('خندق مشترك باتفاق الأطراف')).toBeVisible();
		await expect(telecom.getByText('خندق مشترك باتفاق الأطراف')).toBeVisible();
		await gas.screenshot({ path: 'test-results/joint-signed-ar.png' });
		expect(await record(second)).toMatchObject({
			window: { start: '2027-10-03', end: '2027-10-22' },
			clashes: 0
		});
		expect((await record(first)).clashes).toBe(0);
		expect((await saved(telecomApi)) - before).toBe(offered.terms.saving);
		const auditor = await apiAs('auditor');
		const trail = JSON.stringify(await (await auditor.get('/api/v1/audit?limit=50')).json());
		for (const action of ['clash.judged', 'joint.accepted', 'joint.signed', 'dig.rescheduled'])
			expect(trail).toContain(action);
	});

	await test.step('the page of savings tells it', async () => {
		await gas.goto('/excavation/savings');
		await expect(gas.getByRole('heading', { name: 'وفر الحفر المشترك' })).toBeVisible();
		await expect(gas.getByRole('link', { name: second })).toBeVisible();
		await gas.screenshot({ path: 'test-results/savings-ar.png', fullPage: true });
	});

	await test.step('given up with a reason, both stand alone again and the ledger is as before', async () => {
		await openRecord(gas, second);
		await gas.getByRole('button', { name: 'إنهاء الاتفاق' }).click();
		const dialog = gas.getByRole('dialog');
		await dialog.getByLabel('السبب').fill('تغيّر المسار');
		await dialog.getByRole('button', { name: 'إنهاء الاتفاق' }).click();
		await expect(gas.getByText('تعارض مع').first()).toBeVisible();
		expect(await saved(gasApi)).toBe(before);
	});
	for (const [api, reference] of [
		[telecomApi, first],
		[gasApi, second]
	] as const) {
		const dig = await api.get(`/api/v1/excavation/digs/${reference}`);
		const answer = await api.post(`/api/v1/excavation/digs/${reference}/actions/cancel`, {
			data: { reason: 'انتهت التجربة' },
			headers: { 'if-match': dig.headers()['etag']! }
		});
		expect(answer.status(), await answer.text()).toBe(200);
	}
});
