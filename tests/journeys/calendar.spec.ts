import { expect, type Page } from '@playwright/test';
import { apiAs, newPerson, signIn, test } from './support.ts';

/**
 * School hours: a main road beside schools, one of them with two shifts. The demonstration town has a granted dig
 * there (of the gas company); the telecom planner means to dig along the same road.
 */
const GRANTED = 'إحلال خط غاز';
const NIGHTS = 'من السبت إلى الخميس: من 22:00 إلى 05:00';
const FRIDAY = 'الجمعة: اليوم كله عدا من 11:00 إلى 14:00';

/** The hours' card of a record, brought into sight. */
async function hoursCard(page: Page, reference: string) {
	await page.goto(`/excavation/${reference}`);
	const card = page
		.locator('section')
		.filter({ has: page.getByRole('heading', { name: 'ساعات العمل المسموح بها' }) })
		.last();
	await expect(card.getByText('ساعات العمل:')).toBeVisible();
	await card.scrollIntoViewIfNeeded();
	return card;
}

interface Granted {
	reference: string;
	window: { start: string; end: string };
	geometry: GeoJSON.Geometry;
}

/** Longitude and latitude of where a line begins, whatever it is wrapped in. */
function firstPosition(geometry: GeoJSON.Geometry): [number, number] {
	let inner: unknown = 'coordinates' in geometry ? geometry.coordinates : [];
	while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
	return inner as [number, number];
}

async function granted(): Promise<Granted> {
	const api = await apiAs('coordinator');
	const { items } = await (await api.get('/api/v1/excavation/digs?state=granted&limit=200')).json();
	const { reference } = items.find((d: { title: string }) => d.title.includes(GRANTED));
	return (await api.get(`/api/v1/excavation/digs/${reference}`)).json();
}

const typed = (day: string) => day.split('-').reverse().join('/');

async function registered(window: { start: string; end: string }): Promise<string> {
	const api = await apiAs('utility_planner');
	const { geometry } = await granted();
	const made = await api.post('/api/v1/excavation/digs', {
		data: { title: 'تجديد كابل في الطريق الرئيسي', window, geometry }
	});
	expect(made.status(), await made.text()).toBe(201);
	return (await made.json()).reference;
}

/** So that the town is as it was for those who come after. */
async function cancelled(reference: string): Promise<void> {
	const api = await apiAs('utility_planner');
	const dig = await api.get(`/api/v1/excavation/digs/${reference}`);
	const answer = await api.post(`/api/v1/excavation/digs/${reference}/actions/cancel`, {
		data: { reason: 'انتهت التجربة' },
		headers: { 'if-match': dig.headers()['etag']! }
	});
	expect(answer.status(), await answer.text()).toBe(200);
}

