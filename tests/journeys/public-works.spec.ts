import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { headerOf, textOf } from '../builders/mailbox.ts';
import { MAIL_DIR } from './place.ts';
import { apiAs, BASE, newPerson, signIn, test } from './support.ts';

/** What the map has drawn for a day, once all its tiles are there. */
async function drawnOn(page: Page, day: string): Promise<number> {
	const picture = page.locator(`canvas[data-day="${day}"][data-complete="true"]`);
	await expect(picture).toBeAttached();
	return Number(await picture.getAttribute('data-drawn'));
}

async function slideTo(page: Page, day: string): Promise<void> {
	const slider = page.getByRole('slider', { name: 'اليوم المعروض على الخريطة' });
	await slider.fill(String(Date.parse(day) / 86_400_000));
}

const after = (day: string, days: number) =>
	new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The mails to an address, as many as are waited for. */
async function mailsTo(address: string, count: number): Promise<{ raw: string }[]> {
	const files = () => readdirSync(MAIL_DIR).filter((name) => name.endsWith(` ${address}.eml`));
	await expect.poll(files, { timeout: 60_000 }).toHaveLength(count);
	return files()
		.sort()
		.map((name) => ({ raw: readFileSync(path.join(MAIL_DIR, name), 'utf8') }));
}

/** Draws a square on the map, in pixels from its middle. */
async function drawSquare(page: Page, half: number): Promise<void> {
	const box = await page.getByRole('application').boundingBox();
	const [x, y] = [box!.x + box!.width / 2, box!.y + box!.height / 2];
	const corners = [
		[-half, -half],
		[half, -half],
		[half, half],
		[-half, half]
	] as const;
	for (const [i, [dx, dy]] of corners.entries()) {
		await page.mouse.move(x + dx, y + dy, { steps: 4 });
		if (i === corners.length - 1) await page.mouse.dblclick(x + dx, y + dy);
		else await page.mouse.click(x + dx, y + dy);
		// Nearer in time, the next click would be the second of a double click.
		await page.waitForTimeout(400);
	}
}

