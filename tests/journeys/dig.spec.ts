import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { clashPixels, draw, openEditor, period, record, save } from './dig.ts';
import { apiAs, BASE, newPerson, signIn, test } from './support.ts';

/** Changes come without a reload. How fast is for the benchmark; here only that nobody waits for the next poll. */
const LIVE_MS = 10_000;

test('two companies meet in one street: both see it at once, and moving one work ends it', async ({
	browser
}) => {
	// Two browsers and a dozen pages.
	test.setTimeout(180_000);
	const telecom = (await newPerson(browser)).page;
	const gas = (await newPerson(browser)).page;
	await signIn(telecom, 'utility_planner', '/excavation');
	await signIn(gas, 'utility_planner_gas', '/excavation');

	await openEditor(telecom);
	await draw(telecom, [-150, 0], [150, 0]);
	await period(telecom, '١/٣/٢٠٢٧', '9/3/2027');
	await expect(telecom.locator('[data-verdict="clear"]')).toBeVisible();
	await telecom.getByLabel('وصف العمل').fill('مد كابل ألياف للتجربة');
	const first = await save(telecom);
	const saved = await record(first);
	expect(saved).toMatchObject({
		state: 'planned',
		version: 1,
		window: { start: '2027-03-01', end: '2027-03-09' }
	});
	expect(saved.length_m).toBeGreaterThan(50);
	expect(await clashPixels(telecom)).toBe(0);

	await test.step('the other person sees it without reloading', async () => {
		await expect(gas.getByText('مد كابل ألياف للتجربة').first()).toBeVisible({ timeout: LIVE_MS });
	});

	await test.step('the verdict stands while drawing, before anything is saved', async () => {
		await openEditor(gas);
		await period(gas, '5/3/2027', '12/3/2027');
		await draw(gas, [-100, 8], [120, 12]);
		const verdict = gas.locator('[data-verdict="block"]');
		await expect(verdict).toContainText('تعارض مع');
		await expect(verdict).toContainText('5 أيام');
		await expect.poll(() => clashPixels(gas)).toBeGreaterThan(100);
		await expect(verdict.getByRole('button', { name: /انقل إلى .*10 مارس/ })).toBeVisible();
	});
	await gas.getByLabel('وصف العمل').fill('تجديد خط غاز للتجربة');
	const second = await save(gas);
	expect(await record(second)).toMatchObject({ clashes: 1, severity: 'block' });

	await test.step('its owner sees the clash on the open record, both see the piece', async () => {
		await expect(telecom.getByText('تعارض مع').first()).toBeVisible({ timeout: LIVE_MS });
		await expect(telecom.getByRole('link', { name: second }).first()).toBeVisible();
		for (const page of [telecom, gas]) await expect.poll(() => clashPixels(page)).toBeGreaterThan(100);
		const api = await apiAs('utility_planner');
		const list = await api.get('/api/v1/excavation/clashes', { params: { dig: first, rule: 'C1' } });
		const { items } = (await list.json()) as { items: { overlap: GeoJSON.Geometry; days: number }[] };
		expect(items).toMatchObject([{ days: 5, overlap: { type: 'MultiPolygon' } }]);
	});

	await test.step('neither may change the other’s', async () => {
		await gas.goto(`/excavation/${first}`);
		await expect(gas.getByRole('heading', { level: 1 })).toHaveText('مد كابل ألياف للتجربة');
		await expect(gas.getByRole('link', { name: 'تعديل' })).toHaveCount(0);
		// The way to edit leads back to the record.
		await gas.goto(`/excavation/${first}/edit`);
		expect(new URL(gas.url()).pathname).toBe(`/excavation/${first}`);
		const api = await apiAs('utility_planner_gas');
		const refused = await api.patch(`/api/v1/excavation/digs/${first}`, {
			headers: { 'if-match': '"1"' },
			data: { title: 'ليس لي' }
		});
		expect(refused.status()).toBe(403);
		expect(await refused.json()).toMatchObject({ code: 'forbidden' });
		await gas.goto(`/excavation/${second}`);
	});

	await test.step('one step moves the work to its first free days; the clash is gone for both', async () => {
		await gas.getByRole('button', { name: /انقل إلى/ }).click();
		await expect(gas.getByText('تعارض مع')).toHaveCount(0);
		// The day after is free, and so near that one opening of the street would do.
		await expect(gas.getByText('حفر متقارب مع').first()).toBeVisible();
		expect(await record(second)).toMatchObject({
			clashes: 1,
			severity: 'warn',
			version: 2,
			window: { start: '2027-03-10', end: '2027-03-17' }
		});
		await expect(telecom.getByText('تعارض مع')).toHaveCount(0, { timeout: LIVE_MS });
	});

	await test.step('the history tells who changed what', async () => {
		await expect(gas.getByText(/قبل التعديل: من 5 إلى 12 مارس 2027/)).toBeVisible();
	});

	await test.step('cancelled with a reason, it stays on record and leaves the list of what can be done', async () => {
		await gas.getByRole('button', { name: 'إلغاء الحفر' }).click();
		await gas.getByLabel('سبب الإلغاء').fill('أُلغي المشروع');
		await gas.getByRole('dialog').getByRole('button', { name: 'إلغاء الحفر' }).click();
		await expect(gas.getByText('ملغى').first()).toBeVisible();
		await expect(gas.getByRole('button', { name: 'إلغاء الحفر' })).toHaveCount(0);
		expect(await record(second)).toMatchObject({ state: 'cancelled', version: 3 });
		await expect(telecom.getByText('لا تعارضات مفتوحة.')).toBeVisible({ timeout: LIVE_MS });
		for (const page of [telecom, gas]) await expect.poll(() => clashPixels(page)).toBe(0);
	});
});

