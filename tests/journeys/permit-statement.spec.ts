import { expect } from '@playwright/test';
import type { CaseFees } from '#lib/modules/permits/rules/life/fees.ts';
import { aCentralParcel } from './plot.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

test('an engineer asks for the statement of a plot on the portal, the window finds it complete, the head issues it', async ({
	browser
}) => {
	const [asker, clerk, cashier] = [
		await apiAs('applicant_engineer'),
		await apiAs('window_clerk'),
		await apiAs('cashier')
	];
	const parcel = await aCentralParcel(clerk, 3 + test.info().retry);

	const { page } = await newPerson(browser, { width: 390, height: 844 });
	await signIn(page, 'applicant_engineer', '/portal');
	await expect(page.getByRole('link', { name: 'اطلب بيان صلاحية موقع' })).toHaveAttribute(
		'href',
		'/permits/statements/new'
	);
	await page.goto(`/permits/statements/new?parcel=${parcel}`);
	await page.getByLabel('اسم طالب البيان').fill('نوال سامي حجازي');
	await page.getByRole('button', { name: 'احفظ مسودة' }).click();
	await page.waitForURL(/\/permits\/BA-/);
	const ref = new URL(page.url()).pathname.split('/').at(-1)!;
	// All papers in one go: what their names say they are is proposed.
	const papers = ['identity', 'site_sketch'].map((kind) => ({
		name: `${kind}.pdf`,
		mimeType: 'application/pdf',
		buffer: Buffer.from(`%PDF-1.7\n1 0 obj <</Type /Catalog /Words (${kind} ${ref})>> endobj\n%%EOF\n`)
	}));
	await expect(page.locator('html[data-live]')).toBeAttached();
	await page.getByRole('button', { name: 'أرفق عدة ملفات معًا' }).click();
	await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(papers);
	await page.getByRole('dialog').getByRole('button', { name: 'أرفقها كلها' }).click();
	await expect(page.getByText('أُرفقت الملفات: 2')).toBeVisible();
	await page.locator('footer').getByRole('button', { name: 'قدّم الطلب' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'قدّم الطلب' }).click();
	await expect(page.getByText('بالشباك').first()).toBeVisible();

	// Not before it is paid, and not by whoever received it.
	const act = (api: typeof clerk, action: string, data: object = {}) =>
		api.post(`/api/v1/permits/${ref}/actions/${action}`, { data });
	expect((await (await act(clerk, 'accept_request')).json()).code).toBe('permit_fees_due');
	const { stages } = (await (await cashier.get(`/api/v1/permits/${ref}/fees`)).json()) as CaseFees;
	const { stage, due } = stages[0]!;
	expect((await act(cashier, 'pay_fees', { stage, amount: due })).status()).toBe(200);
	expect((await act(clerk, 'accept_request')).status()).toBe(200);
	expect((await (await act(clerk, 'issue_statement')).json()).code).toBe('permit_separation');

	const { page: head } = await newPerson(browser);
	await signIn(head, 'head_of_engineering', '/permits/statements');
	await head.getByRole('link', { name: ref }).click();
	await head.locator('footer').getByRole('button', { name: 'أصدر البيان' }).click();
	await head.getByRole('dialog').getByRole('button', { name: 'أصدر البيان' }).click();
	await expect(head.getByText('صدر البيان').first()).toBeVisible();

	// Whoever asked has the paper, and asks for the licence with it.
	await page.reload();
	const paper = page.getByRole('link', { name: 'الملف (PDF)' });
	await expect(paper).toBeVisible();
	const pdf = await asker.get((await paper.getAttribute('href'))!);
	expect((await pdf.body()).toString('latin1', 0, 5)).toBe('%PDF-');
	await expect(page.getByRole('link', { name: 'اطلب ترخيصًا على القطعة' })).toHaveAttribute(
		'href',
		`/permits/new?parcel=${parcel}`
	);
});
