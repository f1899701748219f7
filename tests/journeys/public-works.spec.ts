import { expect, test, type Page } from '@playwright/test';
import { apiAs, newPerson, signIn } from './support.ts';

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

test('a citizen sees the works of now and of any day, and nothing of plans; staff slide their own map', async ({
	browser
}) => {
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
