import AxeBuilder from '@axe-core/playwright';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PAGES = ['/design', '/design/desk', '/design/sign-in'];
const frame = (page: Page, section: string) => page.locator(`section[aria-labelledby=${section}] [dir=rtl]`);

async function prefer(
	context: BrowserContext,
	baseURL: string | undefined,
	preferences: Record<string, string>
) {
	await context.addCookies(
		Object.entries(preferences).map(([name, value]) => ({ name, value, url: baseURL ?? 'http://127.0.0.1' }))
	);
}

/** Opens a page and waits until it answers. */
async function visit(page: Page, path: string) {
	await page.goto(path);
	await page.locator('html[data-live]').waitFor({ state: 'attached' });
}

async function violations(page: Page, inside = 'html'): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).include(inside).withTags(WCAG).analyze();
	return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

const views = [
	{ locale: 'ar', theme: 'light', width: 1440 },
	{ locale: 'ar', theme: 'dark', width: 390 },
	{ locale: 'en', theme: 'dark', width: 1440 },
	{ locale: 'en', theme: 'light', width: 390 }
];
for (const { locale, theme, width } of views)
	test(`components are accessible: ${locale}, ${theme}, ${width} px`, async ({ page, context, baseURL }) => {
		await prefer(context, baseURL, { PARAGLIDE_LOCALE: locale, diwan_theme: theme });
		await page.setViewportSize({ width, height: 844 });
		for (const path of PAGES) {
			await visit(page, path);
			await expect(page.locator('html')).toHaveAttribute('dir', locale === 'ar' ? 'rtl' : 'ltr');
			await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
			expect(await violations(page), path).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
				width
			);
		}
	});

test('fields read Arabic-Indic figures', async ({ page }) => {
	await visit(page, '/design');
	const fields = frame(page, 'fields');
	const width = fields.getByRole('spinbutton');
	await width.fill('١٫٢٥');
	await expect(width).toHaveAttribute('aria-valuenow', '1.25');
	await width.press('ArrowUp');
	await expect(width).toHaveValue('1.35');
	await width.fill('متر');
	await width.blur();
	await expect(fields.getByText('اكتب رقمًا، مثل 12.5')).toBeVisible();

	const starts = fields.getByLabel('تاريخ البدء');
	await starts.fill('١٤/١٢/٢٠٢٦');
	await starts.blur();
	await expect(starts).toHaveValue('14/12/2026');
	await starts.fill('1/11/2026');
	await starts.blur();
	await expect(fields.getByText('أول تاريخ مقبول 1 ديسمبر 2026')).toBeVisible();
});

test('a choice is found however it is spelt', async ({ page }) => {
	await visit(page, '/design');
	const street = frame(page, 'fields').getByLabel('الشارع');
	await street.fill('الجواهر');
	await page.getByRole('option', { name: 'شارع الجواهر' }).click();
	await expect(street).toHaveValue('شارع الجواهر');
	await street.fill('ابو قير');
	await page.getByRole('option', { name: 'شارع أبو قير' }).click();
	await expect(street).toHaveValue('شارع أبو قير');
	await street.fill('لا شيء');
	await expect(page.getByText('لا يوجد في القائمة ما يطابق ما كتبت')).toBeVisible();
	await street.press('Escape');
	await expect(street).toHaveValue('شارع أبو قير');
});

test('the table sorts, hides columns and draws only what is in view', async ({ page }) => {
	await visit(page, '/design');
	const tables = frame(page, 'tables');
	const table = tables.getByRole('table').first();
	await expect(table).toHaveAttribute('aria-rowcount', '2001');
	expect(await table.getByRole('row').count()).toBeLessThan(60);
	await table.getByRole('button', { name: 'المرجع' }).click();
	await table.getByRole('button', { name: 'المرجع' }).click();
	await expect(table.getByRole('columnheader', { name: 'المرجع' })).toHaveAttribute(
		'aria-sort',
		'descending'
	);
	await expect(table.getByRole('row').nth(1)).toContainText('EX-2026-002000');
	await table.locator('..').evaluate((box) => box.scrollTo(0, 40 * 1000));
	await expect(table.getByRole('row', { name: 'EX-2026-000999' })).toBeVisible();
	await tables.getByRole('button', { name: 'الأعمدة' }).first().click();
	await page.getByRole('menuitemcheckbox', { name: 'الشارع' }).click();
	await expect(table.getByRole('columnheader', { name: 'الشارع' })).toHaveCount(0);
});

