import { expect } from '@playwright/test';
import type { PermitCase } from '#lib/modules/permits/rules/life/types.ts';
import { bringPapers, EXAMINED, payDues, post, reviewerOf, take } from './permit-file.ts';
import { aCentralParcel } from './plot.ts';
import { apiAs, day, newPerson, signIn, test } from './support.ts';

const FACTS = {
	...{ floors: 2, height_m: 6, basements: 0, use: 'residential', floor_areas_m2: [50, 50] },
	...{ works_value_egp: 90_000, structure_changes: true, outline_changes: false }
};

test('an engineer appeals against a refusal, the governor grants it, and the file goes to another reviewer', async ({
	browser
}) => {
	const [engineer, clerk, head] = await Promise.all(
		['applicant_engineer', 'window_clerk', 'head_of_engineering'].map((name) => apiAs(name))
	);
	const opened = await engineer!.post('/api/v1/permits', {
		data: {
			...{ kind: 'strengthening', parcel_id: await aCentralParcel(clerk!), facts: FACTS },
			parties: { owner: { name: 'هالة مصطفى رزق', phone: '01007778899' } }
		}
	});
	expect(opened.status(), await opened.text()).toBe(201);
	const { reference: ref } = (await opened.json()) as PermitCase;
	await bringPapers(engineer!, ref);
	await post(engineer!, ref, 'submit');
	await payDues(ref);
	await post(clerk!, ref, 'take_in');
	await post(clerk!, ref, 'accept', { certificate_on: day(0) });
	const first = await reviewerOf(ref);
	const reviewer = await apiAs(first);
	await post(reviewer, ref, 'begin');
	const why = { reason: 'تقرير الحالة الإنشائية ناقص', article: 'مادة 15 من القانون 119 لسنة 2008' };
	await post(reviewer, ref, 'recommend', { outcome: 'refuse', ...why, examined: EXAMINED });
	await post(head!, ref, 'take_up');
	await post(head!, ref, 'refuse', why);
	const { items } = await (await head!.get(`/api/v1/permits/${ref}/certificates`)).json();
	const { code } = (items as { kind: string; code: string }[]).find((c) => c.kind === 'refusal')!;

	// Whoever asked appeals on a telephone; who refused is offered nothing.
	const { page } = await newPerson(browser, { width: 390, height: 844 });
	await signIn(page, 'applicant_engineer', `/permits/${ref}`);
	const appeal = page.locator('[data-appeal]');
	await expect(appeal).toHaveAttribute('data-appeal', 'possible');
	const grounds = 'التقرير الكامل مرفق بالملف منذ تقديمه';
	await take(page, 'تظلَّم من الرفض', (dialog) => dialog.getByLabel('أسباب التظلم').fill(grounds));
	await expect(appeal).toHaveAttribute('data-appeal', 'open');
	await expect(appeal).toContainText(grounds);
	await expect(page.locator('footer').getByRole('button')).toHaveCount(0);
	await page.screenshot({ path: 'test-results/permit-appeal-ar.png' });
	await page.goto(`/portal/track/${ref}`);
	await expect(page.locator('[data-appeal=open]')).toBeVisible();
	expect((await (await head!.get(`/api/v1/permits/${ref}`)).json()).may).toEqual([]);

	// The governor finds it among what waits, and grants it.
	const { page: office } = await newPerson(browser);
	await signIn(office, 'governor', '/permits?mine=1');
	await office.getByRole('link', { name: ref }).first().click();
	await office.waitForURL(new RegExp(`/permits/${ref}`));
	await expect(office.locator('[data-appeal=open]')).toContainText(grounds);
	await office.screenshot({ path: 'test-results/permit-appeal-governor-ar.png' });
	await take(office, 'اقبل التظلم', (dialog) => dialog.getByLabel('السبب').fill('التقرير موجود بالملف'));
	await expect(office.locator('[data-appeal=granted]')).toBeVisible();

	// Everybody with the paper is told at once, and another reviewer has the file.
	await page.goto(`/verify/${code}`);
	await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'revoked');
	await expect(page.locator('[data-appeal=granted]')).toBeVisible();
	const second = await reviewerOf(ref);
	expect(second).not.toBe(first);
	// Who refused decides nothing any more: another head approves, and the licence is issued.
	const next = await apiAs(second);
	await post(next, ref, 'begin');
	const met = { outcome: 'grant', reason: 'مستوفٍ بعد التقرير', conditions: [], examined: EXAMINED };
	await post(next, ref, 'recommend', met);
	expect((await (await head!.get(`/api/v1/permits/${ref}`)).json()).may).toEqual([]);
	const other = await apiAs('head_of_engineering_2');
	await post(other, ref, 'take_up');
	await post(other, ref, 'approve');
	await payDues(ref);
	await post(await apiAs('authority'), ref, 'issue');
	await page.goto(`/portal/track/${ref}`);
	await expect(page.getByText('صدرت الرخصة').first()).toBeVisible();
});
