import { expect, type APIRequestContext } from '@playwright/test';
import { apiAs, newPerson, signIn, test } from './support.ts';

/** Two companies clash in a quiet month; the committee sits, decides, and the minutes stand. */
async function registered(
	api: APIRequestContext,
	title: string,
	start: string,
	end: string
): Promise<string> {
	const geometry = {
		type: 'LineString',
		coordinates: [
			[29.7335, 30.7058],
			[29.7345, 30.7058]
		]
	};
	const answer = await api.post('/api/v1/excavation/digs', {
		data: { title, window: { start, end }, geometry }
	});
	expect(answer.status(), await answer.text()).toBe(201);
	return (await answer.json()).reference;
}

test('the committee sits over the open clashes, decides each, and its minutes are printed', async ({
	browser
}) => {
	test.setTimeout(120_000);
	// Another try has a January of its own.
	const year = 2028 + test.info().retry;
	const [telecom, gas] = [await apiAs('utility_planner'), await apiAs('utility_planner_gas')];
	const first = await registered(telecom, 'كابل أمام اللجنة', `${year}-01-03`, `${year}-01-12`);
	const second = await registered(gas, 'غاز أمام اللجنة', `${year}-01-10`, `${year}-01-20`);
	const { page } = await newPerson(browser);
	await signIn(page, 'coordinator', '/excavation');
	await page.getByRole('link', { name: 'الجلسات' }).click();
	await page.waitForURL('**/excavation/sessions');
	await page.getByRole('button', { name: 'جلسة جديدة' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('موعد الجلسة').fill(`2/1/${year}`);
	await dialog.getByLabel('المكان').fill('ديوان المحافظة');
	await dialog.getByLabel('أول يوم').fill(`1/1/${year}`);
	await dialog.getByLabel('آخر يوم').fill(`31/1/${year}`);
	await dialog.getByLabel('آخر يوم').press('Tab');
	await dialog.getByRole('button', { name: 'افتح الجلسة' }).click();
	await page.waitForURL(/\/excavation\/sessions\/\d+$/);
	const id = page.url().split('/').at(-1)!;
	const item = page.locator('[data-item="1"]');
	await expect(item).toContainText(first);
	await expect(item).toContainText(second);
	await expect(page.getByRole('button', { name: 'إغلاق الجلسة' })).toBeDisabled();

	await page.getByRole('tab', { name: /الحضور/ }).click();
	await page.getByLabel('شركة غاز النموذج', { exact: true }).check();
	await expect(page.locator('[data-present="true"]')).toHaveCount(1);
	await page.getByRole('tab', { name: /جدول الأعمال/ }).click();
	await item.getByRole('combobox', { name: 'القرار' }).or(item.getByLabel('القرار')).first().click();
	await page.getByRole('option', { name: /شركة غاز النموذج موعدها/ }).click();
	await item.getByLabel('التفصيل').fill('تبدأ يوم 13 يناير');
	await item.getByRole('button', { name: 'أثبت القرار' }).click();
	await expect(item).toHaveAttribute('data-decision', 'move_second');
	await page.screenshot({ path: 'test-results/session-ar.png' });
	await page.getByRole('button', { name: 'إغلاق الجلسة' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'إغلاق الجلسة' }).click();
	await expect(page.getByText('مغلقة', { exact: true })).toBeVisible();

	const kept = await (await gas.get(`/api/v1/excavation/sessions/${id}`)).json();
	expect(kept).toMatchObject({ items: 1, decided: 1, place: 'ديوان المحافظة', may_edit: false });
	expect(kept.closed_at).not.toBeNull();
	expect(kept.agenda[0]).toMatchObject({ decision: 'move_second', note: 'تبدأ يوم 13 يناير' });
	const late = await (
		await apiAs('coordinator')
	).post(`/api/v1/excavation/sessions/${id}/items/${kept.agenda[0].id}/actions/decide`, {
		data: { decision: 'keep' }
	});
	expect(await late.json()).toMatchObject({ code: 'coordination_closed' });

	await page.getByRole('link', { name: 'المحضر', exact: true }).click();
	await expect(page.getByRole('heading', { name: `محضر جلسة تنسيق الحفر رقم ${id}` })).toBeVisible();
	await expect(page.getByText('تبدأ يوم 13 يناير')).toBeVisible();
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('button', { name: 'طباعة' })).toBeHidden();
	await page.screenshot({ path: 'test-results/minutes-ar.png', fullPage: true });
	for (const [api, reference] of [
		[telecom, first],
		[gas, second]
	] as const) {
		const dig = await api.get(`/api/v1/excavation/digs/${reference}`);
		const headers = { 'if-match': dig.headers()['etag']! };
		const answer = await api.post(`/api/v1/excavation/digs/${reference}/actions/cancel`, {
			data: { reason: 'انتهت التجربة' },
			headers
		});
		expect(answer.status(), await answer.text()).toBe(200);
	}
});
