import { expect, type Page } from '@playwright/test';
import { aCentralParcel } from './plot.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

/** All that this browser keeps of forms, as whoever opens its storage reads it. */
const keptHere = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<string>((resolve) => {
				const open = indexedDB.open('diwan-unsaved');
				open.onsuccess = () => {
					const all = open.result.transaction('forms').objectStore('forms').getAll();
					all.onsuccess = () =>
						resolve(
							JSON.stringify(all.result, (_, value: unknown) =>
								value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value
							)
						);
					open.result.close();
				};
			})
	);

const keptAt = (stored: string) => Date.parse(/"at":"([^"]+)"/.exec(stored)?.[1] ?? '');

test('an engineer goes on with a form after the browser was closed, and the owner follows the file by telephone', async ({
	browser
}) => {
	const clerk = await apiAs('window_clerk');
	const parcel = await aCentralParcel(clerk);
	const owner = 'نادية سمير حلمي';

	// What is typed stays, sealed, when the page is closed; somebody else who signs in here is offered nothing.
	const { context, page } = await newPerson(browser);
	await signIn(page, 'applicant_engineer', '/portal');
	await page.goto(`/permits/new?parcel=${parcel}`);
	await page.getByLabel('اسم المالك').fill(owner);
	await page.getByLabel('الهاتف', { exact: true }).fill('01005556677');
	const typed = Date.now();
	await page.getByLabel('عدد الأدوار').fill('2');
	await expect.poll(async () => keptAt(await keptHere(page))).toBeGreaterThan(typed);
	await page.close();
	const again = await context.newPage();
	await again.goto('/permits/new');
	await again.getByRole('button', { name: 'أكمل ما بدأت' }).click();
	await expect(again.getByLabel('اسم المالك')).toHaveValue(owner);
	await expect(again.getByLabel('عدد الأدوار')).toHaveValue('2');
	await again.waitForURL((url) => url.searchParams.get('parcel') === parcel);
	const stored = await keptHere(again);
	expect(stored).toContain('applicant_engineer');
	expect(stored).not.toContain(owner);
	await again.getByRole('button', { name: 'احفظ مسودة' }).click();
	await again.waitForURL(/\/permits\/[A-Z]{2}-/);
	const ref = new URL(again.url()).pathname.split('/').at(-1)!;
	await again.goto('/permits/new');
	await expect(again.getByLabel('اسم المالك')).toHaveValue('');
	await expect(again.getByRole('button', { name: 'أكمل ما بدأت' })).toHaveCount(0);
	// Their file waits for them on their own page.
	await again.goto('/');
	await again.waitForURL(/\/portal$/);
	await expect(again.locator(`[data-case="${ref}"]`)).toContainText('مسودة لم تُقدَّم');

	// The window reads the names; the owner, on a telephone and not signed in, is told so, by office and not by name.
	await clerk.get(`/api/v1/permits/${ref}/parties`);
	const { page: phone } = await newPerson(browser, { width: 390, height: 844 });
	await phone.goto(`/portal/track/${ref}`);
	await phone.waitForURL(/\/portal\/track\?reference=/);
	await expect(phone.getByLabel('رقم الملف')).toHaveValue(ref);
	await phone.getByLabel('آخر أربعة أرقام').fill('1111');
	await phone.getByRole('button', { name: 'اعرض الملف' }).click();
	await expect(phone.getByRole('alert')).toContainText('لا يوجد ملف بهذا الرقم');
	await phone.getByLabel('آخر أربعة أرقام').fill('٦٦٧٧');
	await phone.getByRole('button', { name: 'اعرض الملف' }).click();
	await phone.waitForURL((url) => url.pathname === `/portal/track/${ref}` && url.search === '');
	await phone.reload();
	const openings = phone.locator('[data-openings]');
	await expect(openings.getByText('شباك المركز التكنولوجي')).toBeVisible();
	await expect(openings.getByText('أسماء أصحاب الملف').first()).toBeVisible();
	await expect(phone.getByText(owner)).toHaveCount(0);
	await phone.screenshot({ path: 'test-results/permit-track-ar.png', fullPage: true });
});