test('the tree is walked by the arrow keys, mirrored in Arabic', async ({ page }) => {
	await visit(page, '/design');
	const tree = frame(page, 'trees').getByRole('tree');
	const branch = tree.getByRole('treeitem', { name: /^الأعمال/ });
	await branch.focus();
	await expect(branch).toHaveAttribute('aria-checked', 'mixed');
	await page.keyboard.press('ArrowLeft');
	await expect(tree.getByRole('treeitem', { name: /^أعمال الحفر/ })).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await expect(branch).toHaveAttribute('aria-expanded', 'false');
	await page.keyboard.press('Space');
	await expect(branch).toHaveAttribute('aria-checked', 'true');
});

test('a question takes the focus, Escape gives it back', async ({ page }) => {
	await visit(page, '/design');
	const opener = frame(page, 'overlays').getByRole('button', { name: 'نافذة' });
	await opener.click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toBeFocused();
	expect(await violations(page, '[role=dialog]')).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	await expect(opener).toBeFocused();
});

test('a notice leaves by itself, one with something to do stays', async ({ page }) => {
	await page.clock.install();
	await visit(page, '/design');
	const overlays = frame(page, 'overlays');
	await overlays.getByRole('button', { name: 'تم', exact: true }).click();
	await overlays.getByRole('button', { name: 'مع تراجع' }).click();
	await expect(page.getByText('حُفظ الملف')).toBeVisible();
	await page.mouse.move(0, 0);
	await page.clock.runFor(7000);
	await expect(page.getByText('حُفظ الملف')).toHaveCount(0);
	await expect(page.getByText('نُقل الموعد إلى 13 ديسمبر')).toBeVisible();
});

test('Ctrl K searches from anywhere, by keyboard alone', async ({ page }) => {
	await visit(page, '/design');
	const field = frame(page, 'search').getByRole('combobox');
	await field.fill('الجواهر');
	await expect(page.getByRole('option', { name: /شارع الجواهر/ })).toBeVisible();
	await field.press('Enter');
	await expect(page.getByRole('status').filter({ hasText: 'شارع الجواهر' })).toBeVisible();
	await visit(page, '/design/desk');
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('combobox')).toBeFocused();
});

test('theme and figures are remembered', async ({ page }) => {
	await visit(page, '/design/desk');
	await page.getByRole('button', { name: 'المظهر' }).click();
	await page.getByRole('menuitemradio', { name: 'داكن' }).click();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: /^حساب/ }).click();
	await page.getByRole('menuitemradio', { name: '١٢٣' }).click();
	await page.keyboard.press('Escape');
	await expect(page.getByText('EX-٢٠٢٦-٠٠٠١٢٣')).toBeVisible();
	await visit(page, '/design/desk');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expect(page.getByText('EX-٢٠٢٦-٠٠٠١٢٣')).toBeVisible();
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	await expect(page.getByRole('heading', { name: 'Fibre cable — Al-Gawaher Street' })).toBeVisible();
});

test('on a phone the panel is a sheet with three heights', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await visit(page, '/design/desk');
	const handle = page.getByRole('slider', { name: 'ارتفاع اللوحة' });
	const height = () => page.locator('section:has(> [role=slider])').evaluate((sheet) => sheet.clientHeight);
	await expect(handle).toHaveAttribute('aria-valuetext', 'نصف الشاشة');
	await handle.press('End');
	await expect(handle).toHaveAttribute('aria-valuetext', 'كاملة');
	await expect.poll(height).toBeGreaterThan(700);
	await handle.press('Home');
	await expect.poll(height).toBeLessThan(120);
	await handle.click();
	await expect(handle).toHaveAttribute('aria-valuetext', 'نصف الشاشة');
	await expect.poll(height).toBeGreaterThan(380);
	const box = (await handle.boundingBox())!;
	await page.mouse.move(box.x + 190, box.y + 10);
	await page.mouse.down();
	await page.mouse.move(box.x + 190, box.y + 320, { steps: 8 });
	await page.mouse.up();
	await expect(handle).toHaveAttribute('aria-valuetext', 'منخفضة');
});

test('nothing moves for those who asked for stillness', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await visit(page, '/design');
	const longest = await page.evaluate(() =>
		Math.max(
			...[...document.querySelectorAll('*')].flatMap((element) => {
				const style = getComputedStyle(element);
				return `${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat);
			})
		)
	);
	expect(longest).toBeLessThanOrEqual(0.001);
});
