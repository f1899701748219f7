import { expect } from '@playwright/test';
import { draw, openEditor, period, record, save, savedAs, titled } from './dig.ts';
import { apiAs, day, newPerson, signIn, test } from './support.ts';

test('nothing that was written is lost: a refused save, a reload, a colleague who was first', async ({
	browser
}) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	await openEditor(page);
	await draw(page, [-60, -160], [140, -150]);
	await period(page, '9/4/2027', '1/4/2027');
	await page.getByLabel('وصف العمل').fill('كابل لا يضيع');
	await page.getByRole('button', { name: 'تسجيل الحفر' }).click();
	await expect(page.getByText('تاريخ النهاية قبل تاريخ البداية.')).toBeVisible();
	await expect(page.getByLabel('وصف العمل')).toHaveValue('كابل لا يضيع');

	await page.reload();
	await expect(page.getByText('استُعيدت مسودة')).toBeVisible();
	await expect(page.getByLabel('وصف العمل')).toHaveValue('كابل لا يضيع');
	await period(page, '1/4/2027', '9/4/2027');
	const reference = await save(page);

	await page.getByRole('link', { name: 'تعديل' }).click();
	await expect(page.getByRole('heading', { name: new RegExp(reference) })).toBeVisible();
	const api = await apiAs('utility_planner');
	const url = `/api/v1/excavation/digs/${reference}`;
	const colleague = await api.patch(url, { headers: { 'if-match': '"1"' }, data: { depth_m: 2.5 } });
	expect(colleague.status()).toBe(200);
	await page.getByLabel('وصف العمل').fill('كابل عُدّل وصفه');
	await page.getByRole('button', { name: 'حفظ' }).click();
	await expect(page.getByText('سبقك زميل إلى حفظ هذا الملف')).toBeVisible();
	await page.getByRole('button', { name: 'احفظ ما كتبته' }).click();
	await page.waitForURL(new RegExp(`/excavation/${reference}$`));
	expect(await record(reference)).toMatchObject({ title: 'كابل عُدّل وصفه', depth_m: 2.5, version: 3 });
});

test('a trench along a street says which street it opens and for how many metres', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	const { geometry } = await record('EX-2026-000001');
	const line = geometry.coordinates[0]!;
	const [a, b] = [line[0]!, line[1]!];
	const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
	await openEditor(page, `v=18/${middle[1].toFixed(6)}/${middle[0].toFixed(6)}`);
	const stretch = Math.cos((middle[1] * Math.PI) / 180);
	const along = Math.hypot((b[0] - a[0]) * stretch, b[1] - a[1]);
	const to = [((b[0] - a[0]) * stretch * 110) / along, ((a[1] - b[1]) * 110) / along] as const;
	await draw(page, [-to[0], -to[1]], [to[0], to[1]]);
	await period(page, '1/6/2028', '9/6/2028');
	const place = page.locator('p', { hasText: 'الشوارع:' });
	await expect(place).toContainText(' م)');
	const streets = [...(await place.innerText()).matchAll(/(شارع [^(،]+) \((\d+) م\)/g)].map(
		([, name, metres]) => ({
			name: name ?? '',
			metres: Number(metres)
		})
	);
	const length = Number(/([\d.]+) م/.exec(await page.locator('dt:text-is("الطول") + dd').innerText())?.[1]);
	expect(length).toBeGreaterThan(80);
	const main = streets.toSorted((a, b) => b.metres - a.metres)[0]!;
	expect(main.metres).toBeGreaterThan(20);
	expect(main.metres).toBeLessThanOrEqual(Math.round(length));
	// Until somebody writes a better one, the work is called after the street.
	await expect(page.getByLabel('وصف العمل')).toHaveValue(new RegExp(main.name));
	expect((await record(await save(page))).length_m).toBeCloseTo(length, 0);
});

