import { expect } from '@playwright/test';
import { newPerson, test } from './support.ts';

test('whoever walks by finds what is built next door, on a list, on the map and as data', async ({
	browser
}) => {
	const { page } = await newPerson(browser);
	await page.goto('/portal/permits?q=الطاحونه&kind=new');
	const entry = page.getByRole('list', { name: 'الطلبات والرخص' }).getByRole('link');
	await expect(entry).toHaveCount(1);
	await expect(entry).toContainText('شارع الطاحونة');
	await entry.click();
	await expect(page).toHaveURL(/\/portal\/permits\/BP-\d{4}-\d{6}$/);
	await expect(page.getByText('الأعمال جارية بموجب رخصة أحدث.')).toBeVisible();
	await expect(page.getByText('الإخطار ببدء التنفيذ')).toBeVisible();
	const reference = page.url().split('/').at(-1)!;

	await page.getByRole('link', { name: 'السجل', exact: true }).click();
	await expect(page).toHaveURL(/[?&]kind=new/);
	await page.getByRole('searchbox').fill('لا شيء من هذا');
	await page.getByRole('searchbox').press('Enter');
	await expect(page.getByText('لا نتائج لهذا البحث.')).toBeVisible();
	await page.getByRole('link', { name: 'إلغاء البحث' }).click();
	await expect(entry.first()).toBeVisible();

	const file = page.waitForEvent('download');
	await page.getByRole('link', { name: 'جدول (CSV)' }).click();
	const table = await (await file).createReadStream();
	let text = '';
	for await (const chunk of table) text += String(chunk);
	expect(text).toContain(`\n${reference},`);
	const tiles = await page.request.get('/tiles/public_permits.json');
	expect(tiles.status()).toBe(200);
	expect((await page.request.get('/tiles/permits.json')).status()).toBe(401);
});