test('school hours on a main road are refused, with the schools named; nights and Fridays are open', async ({
	browser
}) => {
	const reference = await registered({ start: '2027-01-03', end: '2027-01-14' });
	const { page } = await newPerson(browser);
	await signIn(page, 'utility_planner', '/excavation');
	const card = await hoursCard(page, reference);
	// The Coptic feast falls into the first week.
	await expect(card.getByRole('listitem').filter({ hasText: '22:00 إلى 05:00' }).first()).toBeVisible();

	await card.getByRole('button', { name: 'تحديد ساعات العمل' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('textbox', { name: 'من' }).fill('07:00');
	await dialog.getByRole('textbox', { name: 'إلى' }).fill('15:00');
	await dialog.getByRole('checkbox', { name: 'السبت' }).uncheck();
	await dialog.getByRole('button', { name: 'حفظ' }).click();
	await expect(dialog).toBeHidden();
	await expect(card.getByText('ساعات العمل تخالف التقويم')).toBeVisible();
	await expect(card.getByText(/مدرسة النخيل الابتدائية/).first()).toBeVisible();
	await page.screenshot({ path: 'test-results/calendar-hours-ar.png' });

	const api = await apiAs('coordinator');
	const week = { from: '2027-01-09', to: '2027-01-15' };
	const hours = await (
		await api.get(`/api/v1/excavation/digs/${reference}/hours?from=${week.from}&to=${week.to}`)
	).json();
	expect(hours.hours).toEqual({ from: '07:00', to: '15:00', days: [1, 2, 3, 4, 5] });
	const [finding] = hours.findings;
	expect(finding).toMatchObject({ rule: 'C7', severity: 'block' });
	expect(finding.evidence.schools.map((s: { shifts: number }) => s.shifts).sort()).toEqual(
		expect.arrayContaining([1, 2])
	);

	// The same question without a record, in a week without a feast.
	const { geometry } = await granted();
	const asked = await api.post('/api/v1/excavation/hours', {
		data: { geometry, window: { start: week.from, end: week.to }, hours: hours.hours }
	});
	const answer = await asked.json();
	expect(answer.patterns.map((p: { words: { ar: string } }) => p.words.ar)).toEqual([NIGHTS, FRIDAY]);
	await cancelled(reference);
});

test('in Ramadan 1448 the hours move, and the day says why', async ({ browser }) => {
	const reference = await registered({ start: '2027-02-06', end: '2027-02-13' });
	const { page } = await newPerson(browser, { locale: 'ar' });
	await signIn(page, 'utility_planner', '/excavation');
	const card = await hoursCard(page, reference);
	await expect(card.getByText('من 02:00 إلى 08:00').first()).toBeVisible();
	await card.getByRole('button', { name: /الثلاثاء 9 فبراير/ }).click();
	await expect(card.getByText('رمضان 1448')).toBeVisible();
	await expect(card.getByText('مقترح').first()).toBeVisible();
	await page.screenshot({ path: 'test-results/calendar-ramadan-ar.png' });
	await cancelled(reference);
});

test('the coordinator changes the calendar, sees the granted work in breach, and takes the change back', async ({
	browser
}) => {
	const dig = await granted();
	const { start, end } = dig.window;
	const name = `مهرجان ${Date.now()}`;
	const { page } = await newPerson(browser);
	await signIn(page, 'coordinator', '/excavation');
	await page.getByRole('link', { name: 'التقويم' }).click();
	await page.waitForURL('**/excavation/calendar');
	await page.goto(`/excavation/calendar?year=${start.slice(0, 4)}`);
	await expect(page.getByText('لا توجد أعمال مرخصة تأثرت')).toBeVisible();
	await expect(page.getByRole('table', { name: 'ديسمبر' })).toBeVisible();

	await page.getByRole('button', { name: 'إضافة يوم أو فترة' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('combobox', { name: 'النوع' }).or(dialog.getByLabel('النوع')).first().click();
	await page.getByRole('option', { name: 'حظر حفر' }).click();
	await dialog.getByRole('textbox', { name: 'الاسم بالعربية' }).fill(name);
	await dialog.getByRole('textbox', { name: 'أول يوم' }).fill(typed(start));
	await dialog.getByRole('textbox', { name: 'آخر يوم' }).fill(typed(end));
	// Only around the work: found by its coordinates, as on the map.
	const [lon, lat] = firstPosition(dig.geometry);
	await dialog.getByRole('combobox', { name: 'حول مكان' }).fill(`${lat.toFixed(5)}, ${lon.toFixed(5)}`);
	await page.getByRole('option').first().click();
	await dialog.getByLabel('نصف القطر (متر)').fill('400');
	await dialog.getByRole('textbox', { name: 'القرار' }).fill('قرار المحافظ 77 لسنة 2026');
	await page.screenshot({ path: 'test-results/calendar-embargo-ar.png' });
	await dialog.getByRole('button', { name: 'إضافة' }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText(/عمل مرخص|أعمال مرخصة|عملان مرخصان/).first()).toBeVisible();
	await expect(page.getByRole('link', { name: GRANTED }).first()).toBeVisible();
	await page.screenshot({ path: 'test-results/calendar-breaches-ar.png', fullPage: true });

	const api = await apiAs('coordinator');
	const breaches = await (await api.get('/api/v1/excavation/calendar/breaches')).json();
	expect(breaches.items.map((b: { reference: string }) => b.reference)).toContain(dig.reference);

	const row = page
		.getByRole('listitem')
		.filter({ hasText: name })
		.filter({ has: page.getByRole('button') });
	await row.getByRole('button', { name: 'إلغاء البند' }).click();
	await dialog.getByRole('textbox', { name: 'السبب' }).fill('نُقل الموعد');
	await dialog.getByRole('button', { name: 'إلغاء البند' }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText('لا توجد أعمال مرخصة تأثرت')).toBeVisible();

	// Nothing is overwritten: the row stands there with who withdrew it and why, and both steps are audited.
	const { periods } = await (await api.get(`/api/v1/excavation/calendar?from=${start}&to=${end}`)).json();
	const kept = periods.find((p: { name: { ar: string } }) => p.name.ar === name);
	expect(kept).toMatchObject({
		state: 'confirmed',
		closed: { reason: 'نُقل الموعد' },
		around: { radius_m: 400 }
	});
	expect(kept.around.lon).toBeCloseTo(lon, 4);
	expect(kept.around.lat).toBeCloseTo(lat, 4);

	// The hours of one school, which is found by its name; from a day that no other walk reaches.
	await page.getByRole('tab', { name: /المدارس/ }).click();
	await page.getByRole('button', { name: 'إضافة فترة مدرسية' }).click();
	await dialog.getByRole('combobox', { name: 'مدرسة بعينها' }).fill('الكثبان');
	await page
		.getByRole('option', { name: /مدرسة الكثبان/ })
		.first()
		.click();
	await dialog.getByRole('textbox', { name: 'من مطلوب', exact: true }).fill('06:45');
	await dialog.getByRole('textbox', { name: 'إلى مطلوب', exact: true }).fill('11:30');
	await dialog.getByRole('textbox', { name: 'يسري من' }).fill(typed('2035-01-04'));
	await dialog.getByRole('textbox', { name: 'المصدر' }).fill('كتاب مديرية التعليم');
	await page.screenshot({ path: 'test-results/calendar-school-ar.png' });
	await dialog.getByRole('button', { name: 'إضافة' }).click();
	await expect(dialog).toBeHidden();
	const later = await (await api.get('/api/v1/excavation/calendar?from=2035-01-04&to=2035-01-10')).json();
	const own = later.school_shifts.filter((s: { from: string }) => s.from === '06:45');
	expect(own.at(-1)).toMatchObject({ school: { ar: expect.stringContaining('الكثبان') }, shifts: null });
	const auditor = await apiAs('auditor');
	const trail = JSON.stringify(await (await auditor.get('/api/v1/audit?limit=50')).json());
	expect(trail).toContain('calendar.added');
	expect(trail).toContain('calendar.closed');
});
