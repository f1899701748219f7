import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { record } from './dig.ts';
import { apiAs, day, newPerson, signInByForm as signIn, test } from './support.ts';

const DIGS = '/api/v1/excavation/digs';
/** A photo as a telephone makes it. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);

/** A trench of some metres under a pavement that is protected, and the day its protection ends. */
async function underNewPavement() {
	const api = await apiAs('utility_planner');
	const answer = await api.get('/api/v1/layers/paving/features', { params: { limit: '1' } });
	const [paving] = (await answer.json()).features;
	const ring: [number, number][] = paving.geometry.coordinates[0][0];
	const mean = (k: 0 | 1) => ring.slice(0, -1).reduce((sum, at) => sum + at[k], 0) / (ring.length - 1);
	const [x, y] = [mean(0), mean(1)];
	return {
		api,
		ends: paving.properties.protected_until as string,
		geometry: {
			type: 'LineString',
			coordinates: [
				[x - 0.0002, y],
				[x + 0.0002, y]
			]
		}
	};
}

test('a street paved lately is not opened but for a burst pipe, which pays for it', async ({ browser }) => {
	const { api, ends, geometry } = await underNewPavement();
	const window = { start: day(30), end: day(33) };
	expect(window.end < ends, 'protected for longer').toBe(true);
	const check = await api.post('/api/v1/excavation/check', { data: { geometry, window } });
	const { verdict, findings, first_free_start } = await check.json();
	const paved = findings.find((f: { rule: string }) => f.rule === 'C4');
	expect(paved).toMatchObject({ severity: 'block', reason: { ar: expect.stringContaining('رُصف') } });
	expect(verdict).toBe('block');
	expect(first_free_start > ends).toBe(true);

	const work = { geometry, window: { start: day(0), end: day(3) }, width_m: 1, surface: 'asphalt' };
	const made = async (title: string, category: string) => {
		const why = category === 'emergency' ? { category_reason: 'المياه تغمر الشارع' } : {};
		const answer = await api.post(DIGS, { data: { ...work, title, category, ...why } });
		expect(answer.status(), await answer.text()).toBe(201);
		return (await answer.json()).reference as string;
	};
	const burst = await made('كسر خط تحت رصف جديد', 'emergency');
	const asked = await made('توصيلة تحت رصف جديد', 'standard');
	const lines = async (reference: string) =>
		(await (await api.get(`${DIGS}/${reference}/fees`)).json()).fees.lines.filter(
			(l: { protected: boolean | null }) => l.protected
		);
	expect((await lines(burst)).map((l: { factor: number }) => l.factor)).toEqual([200]);
	expect((await lines(asked)).map((l: { factor: number }) => l.factor)).toEqual([100]);

	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', `/excavation/${asked}`);
	await expect(page.getByText(/رُصف/).first()).toBeVisible();
	await page.screenshot({ path: 'test-results/newly-paved-ar.png' });
	await page.goto(`/excavation/${burst}`);
	await decide(page, 'بدء الأعمال');
	await expect(page.getByText(/ملف الطوارئ: باقٍ 2[34] ساعة/)).toBeVisible();
});

