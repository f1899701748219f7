import { expect } from '@playwright/test';
import type { PermitCase } from '#lib/modules/permits/rules/life/types.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

test('a licence that was changed leads to the one that holds, and more floors are asked for on that one', async ({
	browser
}) => {
	const clerk = await apiAs('window_clerk');
	const { items } = await (await clerk.get('/api/v1/permits?limit=200')).json();
	const cases = await Promise.all(
		(items as PermitCase[])
			.filter((p) => p.kind === 'amendment' && p.state === 'issued')
			.map(async (p) => (await (await clerk.get(`/api/v1/permits/${p.reference}`)).json()) as PermitCase)
	);
	// Of the demonstration: works under way go on by it.
	const newer = cases.find((p) => p.works_under)!;
	const older = newer.amends!.licence!.reference;

	const { page } = await newPerson(browser);
	await signIn(page, 'window_clerk', `/permits/${older}`);
	await page.locator(`[data-amended-by="${newer.reference}"]`).getByRole('link').click();
	await page.waitForURL(new RegExp(`/permits/${newer.reference}$`));
	await expect(page.locator(`[data-amends="${older}"]`)).toContainText('يعدّل الرخصة');
	// What is issued has no days left: it is told what it took.
	await expect(page.getByText(/^(استغرق .+، والموعود ..|انتهى قبل .+)$/)).toBeVisible();
	await page.goto(`/permits/${older.replace('BP', 'BC')}`);
	await expect(page.locator(`[data-goes-by="${newer.reference}"]`)).toBeVisible();

	const { items: papers } = await (await clerk.get(`/api/v1/permits/${older}/certificates`)).json();
	const licence = (papers as { kind: string; code: string }[]).find((c) => c.kind === 'licence')!;
	await page.goto(`/verify/${licence.code}`);
	await expect(page.getByRole('heading', { name: 'عُدّلت برخصة أحدث' })).toBeVisible();

	// Everybody is led from the one to the other in the register too, and back.
	await page.goto(`/portal/permits/${older}`);
	await page.locator(`[data-amended-by="${newer.reference}"]`).getByRole('link').click();
	await page.waitForURL(new RegExp(`/portal/permits/${newer.reference}$`));
	await expect(page.locator(`[data-amends="${older}"]`)).toContainText('يعدّل الرخصة');
	const register = await (await page.request.get(`/api/v1/portal/permits/${older}`)).json();
	expect(register).toMatchObject({ amends: null, amended_by: { reference: newer.reference } });
	const table = await (await page.request.get('/feeds/permits.csv')).text();
	expect(table).toContain(`""amended_by"":""${newer.reference}""`);

	// Only the one that holds is offered, and the department of the plot is told before anything is typed.
	await page.goto(`/permits/new?parcel=${newer.parcel.id}`);
	await expect(page.locator('[data-department="demo-city"]')).toContainText('الوحدة المحلية');
	await page.getByLabel('نوع الرخصة').click();
	await page.getByRole('option', { name: 'تعلية' }).click();
	const choices = page.locator('[data-amends]').getByRole('radio');
	await expect(choices).toHaveCount(2);
	await page.getByRole('radio', { name: newer.reference }).check();
	await page.getByLabel('اسم المالك').fill('سعاد فؤاد منصور');
	await page.getByRole('button', { name: 'احفظ مسودة' }).click();
	await page.waitForURL(/\/permits\/BP-/);
	await expect(page.locator(`[data-amends="${newer.reference}"]`)).toBeVisible();
	await page.screenshot({ path: 'test-results/permit-amends-ar.png' });
	const ref = new URL(page.url()).pathname.split('/').at(-1)!;
	await clerk.post(`/api/v1/permits/${ref}/actions/withdraw`, { data: { reason: 'انتهى العرض' } });
});
