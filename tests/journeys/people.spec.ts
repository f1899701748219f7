import AxeBuilder from '@axe-core/playwright';
import { expect, type Browser, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { BASE, demoPassword, newPerson, signInByForm as signIn, test } from './support.ts';

const until = (page: Page, path: string) => page.waitForURL((url) => url.pathname === path);
const submit = (page: Page) => page.locator('form button[type="submit"]').first().click();

test('the sign-in page works without scripts, keeps the way on, and says what is wrong', async ({
	browser
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${BASE}/account?x=1`);
	expect(new URL(page.url()).pathname).toBe('/login');
	await page.locator('input[name="username"]').fill('archivist');
	await page.locator('input[name="password"]').fill('not the password');
	await submit(page);
	await expect(page.getByRole('alert')).toContainText('غير صحيحة');
	await expect(page.locator('input[name="username"]')).toHaveValue('archivist');
	await expect(page.locator('input[name="password"]')).toHaveValue('');
	await page.locator('input[name="password"]').fill(demoPassword());
	await submit(page);
	expect(page.url()).toBe(`${BASE}/account?x=1`);
	const cookie = (await context.cookies()).find((c) => c.name === 'diwan_session');
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 });
	await context.close();
});

test('a second factor is enrolled by its code, asked at the next sign-in, and given up again', async ({
	browser
}) => {
	const { context, page } = await newPerson(browser);
	await signIn(page, 'workshop', '/account');
	const card = page.locator('section', { has: page.getByRole('heading', { name: 'التحقق بخطوتين' }) });
	await card.locator('input[name="password"]').fill(demoPassword());
	await card.getByRole('button').click();
	await expect(card.getByRole('img', { name: 'رمز التفعيل' })).toBeVisible();
	const shown = await card.locator('bdi').innerText();
	const totp = new TOTP({ secret: Secret.fromBase32(shown.replaceAll(' ', '')) });
	await card.locator('input[name="code"]').fill('000000');
	await card.getByRole('button').click();
	await expect(card.getByRole('alert')).toBeVisible();
	await card.locator('input[name="code"]').fill(totp.generate());
	await card.getByRole('button').click();
	const codes = page.locator('section[role="alert"] li');
	await expect(codes).toHaveCount(10);
	const recovery = await codes.nth(2).innerText();

	await context.clearCookies({ name: 'diwan_session' });
	await page.goto('/login?next=/account');
	await page.locator('input[name="username"]').fill('workshop');
	await page.locator('input[name="password"]').fill(demoPassword());
	await submit(page);
	await page.locator('input[name="totp"]').fill(recovery);
	await submit(page);
	await until(page, '/account');
	await card.locator('input[name="password"]').fill(demoPassword());
	await card.getByRole('button', { name: 'إيقاف' }).click();
	await expect(card.getByText('غير مفعّل')).toBeVisible();
	await context.close();
});

test('an administrator adds a person, who chooses a password, works, and is out at once when sent out', async ({
	browser
}) => {
	const { page: admin } = await newPerson(browser);
	await signIn(admin, 'admin', '/admin/people');
	await admin.getByRole('link', { name: 'إضافة شخص' }).click();
	await until(admin, '/admin/people/new');
	await admin.locator('input[name="nameAr"]').fill('هالة سمير منصور');
	await admin.locator('input[name="nameEn"]').fill('Hala Samir Mansour');
	await admin.locator('input[name="username"]').fill('hala.samir');
	await submit(admin);
	await until(admin, '/admin/people/hala.samir');
	await admin.getByLabel('الدور').first().click();
	await admin.getByRole('option', { name: 'مفتش ميداني' }).click();
	await admin.getByLabel('الوحدة').first().click();
	await admin.getByRole('option').first().click();
	await admin.getByRole('button', { name: 'إسناد', exact: true }).click();
	await expect(admin.getByText('مفتش ميداني ·').first()).toBeVisible();
	await admin.getByRole('button', { name: 'كلمة مرور مؤقتة جديدة' }).click();
	await admin.getByRole('dialog').getByRole('button', { name: 'كلمة مرور مؤقتة جديدة' }).click();
	const first = (await admin.locator('section[role="alert"] bdi').innerText()).trim();

	const { page: hala } = await newPerson(browser);
	await hala.goto('/login');
	await hala.locator('input[name="username"]').fill('hala.samir');
	await hala.locator('input[name="password"]').fill(first);
	await submit(hala);
	await until(hala, '/account');
	await hala.goto('/map');
	await until(hala, '/account');
	await hala.locator('input[name="current"]').fill(first);
	await hala.locator('input[name="next"]').fill('نافذة تطل على النيل');
	await submit(hala);
	await expect(hala.getByText('تغيرت كلمة المرور').or(hala.getByText('أدواري')).first()).toBeVisible();
	await hala.goto('/map');
	await until(hala, '/map');

	// Going back decides nothing.
	await admin.getByRole('button', { name: 'إيقاف الحساب' }).click();
	await admin.getByRole('dialog').getByRole('button', { name: 'رجوع' }).click();
	await admin.getByRole('button', { name: 'إيقاف الحساب' }).click();
	await admin.getByRole('dialog').getByRole('button', { name: 'إيقاف الحساب' }).click();
	await expect(admin.getByText('موقوف')).toBeVisible();
	await hala.goto('/account');
	await until(hala, '/login');
});

test('the auditor reads what was done and may change nothing; a clerk sees neither', async ({ browser }) => {
	const { page: auditor } = await newPerson(browser);
	await signIn(auditor, 'auditor', '/admin/audit');
	await expect(auditor.getByText('دخول', { exact: true }).first()).toBeVisible();
	await auditor.goto('/admin/people/inspector');
	await expect(auditor.getByRole('button', { name: 'إنهاء اليوم' })).toHaveCount(0);
	await expect(auditor.getByRole('button', { name: 'كلمة مرور مؤقتة جديدة' })).toHaveCount(0);
	const { page: clerk } = await newPerson(browser);
	await signIn(clerk, 'window_clerk');
	expect((await clerk.goto('/admin/audit'))?.status()).toBe(403);
});

test('preferences follow a person to another device', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'driver', '/account');
	await page.getByRole('radio', { name: 'English' }).check();
	await page.getByRole('button', { name: 'حفظ' }).click();
	await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible();
	const { page: elsewhere } = await newPerson(browser);
	await signIn(elsewhere, 'driver', '/account');
	await expect(elsewhere.getByRole('heading', { name: 'My account' })).toBeVisible();
	await expect(elsewhere.locator('html')).toHaveAttribute('dir', 'ltr');
});

const PAGES = [
	'/account',
	'/admin/people',
	'/admin/people/inspector',
	'/admin/people/new',
	'/admin/units',
	'/admin/units/new',
	'/admin/sessions',
	'/admin/audit'
];
for (const look of [
	{ locale: 'ar', theme: 'light', width: 1440 },
	{ locale: 'en', theme: 'dark', width: 390 }
] as const)
	test(`the pages of people are within everybody’s reach (${look.locale}, ${look.theme}, ${look.width})`, async ({
		browser
	}) => {
		test.setTimeout(180_000);
		const page = await signInPage(browser, look);
		const found: string[] = [];
		for (const path of PAGES) {
			await page.goto(path);
			await page.waitForLoadState('networkidle');
			const { violations } = await new AxeBuilder({ page })
				.withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
				.analyze();
			for (const v of violations)
				found.push(`${path}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
			const wide = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			if (wide > 0) found.push(`${path}: ${wide} px wider than the window`);
		}
		expect(found).toEqual([]);
	});

async function signInPage(browser: Browser, look: Parameters<typeof newPerson>[1]): Promise<Page> {
	const { page } = await newPerson(browser, look);
	await page.goto('/login');
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map((v) => v.id)).toEqual([]);
	await signIn(page, 'admin', '/account');
	return page;
}

test('long pages scroll inside the frame; the bar and the rail stay', async ({ browser }) => {
	const { context, page } = await newPerson(browser);
	await signIn(page, 'admin', '/account');
	for (const path of ['/account', '/admin/units']) {
		await page.goto(`${BASE}${path}`);
		expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
	}
	await context.close();
});