/** A burst pipe under a street of the model town, right above a gas line. */
async function emergency(title: string): Promise<string> {
	const api = await apiAs('utility_planner');
	const south = await api.get('/api/v1/layers/utilities_gas/features', {
		params: { bbox: '29.71,30.69,29.74,30.699', limit: '1' }
	});
	const [line] = ((await south.json()) as { features: { geometry: GeoJSON.MultiLineString }[] }).features;
	const made = await api.post(DIGS, {
		data: {
			...{ title, category: 'emergency', category_reason: 'كسر خط', traffic_effect: 'lane_closed' },
			window: { start: day(0), end: day(6) },
			geometry: { type: 'LineString', coordinates: line!.geometry.coordinates[0]!.slice(0, 2) }
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	return ((await made.json()) as { reference: string }).reference;
}

/** By the menu of the person in front. */
async function signOut(page: Page): Promise<void> {
	await page
		.getByRole('banner')
		.getByRole('button', { name: /^حساب / })
		.click();
	await page.getByRole('menuitem', { name: 'تسجيل الخروج' }).click();
}

/** A network that lets everything through but inspections, as a weak one does with photos. */
async function blockSending(page: Page): Promise<void> {
	await page.evaluate(() => {
		const reach = window.fetch;
		window.fetch = (to, how) =>
			how?.method === 'POST' && String(to).endsWith('/inspections')
				? Promise.reject(new TypeError('no network'))
				: reach(to, how);
	});
}

async function decide(
	page: Page,
	action: string,
	fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>
) {
	const dialog = page.getByRole('dialog');
	// The page may still be coming to life.
	await expect(async () => {
		if (!(await dialog.isVisible()))
			await page.getByRole('button', { name: action, exact: true }).first().click({ timeout: 2000 });
		await expect(dialog).toBeVisible({ timeout: 2000 });
	}).toPass();
	await fill?.(dialog);
	await dialog.getByRole('button', { name: action, exact: true }).click();
	await expect(dialog).toHaveCount(0);
}

test('a work walks from plan to guarantee through the hands of six people', async ({ browser }) => {
	test.setTimeout(300_000);
	const person = async (username: string, look = {}) => {
		const { page, context } = await newPerson(browser, look);
		await signIn(page, username, '/excavation/desk');
		return { page, context };
	};
	const reference = await emergency('كسر ماسورة للتجربة');
	const { page: planner } = await person('utility_planner');

	await test.step('the planner hands it in', async () => {
		await planner.goto(`/excavation/${reference}`);
		await decide(planner, 'تقديم للموافقة');
		await expect(planner.getByText('مهندس الحي').first()).toBeVisible();
		expect(await record(reference)).toMatchObject({ state: 'submitted', version: 2 });
	});

	await test.step('the owners of networks nearby answer, each for their own', async () => {
		const { page: gas, context } = await person('utility_planner_gas');
		await gas.goto(`/excavation/${reference}`);
		const board = gas.locator('[data-owner]');
		await expect(board.nth(1)).toBeVisible();
		await gas.getByRole('button', { name: 'تسجيل الرد' }).click();
		const dialog = gas.getByRole('dialog');
		await dialog.getByRole('radio', { name: 'لنا شبكة هنا' }).check();
		await dialog.getByLabel('موضع الشبكة وعمقها').fill('خط 180 مم بعمق متر واحد');
		await dialog
			.getByLabel('إرفاق مخطط')
			.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: PNG });
		await dialog.getByRole('button', { name: 'إرسال الرد' }).click();
		await expect(gas.locator('[data-answer="present"]')).toContainText('خط 180 مم');
		await context.close();
		// The others answered on paper.
		const coordinator = await apiAs('coordinator');
		const standing = await (await coordinator.get(`${DIGS}/${reference}/standing`)).json();
		for (const owner of standing.responses.filter((r: { answer: string | null }) => r.answer === null)) {
			const put = await coordinator.put(`${DIGS}/${reference}/responses/${owner.unit_id}`, {
				headers: { 'if-match': `"${owner.version}"` },
				data: { answer: 'none' }
			});
			expect(put.status(), await put.text()).toBe(200);
		}
	});

	await test.step('three people approve in turn; nobody out of turn', async () => {
		const early = await apiAs('traffic_police');
		const refused = await early.post(`${DIGS}/${reference}/actions/approve`, {
			headers: { 'if-match': '"2"' },
			data: {}
		});
		expect(refused.status()).toBe(403);
		for (const [username, condition] of [
			['head_of_engineering', 'إعادة الرصف خلال أسبوع'],
			['coordinator', ''],
			['traffic_police', 'العمل ليلًا فقط']
		] as const) {
			const { page, context } = await person(username);
			await page.getByRole('link', { name: 'كسر ماسورة للتجربة' }).first().click();
			await decide(page, 'موافقة', async (dialog) => {
				if (condition) await dialog.getByLabel('الاشتراطات').fill(condition);
			});
			await context.close();
		}
		expect(await record(reference)).toMatchObject({ state: 'granted', life: { permitted_ends_on: day(6) } });
		await expect(planner.getByText('العمل ليلًا فقط')).toBeVisible();
	});

	await test.step('start and stop are told from the street, by telephone', async () => {
		const { page, context } = await person('utility_planner', { width: 390, height: 844 });
		await page.goto(`/excavation/${reference}`);
		await decide(page, 'بدء الأعمال');
		await expect(page.getByRole('button', { name: 'إنهاء الأعمال' })).toBeVisible();
		expect(await record(reference)).toMatchObject({ state: 'running' });
		await page.getByRole('button', { name: 'إنهاء الأعمال' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'تسجيل الانتهاء' }).click();
		await expect(page.getByRole('dialog')).toHaveCount(0);
		expect(await record(reference)).toMatchObject({ state: 'finished', window: { end: day(0) } });
		await context.close();
	});

	await test.step('the inspector finds a defect without network; it arrives once', async () => {
		const { page, context } = await person('inspector', { width: 390, height: 844 });
		await page.goto(`/excavation/${reference}/inspect`);
		await page.locator('[data-map-ready]').waitFor();
		await page.locator('[data-kept]').waitFor({ timeout: 60_000 });
		// Opened anew without a network it is the page that was kept, not one that the server gave.
		await context.setOffline(true);
		const first = await page.reload();
		const again = await page.reload();
		expect(first!.fromServiceWorker()).toBe(true);
		expect(again!.headers()['x-request-id']).toBe(first!.headers()['x-request-id']);
		await page.locator('html[data-live]').waitFor();
		await page.getByRole('radio', { name: 'غير مقبول', exact: true }).check();
		await page.getByRole('checkbox', { name: 'هبوط' }).check();
		await page.getByLabel('التقط صورة').setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: PNG });
		await expect(page.getByText('صورة واحدة').first()).toBeVisible();
		await page.getByRole('button', { name: 'حفظ المعاينة' }).click();
		await expect(page.locator('[data-outbox="1"]')).toBeVisible();
		const api = await apiAs('inspector');
		const listed = async () => (await (await api.get(`${DIGS}/${reference}/inspections`)).json()).items;
		expect(await listed()).toEqual([]);
		// Who signs out is asked, each time anew.
		const question = page.locator('dialog[data-leaving]');
		for (let time = 0; time < 2; time++) {
			await signOut(page);
			await expect(question.locator('[data-waiting="1"]')).toBeVisible();
			await expect(question.getByRole('button', { name: 'إبقاؤها والخروج' })).toBeDisabled();
			await page.keyboard.press('Escape');
			await expect(question).toHaveCount(0);
		}
		await context.setOffline(false);
		await expect(page.locator('[data-outbox]')).toHaveCount(0, { timeout: 30_000 });
		expect(await listed()).toMatchObject([
			{ result: 'fail', defects: [{ kind: 'settlement' }], photos: [expect.stringMatching(/^[0-9a-f]{64}$/)] }
		]);

		await page.goto(`/excavation/${reference}/inspect`);
		await page.getByRole('checkbox', { name: 'هبوط' }).check();
		await page.getByRole('radio', { name: 'مقبول', exact: true }).check();
		await blockSending(page);
		await page.getByRole('button', { name: 'حفظ المعاينة' }).click();
		// Kept on the device: neither seen nor sent by whoever signs in there next.
		await expect(page.locator('[data-outbox="1"]')).toBeVisible();
		await signOut(page);
		await question.getByRole('button', { name: 'إبقاؤها والخروج' }).click();
		await page.waitForURL('**/login?**');
		await signIn(page, 'coordinator', `/excavation/${reference}`);
		await expect(page.getByRole('heading', { name: 'المعاينات' })).toBeVisible();
		await expect(page.locator('[data-outbox]')).toHaveCount(0);
		await signOut(page);
		await page.waitForURL('**/login?**');
		expect(await listed()).toHaveLength(1);
		const strange = await api.post(`${DIGS}/${reference}/inspections`, {
			headers: { 'x-diwan-person': 'coordinator' },
			data: {}
		});
		expect(await strange.json()).toMatchObject({ status: 401, code: 'not_signed_in' });
		// Back again, on whatever page, it is sent.
		await signIn(page, 'inspector', '/account');
		await expect.poll(async () => (await record(reference)).state, { timeout: 30_000 }).toBe('restored');
		expect(await listed()).toHaveLength(2);

		// With a network it is the server's page again.
		const online = await page.goto(`/excavation/${reference}/inspect`);
		expect(online!.headers()['x-request-id']).not.toBe(first!.headers()['x-request-id']);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations).toEqual([]);

		// Out as soon as what waits has arrived.
		await page.locator('[data-kept]').waitFor({ timeout: 60_000 });
		await context.setOffline(true);
		await page.getByRole('radio', { name: 'مقبول', exact: true }).check();
		await page.getByRole('button', { name: 'حفظ المعاينة' }).click();
		await expect(page.locator('[data-outbox="1"]')).toBeVisible();
		await signOut(page);
		await question.getByRole('button', { name: 'إرسالها ثم الخروج' }).click();
		await expect(question.getByText(/^لا توجد شبكة/)).toBeVisible();
		expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
		await context.setOffline(false);
		await page.waitForURL('**/login?**');
		expect(await listed()).toHaveLength(3);
		await context.close();
	});

	await test.step('its owner sees the guarantee, and the whole history', async () => {
		await expect(planner.getByText(/الضمان حتى/).first()).toBeVisible();
		const api = await apiAs('auditor');
		const history = await (await api.get(`${DIGS}/${reference}/history`)).json();
		expect(history.items.map((h: { action: string }) => h.action)).toEqual([
			...['restored', 'finished', 'started', 'granted', 'approved', 'approved', 'submitted', 'registered']
		]);
		const { violations } = await new AxeBuilder({ page: planner }).analyze();
		expect(violations).toEqual([]);
	});
});

