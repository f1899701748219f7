import { expect } from '@playwright/test';
import { apiAs, newPerson, signIn, test } from './support.ts';

test('a record tells how much its work disturbs, and leads to the card of its street', async ({
	browser
}) => {
	const api = await apiAs('coordinator');
	const { items } = await (await api.get('/api/v1/excavation/digs?state=finished&limit=200')).json();
	// Another walk may have finished a work of its own, away from any street.
	const dig = items.find((d: { nuisance: number }) => d.nuisance > 0);
	const nuisance = await (await api.get(`/api/v1/excavation/digs/${dig.reference}/nuisance`)).json();
	expect(dig.nuisance).toBe(nuisance.index);
	expect(nuisance.index).toBeGreaterThan(0);

	const { page } = await newPerson(browser);
	await signIn(page, 'coordinator', '/excavation');
	await page.goto('/excavation?state=finished');
	await expect(page.getByRole('columnheader', { name: 'الإزعاج' })).toBeVisible();
	await page.goto(`/excavation/${dig.reference}`);
	const card = page
		.locator('section')
		.filter({ has: page.getByRole('heading', { name: 'مؤشر الإزعاج' }) })
		.last();
	await expect(card.getByRole('rowheader', { name: 'رتبة الشارع' })).toBeVisible();
	await expect(card.getByText(/من 5/)).toBeVisible();
	await card.scrollIntoViewIfNeeded();
	await page.screenshot({ path: 'test-results/nuisance-ar.png' });

	const street = page.locator('a[href^="/excavation/streets/"]').first();
	const name = await street.textContent();
	await street.click();
	await page.waitForURL(/\/excavation\/streets\/\d+$/);
	await expect(page.getByRole('heading', { level: 1, name: name! })).toBeVisible();
	await expect(page.getByRole('link', { name: dig.title })).toBeVisible();
	const told = await (await api.get(`/api/v1${new URL(page.url()).pathname}`)).json();
	expect(told.openings.map((o: { reference: string }) => o.reference)).toContain(dig.reference);
	const counted = told.per_year.reduce((sum: number, y: { count: number }) => sum + y.count, 0);
	expect(counted).toBe(told.totals.openings);
	await page.screenshot({ path: 'test-results/street-ar.png' });
});
