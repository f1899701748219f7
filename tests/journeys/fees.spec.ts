import { expect, type Page } from '@playwright/test';
import { apiAs, newPerson, signIn, test } from './support.ts';

/** The account's card of a record. */
async function account(page: Page, reference: string) {
	await page.goto(`/excavation/${reference}`);
	const card = page
		.locator('section')
		.filter({ has: page.getByRole('heading', { name: 'الرسوم والتأمين' }) })
		.last();
	await expect(card.getByText('المسطح المفتوح:')).toBeVisible();
	return card;
}

test('a work across two tariffs is split to the piastre, and the cashier takes it and cancels with a reason', async ({
	browser
}) => {
	const planner = await apiAs('utility_planner');
	const { items } = await (await planner.get('/api/v1/excavation/digs?state=granted&limit=200')).json();
	const granted = await (await planner.get(`/api/v1/excavation/digs/${items[0].reference}`)).json();
	const window = { start: '2028-03-28', end: '2028-04-05' };
	const made = await planner.post('/api/v1/excavation/digs', {
		data: {
			title: 'مد كابل بين تعريفتين',
			window,
			geometry: granted.geometry,
			width_m: 0.7,
			surface: 'asphalt'
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	const { reference } = await made.json();
	const coordinator = await apiAs('coordinator');
	const feesOf = async (ref: string) => (await coordinator.get(`/api/v1/excavation/digs/${ref}/fees`)).json();
	const graded = await coordinator.put(`/api/v1/excavation/digs/${reference}/fees/grade`, {
		data: { grade: 'second', reason: 'سجل الطرق' }
	});
	expect(graded.status()).toBe(200);

	// The coordinator sets another price from the first of April.
	const { page } = await newPerson(browser);
	await signIn(page, 'coordinator', '/excavation/tariff');
	await expect(page.getByText(/أسعار غير مؤكدة|سعرًا غير مؤكد|سعر غير مؤكد/)).toBeVisible();
	const row = page.getByRole('listitem').filter({ hasText: 'رد الشيء لأصله: طريق درجة ثانية، أسفلت' });
	const dialog = page.getByRole('dialog');
	// The page may still be coming to life.
	await expect(async () => {
		await row.getByRole('button', { name: 'سعر جديد' }).click({ timeout: 2000 });
		await expect(dialog).toBeVisible({ timeout: 2000 });
	}).toPass();
	await dialog.getByRole('spinbutton', { name: /القيمة/ }).fill('700.01');
	await dialog.getByRole('textbox', { name: /يسري من/ }).fill('01/04/2028');
	await dialog.getByRole('textbox', { name: /المصدر/ }).fill('قرار المحافظ 91 لسنة 2028');
	await dialog.getByRole('button', { name: 'إضافة' }).click();
	await expect(dialog).toBeHidden();
	await page.screenshot({ path: 'test-results/tariff-ar.png' });

	const card = await account(page, reference);
	await expect(card.getByText('4/9')).toBeVisible();
	await expect(card.getByText('5/9')).toBeVisible();
	await expect(card.getByText('غير مؤكد')).toBeVisible();
	const quote = await feesOf(reference);
	const [part] = quote.basis.parts;
	expect(quote.basis.parts).toHaveLength(1);
	// In ninths of a hundredth of a square metre by piastres, exactly.
	const exact = BigInt(part.area) * (60_000n * 4n + 70_001n * 5n);
	expect(quote.fees.restoration).toBe(Number((exact * 2n + 900n) / 1800n));
	expect(quote.due).toEqual({ fees: 0, deposit: 0, overrun: 0 });

	// A request in hand is paid at the cash desk.
	const waiting = (await (await planner.get('/api/v1/excavation/digs?state=submitted&limit=200')).json())
		.items[0];
	const { due } = await feesOf(waiting.reference);
	expect(due.fees).toBeGreaterThan(0);
	const { page: desk } = await newPerson(browser);
	await signIn(desk, 'cashier', '/excavation');
	const bill = await account(desk, waiting.reference);
	await bill.getByRole('button', { name: 'تحصيل' }).first().click();
	await desk.getByRole('dialog').getByRole('button', { name: 'تحصيل وإصدار إيصال' }).click();
	await expect(bill.getByRole('heading', { name: 'الإيصالات' })).toBeVisible();
	const paid = await feesOf(waiting.reference);
	expect(paid.drawn_up).not.toBeNull();
	expect(paid.due.fees).toBe(0);
	const receipt = paid.receipts.at(-1);
	expect(receipt).toMatchObject({ charge: 'fees', amount: due.fees, cancelled: null });
	await desk.screenshot({ path: 'test-results/fees-paid-ar.png' });

	await desk.goto('/excavation/cash');
	await expect(desk.getByText(receipt.number)).toBeVisible();
	await account(desk, waiting.reference);
	await bill
		.getByRole('listitem')
		.filter({ hasText: receipt.number })
		.getByRole('button', { name: 'إلغاء الإيصال' })
		.click();
	await desk.getByRole('dialog').getByRole('textbox').fill('خطأ في اسم الجهة');
	await desk.getByRole('dialog').getByRole('button', { name: 'إلغاء الإيصال' }).click();
	await expect(bill.getByText('ملغى: خطأ في اسم الجهة')).toBeVisible();
	const after = await feesOf(waiting.reference);
	expect(after.due.fees).toBe(due.fees);
	expect(after.receipts.at(-1).cancelled.reason).toBe('خطأ في اسم الجهة');

	const dig = await planner.get(`/api/v1/excavation/digs/${reference}`);
	const gone = await planner.post(`/api/v1/excavation/digs/${reference}/actions/cancel`, {
		data: { reason: 'انتهت التجربة' },
		headers: { 'if-match': dig.headers()['etag']! }
	});
	expect(gone.status()).toBe(200);
});