test('an emergency begins at once; its file is asked for, and sent back with a reason', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const reference = await emergency('طارئ بلا ترخيص');
	const { page } = await newPerson(browser, { width: 390, height: 844 });
	await signIn(page, 'utility_planner', '/excavation');
	await page.goto(`/excavation/${reference}`);
	await decide(page, 'بدء الأعمال');
	await expect(page.getByText(/ملف الطوارئ: باقٍ 2[34] ساعة/)).toBeVisible();
	await page.goto('/excavation/desk');
	await expect(page.getByRole('heading', { name: 'ملفات طوارئ لم تُقدَّم' })).toBeVisible();
	await page.getByRole('link', { name: 'طارئ بلا ترخيص' }).first().click();
	await decide(page, 'تقديم ملف الطوارئ');
	expect(await record(reference)).toMatchObject({ state: 'running', life: { open_approvals: 3 } });
	const { page: engineer } = await newPerson(browser);
	await signIn(engineer, 'head_of_engineering', '/excavation/desk');
	await engineer.getByRole('link', { name: 'طارئ بلا ترخيص' }).first().click();
	await decide(engineer, 'إعادة للتعديل', (dialog) => dialog.getByLabel('السبب').fill('أرفق صور الموقع'));
	await expect(page.getByText('أرفق صور الموقع').first()).toBeVisible();
	await expect(page.getByRole('button', { name: 'تقديم ملف الطوارئ' })).toBeVisible();
	await decide(page, 'تقديم ملف الطوارئ');
	await expect(page.getByRole('button', { name: 'إنهاء الأعمال' })).toBeVisible();
});