/** A burst pipe at a place, whose repair begins at once. */
async function burst([west, south, east, north]: [number, number, number, number], today: string) {
	const api = await apiAs('utility_planner');
	const [lon, lat] = [(west + east) / 2, (south + north) / 2];
	const made = await api.post('/api/v1/excavation/digs', {
		data: {
			...{
				title: 'كسر خط طرد، 01001234567',
				category: 'emergency',
				category_reason: 'كسر خط',
				details: 'المهندس أحمد'
			},
			window: { start: today, end: after(today, 3) },
			geometry: {
				type: 'LineString',
				coordinates: [
					[lon, lat],
					[lon + 0.0003, lat]
				]
			}
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	const { reference, version } = await made.json();
	const headers = { 'if-match': `"${version}"` };
	const started = await api.post(`/api/v1/excavation/digs/${reference}/actions/start`, { data: {}, headers });
	expect(started.status(), await started.text()).toBe(200);
	return { reference: reference as string, at: [lon, lat] as [number, number] };
}

test('a citizen sees the works of now and of any day, and nothing of plans; staff slide their own map', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const api = await apiAs();
	const now = await (await api.get('/api/v1/portal/works')).json();
	expect(now.items.length).toBeGreaterThan(0);
	const states = new Set(now.items.map((w: { state: string }) => w.state));
	expect([...states].filter((s) => s !== 'granted' && s !== 'running')).toEqual([]);

	const { page } = await newPerson(browser);
	await page.goto('/portal/works');
	await expect(page.getByRole('heading', { name: 'أعمال الحفر في الشوارع' })).toBeVisible();
	const rows = page.getByRole('list', { name: 'قائمة الأعمال' }).getByRole('listitem');
	await expect(rows).toHaveCount(now.total);
	expect(await drawnOn(page, now.today)).toBeGreaterThan(0);

	// A card: what, who, when, may they work now.
	const [first] = now.items;
	await rows.first().getByRole('button').click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(first.title);
	await expect(page.getByText(/العمل (غير )?مسموح به الآن/)).toBeVisible();
	await expect(page).toHaveURL(new RegExp(`work=${first.reference}`));
	await page.reload();
	await expect(page.getByText(first.reference)).toBeVisible();
	// Its own page says the same without a map: why, today's hours, whom to call.
	await page.goto(`/portal/works/${first.reference}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(first.title);
	await expect(page.getByText('سبب الحفر')).toBeVisible();
	await expect(page.getByRole('link', { name: '035550000' })).toHaveAttribute('href', 'tel:+2035550000');
	await page.getByRole('link', { name: 'أظهره على الخريطة' }).click();
	await expect(page.getByText(first.reference)).toBeVisible();
	await page.getByRole('button', { name: 'كل الأعمال' }).click();

	// Any day, without a tile being asked for again.
	await page.getByRole('tab', { name: 'يوم بعينه' }).click();
	await drawnOn(page, now.today);
	const asked: string[] = [];
	page.on('request', (request) => request.url().includes('/tiles/public_works') && asked.push(request.url()));
	const far = after(now.today, 180);
	await slideTo(page, far);
	expect(await drawnOn(page, far)).toBe(0);
	await expect(page.getByText('لا توجد أعمال معلنة')).toBeVisible();
	await page.getByRole('button', { name: 'اليوم', exact: true }).click();
	expect(await drawnOn(page, now.today)).toBeGreaterThan(0);
	await page.getByRole('button', { name: 'تشغيل' }).click();
	const day = () => page.locator('canvas[data-day]').getAttribute('data-day');
	await expect.poll(async () => ((await day()) ?? '') >= after(now.today, 2)).toBe(true);
	await page.getByRole('button', { name: 'إيقاف' }).click();
	expect(asked).toEqual([]);

	// Found by name, an area lies around the place at once.
	await page.getByRole('button', { name: 'متابعة منطقة' }).click();
	await page.getByRole('combobox', { name: 'ابحث عن شارع أو مكان' }).fill('الدائري');
	await page
		.getByRole('option', { name: /^الطريق الدائري/ })
		.first()
		.click();
	await expect(page.getByText('حُددت المنطقة على الخريطة.')).toBeVisible();
	await page.screenshot({ path: 'test-results/follow-found.png' });

	// An area of one's own, confirmed by mail; what begins there is told, and ended with one click.
	await page.goto(`/portal/works?work=${first.reference}`);
	await expect(page.getByText(first.reference)).toBeVisible();
	await page.getByRole('button', { name: 'كل الأعمال' }).click();
	await page.getByRole('button', { name: 'متابعة منطقة' }).click();
	await page.getByRole('radio', { name: 'أرسمها' }).check();
	await drawSquare(page, 250);
	await expect(page.getByText('حُددت المنطقة على الخريطة.')).toBeVisible();
	const feed = await page.getByRole('link', { name: 'تغذية Atom لهذه المنطقة' }).getAttribute('href');
	expect(await (await page.request.get(feed!)).text()).toContain(first.reference);
	const address = `resident${Date.now()}@example.com`;
	await page.getByLabel('البريد الإلكتروني').fill(address);
	await page.getByRole('button', { name: 'متابعة', exact: true }).click();
	await expect(page.getByText('راجع بريدك')).toBeVisible();
	const [confirmation] = await mailsTo(address, 1);
	const confirm = /\/portal\/alerts\/confirm\/\S+/.exec(textOf(confirmation!))![0];
	await page.goto(confirm);
	await expect(page.getByText(/منطقة مساحتها .* هكتار/)).toBeVisible();
	await page.getByRole('button', { name: 'تأكيد المتابعة' }).click();
	await expect(page.getByText('تأكدت المتابعة')).toBeVisible();
	const work = await burst(first.bbox, now.today);
	const [, told] = await mailsTo(address, 2);
	expect(textOf(told!)).toContain('بدأ العمل');
	expect(textOf(told!)).toContain('كسر خط طرد، …');
	expect(textOf(told!)).not.toMatch(/01001234567|أحمد/);
	await page.goto(/\/portal\/works\?work=\S+/.exec(textOf(told!))![0]);
	await expect(page.getByText(work.reference)).toBeVisible();
	await expect(page.getByText(/01001234567|أحمد/)).toHaveCount(0);
	const leave = /<(.*)>/.exec(headerOf(told!, 'List-Unsubscribe')!)![1]!;
	const oneClick = (to: string) =>
		fetch(to, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
	expect((await oneClick(`${leave}x`)).status).toBe(404);
	expect((await oneClick(leave)).status).toBe(200);
	await page.goto(leave.slice(BASE.length));
	await expect(page.getByText('أُلغيت المتابعة')).toBeVisible();
	expect(await (await api.get('/feeds/works.atom')).text()).toContain(work.reference);

	// A trench at a permitted work belongs to it.
	const near = await api.post('/api/v1/portal/reports', {
		data: { at: [work.at[0] + 0.0001, work.at[1] + 0.0001] }
	});
	expect((await near.json()).work.distance_m).toBeLessThanOrEqual(30);
	await page.goto('/portal/works');

	// An open trench where nobody may dig; the inspector finds it on the desk and closes it.
	await page.getByRole('button', { name: 'الإبلاغ عن حفر مفتوح' }).click();
	await page.getByRole('application').click({ position: { x: 60, y: 500 } });
	await expect(page.getByText('حُدد المكان على الخريطة.')).toBeVisible();
	await page.getByLabel('ماذا رأيت؟').fill('حفرة بلا حاجز');
	await page.getByRole('button', { name: 'إرسال البلاغ' }).click();
	const verdict = page.getByText(/لا يوجد تصريح حفر في هذا المكان|هذا الحفر يتبع عملًا مرخصًا/);
	await expect(verdict).toBeVisible();

	// What is only planned is not there, in no form.
	const staff = await apiAs('coordinator');
	const { items } = await (await staff.get('/api/v1/excavation/digs?state=planned&limit=200')).json();
	for (const { reference } of items)
		expect((await api.get(`/api/v1/portal/works/${reference}`)).status()).toBe(404);
	const features = await (await api.get('/api/v1/layers/public_works/features?limit=200')).text();
	for (const { reference } of items) expect(features).not.toContain(reference);

	await signIn(page, 'coordinator', '/excavation/reports');
	await expect(page.getByText('حفرة بلا حاجز')).toBeVisible();
	await page.getByRole('button', { name: 'إغلاق البلاغ' }).first().click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('ما تبين في الموقع').fill('رُدمت الحفرة');
	await dialog.getByRole('button', { name: 'إغلاق البلاغ' }).click();
	await expect(page.getByText('حفرة بلا حاجز')).toHaveCount(0);
	await page.goto('/excavation');
	await page.getByRole('button', { name: 'عرض يوم بعينه' }).click();
	const today = await drawnOn(page, now.today);
	await slideTo(page, after(now.today, 300));
	expect(await drawnOn(page, after(now.today, 300))).toBeLessThan(today);
	await page.getByRole('button', { name: 'كل الأوقات' }).click();
	await expect(page.locator('canvas[data-day]')).toHaveCount(0);
	await page.context().close();
});