test('who may not register is not offered it, and is refused when they insist', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'coordinator', '/excavation');
	await expect(page.getByRole('heading', { name: 'تنسيق الحفر' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'حفر جديد' })).toHaveCount(0);
	const response = await page.goto('/excavation/new');
	expect(response?.status()).toBe(403);
	await page.goto('/excavation/EX-2026-000001');
	await expect(page.getByRole('link', { name: 'تعديل' })).toHaveCount(0);
});

test('the filters stand in the address', async ({ page }) => {
	await signIn(page, 'coordinator', '/excavation');
	await page.getByLabel('المتعارضة فقط').check();
	await expect(page).toHaveURL(/clash=1/);
	const rows = page.getByRole('table').getByRole('row');
	const clashing = await rows.count();
	await page.goto('/excavation');
	expect(await rows.count()).toBeGreaterThan(clashing);
	await page.goto('/excavation?clash=1');
	await expect(page.getByLabel('المتعارضة فقط')).toBeChecked();
	await expect(rows).toHaveCount(clashing);
});

test('whole dates stand in the list, in both languages and both figures', async ({ browser }) => {
	const cut: string[] = [];
	for (const locale of ['ar', 'en'] as const)
		for (const digits of ['arab', 'latn'] as const) {
			const { page, context } = await newPerson(browser, { locale });
			await context.addCookies([{ name: 'diwan_digits', value: digits, url: BASE }]);
			await signIn(page, 'coordinator', '/excavation');
			const dates = page.getByRole('cell').filter({ hasText: /(20|٢٠)[0-9٠-٩]{2}$/ });
			await expect(dates.first()).toBeVisible();
			// Long as a date can be: two figures and the longest month.
			const longest = {
				ar: { arab: '٢٢ نوفمبر ٢٠٢٦', latn: '22 نوفمبر 2026' },
				en: { arab: '٢٢ Sept ٢٠٢٦', latn: '22 Sept 2026' }
			};
			const text = longest[locale][digits];
			const fits = await dates.first().evaluate((cell, words) => {
				const inner = cell.querySelector('bdi, span, time') ?? cell;
				inner.textContent = words;
				return cell.scrollWidth <= cell.clientWidth;
			}, text);
			if (!fits) cut.push(text);
			await context.close();
		}
	expect(cut).toEqual([]);
});

for (const [locale, theme, width] of [
	['ar', 'light', 1440],
	['en', 'dark', 390]
] as const)
	test(`the pages have no barrier, ${locale} ${theme} ${width}`, async ({ browser }) => {
		test.setTimeout(180_000);
		const { page } = await newPerson(browser, { locale, theme, width });
		await signIn(page, 'utility_planner', '/excavation');
		const mine = await page.request.get('/api/v1/excavation/digs?mine=1&state=planned');
		const [own] = ((await mine.json()) as { items: { reference: string }[] }).items;
		const record = `/excavation/${own?.reference}`;
		for (const path of ['/excavation', '/excavation/new', record, `${record}/edit`]) {
			await page.goto(path);
			await page.locator('[data-map-ready]').waitFor();
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations, `${path} at ${width}`).toEqual([]);
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
			expect(overflow, `${path} at ${width} runs over the side`).toBe(false);
		}
	});