test('the owner draws the line anew and moves the days: both versions stay on record', async ({
	browser
}) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	await openEditor(page);
	await draw(page, [-140, 120], [60, 130]);
	await period(page, '3/5/2027', '5/5/2027');
	await page.getByLabel('وصف العمل').fill('كابل يُعاد رسمه');
	const reference = await save(page);
	const before = await record(reference);

	await page.getByRole('link', { name: 'تعديل' }).click();
	await page.getByRole('button', { name: 'إعادة الرسم' }).click();
	await draw(page, [-60, 60], [100, 70]);
	await period(page, '10/5/2027', '14/5/2027');
	await page.getByLabel('سبب التعديل').fill('طلب الحي');
	await page.getByRole('button', { name: 'حفظ' }).click();
	await page.waitForURL(new RegExp(`/excavation/${reference}$`));
	const after = await record(reference);
	expect(after).toMatchObject({ version: 2, window: { start: '2027-05-10', end: '2027-05-14' } });
	expect(after.geometry).not.toEqual(before.geometry);
	const history = page
		.getByRole('region', { name: 'السجل' })
		.or(page.locator('section', { hasText: 'السجل' }))
		.last();
	await expect(history.getByText('نسخة 2')).toBeVisible();
	await expect(history.getByText('نسخة 1')).toBeVisible();
	await expect(history).toContainText('طلب الحي');
	await expect(history).toContainText('قبل التعديل: من 3 إلى 5 مايو 2027');
	await expect(history).toContainText(/المسار: .*قبل التعديل/);
});

test('one press too many makes no second record', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	await openEditor(page);
	await draw(page, [-130, 200], [70, 205]);
	await period(page, '1/7/2027', '3/7/2027');
	await page.getByLabel('وصف العمل').fill('كابل الضغطتين');
	await page.getByRole('button', { name: 'تسجيل الحفر' }).dblclick();
	// And by keyboard at once, past the button.
	await page.evaluate(() => {
		const form = document.querySelector<HTMLFormElement>('#dig-form');
		form?.requestSubmit();
		form?.requestSubmit();
	});
	const reference = await savedAs(page);
	expect((await titled('كابل الضغطتين')).map((d) => d.reference)).toEqual([reference]);
});

test('a save without a connection keeps the form; a lost answer is not saved twice', async ({ browser }) => {
	const { page, context } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	await openEditor(page);
	await draw(page, [-130, 240], [70, 245]);
	await period(page, '1/8/2027', '3/8/2027');
	await page.getByLabel('وصف العمل').fill('كابل بلا اتصال');
	await context.setOffline(true);
	await page.getByRole('button', { name: 'تسجيل الحفر' }).click();
	await expect(page.getByRole('alert').getByText('لا يوجد اتصال بالخادم.')).toBeVisible();
	await expect(page.getByLabel('وصف العمل')).toHaveValue('كابل بلا اتصال');
	await context.setOffline(false);
	expect(await titled('كابل بلا اتصال')).toEqual([]);

	await page.route(
		'**/api/v1/excavation/digs',
		async (route) => {
			await route.fetch();
			await route.abort('connectionreset');
		},
		{ times: 1 }
	);
	await page.getByRole('button', { name: 'تسجيل الحفر' }).click();
	await expect.poll(async () => (await titled('كابل بلا اتصال')).length).toBe(1);
	await expect(page.getByText('لا يوجد اتصال بالخادم.').first()).toBeVisible();
	const reference = await save(page);
	expect((await titled('كابل بلا اتصال')).map((d) => d.reference)).toEqual([reference]);
});

test('works that have begun are declared over on their last day', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	const api = await apiAs('utility_planner');
	const made = await api.post('/api/v1/excavation/digs', {
		data: {
			title: 'حفر ينتهي اليوم',
			category: 'emergency',
			category_reason: 'كسر خط',
			window: { start: day(-2), end: day(9) },
			geometry: {
				type: 'LineString',
				coordinates: [
					[29.7312, 30.7011],
					[29.7316, 30.7011]
				]
			}
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	const { reference } = (await made.json()) as { reference: string };
	await page.goto(`/excavation/${reference}`);
	await page.getByRole('button', { name: 'بدء الأعمال' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'بدء الأعمال' }).click();
	await page.getByRole('button', { name: 'إنهاء الأعمال' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'تسجيل الانتهاء' }).click();
	await expect(page.getByRole('button', { name: 'إنهاء الأعمال' })).toHaveCount(0);
	expect(await record(reference)).toMatchObject({ state: 'finished', version: 3 });
});

test('on a phone a dig is registered as well', async ({ browser }) => {
	const { page } = await newPerson(browser, { width: 390, height: 844 });
	await signIn(page, 'utility_planner', '/excavation');
	await openEditor(page);
	await draw(page, [-90, -230], [60, -225]);
	await period(page, '1/9/2027', '3/9/2027');
	await page.getByLabel('وصف العمل').fill('كابل من الهاتف');
	expect((await record(await save(page))).length_m).toBeGreaterThan(30);
});
