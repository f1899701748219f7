import { expect, type APIRequestContext } from '@playwright/test';
import { fromLegal } from '#lib/kernel/crs.ts';
import type { PermitRecord } from '#lib/modules/permits/rules/life/record.ts';
import type { Statement } from '#lib/modules/permits/ui/site/api.ts';
import { inDatabase } from './database.ts';
import { accepted, bringPaper, bringPapers, EXAMINED, payDues, post, take } from './permit-file.ts';
import { house, type Corners } from './plot.ts';
import { apiAs, day, newPerson, signIn, test } from './support.ts';

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);

/** A plot on which nothing stands against the law: not that of a try before. */
async function freePlot(clerk: APIRequestContext): Promise<{ parcel_id: string; corners: Corners }> {
	const found = await clerk.get('/api/v1/layers/parcels/features', { params: { limit: 40 } });
	const { features } = (await found.json()) as { features: { id: string | number }[] };
	// The first ones are those of other walks.
	for (const { id } of features.slice(10)) {
		const parcel_id = String(id);
		const cases = await (await clerk.get('/api/v1/permits', { params: { parcel_id, limit: 1 } })).json();
		if (cases.items.length) continue;
		const site = await clerk.get('/api/v1/permits/site', { params: { parcel: parcel_id } });
		const { corners, results } = (await site.json()) as Statement;
		if (results.some((r) => r.rule === 'R20' && r.status === 'pass')) return { parcel_id, corners };
	}
	throw new Error('no plot without a violation');
}

/** A house with a basement, that needs nothing else out of the ordinary. */
const FACTS = {
	...{ floors: 3, height_m: 9, basements: 1, basement_areas_m2: [36], use: 'residential' },
	...{ floor_areas_m2: [80, 80, 80], works_value_egp: 400_000 }
};

/** A trench for fibre along a plot, planned for next week. */
async function trench(planner: APIRequestContext, corners: Corners): Promise<string> {
	const [first, second] = corners.map(({ east, north }) => fromLegal(4326, [east, north]));
	const made = await planner.post('/api/v1/excavation/digs', {
		data: {
			...{ title: 'مد كابل ألياف بجوار القطعة', window: { start: day(7), end: day(12) } },
			geometry: { type: 'LineString', coordinates: [first, second] }
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	return (await made.json()).reference;
}

/** A licence, issued by those whose duty it is; the steps on screen are walked elsewhere. */
async function license({ ref, reviewer }: { ref: string; reviewer: string }): Promise<void> {
	const [api, head] = [await apiAs(reviewer), await apiAs('head_of_engineering')];
	// The plots of the town are narrow.
	for (const subject of ['front', 'rear', 'side']) {
		const waiver = { rule: 'R03', subject, article: 'م 1', reason: 'قطعة ضيقة' };
		const answer = await head.post(`/api/v1/permits/${ref}/actions/waive`, { data: waiver });
		// Where it is kept nothing is waived.
		expect([200, 409]).toContain(answer.status());
	}
	await post(api, ref, 'recommend', { outcome: 'grant', reason: 'مستوفٍ', examined: EXAMINED });
	await post(head, ref, 'take_up');
	await post(head, ref, 'approve');
	await payDues(ref);
	await post(await apiAs('authority'), ref, 'issue');
}

test('a third slab over its line, found without a network, is stopped, reconciled and certified before any letter', async ({
	browser
}) => {
	test.setTimeout(300_000);
	const api = {
		clerk: await apiAs('window_clerk'),
		inspector: await apiAs('inspector_2'),
		head: await apiAs('head_of_engineering'),
		authority: await apiAs('authority'),
		cashier: await apiAs('cashier')
	};
	const planner = await apiAs('utility_planner');
	const { parcel_id, corners } = await freePlot(api.clerk);
	const dig = await trench(planner, corners);
	const asked = { kind: 'new', parcel_id, footprint: house(corners), facts: FACTS };
	const file = await accepted(api.clerk, asked);
	const { ref } = file;
	const [site, completion] = [ref.replace('BP', 'BC'), ref.replace('BP', 'BD')];
	const works = async (reference: string) =>
		(await (await api.inspector.get(`/api/v1/permits/${reference}/works`)).json()) as PermitRecord;
	await test.step('scenario 8: the reviewer is warned of the trench that is planned beside the plot', async () => {
		await post(await apiAs(file.reviewer), ref, 'begin');
		const { page } = await newPerson(browser);
		await signIn(page, file.reviewer, `/permits/${ref}`);
		const warning = page.locator('[data-rule="R19"]').filter({ hasText: dig });
		await expect(warning).toHaveAttribute('data-status', 'fail');
		await expect(warning.getByRole('link', { name: dig })).toHaveAttribute('href', `/excavation/${dig}`);
		await warning.getByRole('button').click();
		await expect(warning.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
		await page.context().close();
	});
	await license(file);
	await bringPaper(api.clerk, ref, 'contract');
	const { page: clerk } = await newPerson(browser);
	await signIn(clerk, 'window_clerk', `/permits/${ref}`);

	await test.step('scenario 8: the contractor’s notice of start opens the site, and the dig team sees it', async () => {
		const early = await api.clerk.post(`/api/v1/permits/${ref}/actions/notify_start`, {
			data: { starts_on: day(15) }
		});
		expect(early.status()).toBe(422);
		await take(clerk, 'أخطر ببدء التنفيذ', async (dialog) => {
			await dialog.getByLabel('المقاول').fill('شركة البناء');
		});
		await expect(clerk.locator('[data-linked="execution"]')).toBeVisible();
		const { features } = await (
			await planner.get('/api/v1/layers/building_sites/features', { params: { limit: 200 } })
		).json();
		const seen = features.find((f: { properties: { reference: string } }) => f.properties.reference === site);
		expect(seen.properties).toMatchObject({ kind: 'active', licence: ref });
		const [row] = await inDatabase(
			async (client) =>
				(
					await client.query(
						`select e.starts_on::text from permit_execution e join permit p on p.id = e.permit_id where p.reference = $1`,
						[site]
					)
				).rows
		);
		expect(seen.properties.starts_on).toBe(row.starts_on);
		await post(api.inspector, site, 'check_board');
		expect(
			(await api.clerk.post(`/api/v1/permits/${site}/actions/inspect`, { data: {} })).status(),
			'whoever took the file in does not inspect'
		).toBe(403);
	});

	const { page: phone, context } = await newPerson(browser, { width: 390, height: 844 });
	await test.step('the inspector records the deviation without a network; it arrives once, with photo and place', async () => {
		await context.grantPermissions(['geolocation']);
		await context.setGeolocation({ longitude: 31.05, latitude: 30.97, accuracy: 7 });
		await signIn(phone, 'inspector_2', `/permits/inspections?site=${site}`);
		await phone.locator('[data-kept]').waitFor({ timeout: 60_000 });
		await context.setOffline(true);
		expect((await phone.reload())!.fromServiceWorker()).toBe(true);
		await phone.locator('html[data-live]').waitFor();
		await phone.getByLabel('المرحلة').click();
		await phone.getByRole('option', { name: 'سقف الدور 3' }).click();
		await phone.getByRole('radio', { name: 'مخالف', exact: true }).check();
		await phone.getByLabel('مقدار التجاوز').fill('1.2');
		await phone.getByLabel('التقط صورة').setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: PNG });
		await phone.getByRole('button', { name: 'حدّد موقعي' }).click();
		await expect(phone.getByText(/7/).first()).toBeVisible();
		await phone.getByRole('button', { name: 'احفظ التفتيش' }).click();
		await expect(phone.locator('[data-outbox="1"]')).toBeVisible();
		expect((await works(site)).execution!.inspections).toEqual([]);
		await context.setOffline(false);
		await expect(phone.locator('[data-outbox]')).toHaveCount(0, { timeout: 30_000 });
		const { execution } = await works(site);
		expect(execution!.inspections).toMatchObject([
			{
				stage: 'slab',
				floor: 3,
				result: 'deviation',
				offset_m: 1.2,
				accuracy_m: 7,
				photos: [expect.stringMatching(/^[0-9a-f]{64}$/)]
			}
		]);
	});

	let violation = '';
	await test.step('the works stop, and the plot has a violation that forbids licences', async () => {
		await phone.goto(`/permits/${site}`);
		await take(phone, 'أوقف الأعمال', (dialog) => dialog.getByLabel('السبب').fill('بروز السقف الثالث'));
		await expect(phone.getByText('موقوف الأعمال').first()).toBeVisible();
		await take(phone, 'حرر محضر مخالفة', (dialog) =>
			dialog.getByLabel('وصف المخالفة').fill('بروز عن الحدود المرخصة')
		);
		await expect(phone.locator('[data-linked="violation"]')).toBeVisible();
		violation = (await works(site)).linked.find((c) => c.life === 'violation')!.reference;
		const statement = await (
			await api.head.post('/api/v1/permits/site', { data: { geometry: house(corners) } })
		).json();
		expect(statement.results.find((r: { rule: string }) => r.rule === 'R20')).toMatchObject({
			status: 'fail'
		});
	});

	await test.step('no letter before the certificate; what was built exceeds the licence by 6.3 square metres', async () => {
		expect(
			(await api.authority.post(`/api/v1/permits/${ref}/actions/issue_letters`, { data: {} })).status()
		).toBe(409);
		expect((await api.authority.get(`/api/v1/permits/${completion}`)).status()).toBe(404);
		await clerk.goto(`/permits/${ref}`);
		await take(clerk, 'أودع شهادة الصلاحية', async (dialog) => {
			await dialog.getByLabel('حدود المنفذ').fill(JSON.stringify(house(corners, 6.3 / 6)));
			await dialog.getByLabel('الارتفاع المنفذ').fill('9');
		});
		const { page: head } = await newPerson(browser, { locale: 'en', theme: 'dark' });
		await signIn(head, 'head_of_engineering', `/permits/${completion}`);
		await expect(head.getByText(/6\.30? m² beyond the licence/)).toBeVisible();
		await expect(head.getByText(/14 days left/).first()).toBeVisible();
		for (const wait of ['The as-built check', 'An open violation', 'Stages not passed'])
			await expect(head.getByText(wait).first()).toBeVisible();
		await post(api.clerk, violation, 'request_reconciliation', { reason: 'طلب تصالح' });
		for (const lacking of [completion, violation]) await bringPapers(api.clerk, lacking);
		for (const owing of [completion, violation]) await payDues(owing);
		await head.goto(`/permits/${violation}`);
		const quote = async (price: string) => {
			const dialog = head.getByRole('dialog');
			await dialog.getByLabel('Committee price').fill(price);
			await dialog.getByRole('button', { name: 'Quote the reconciliation' }).click();
			return dialog;
		};
		await head.locator('footer').getByRole('button', { name: 'Quote the reconciliation' }).click();
		await expect((await quote('2501')).getByRole('alert')).toContainText('2500');
		await expect(await quote('1000')).toBeHidden();
		const { violation: quoted } = await works(violation);
		expect(quoted!.quote!.answer).toMatchObject({ base: 630_000, earnest: 157_500, total: 630_000 });
		await expect(head.getByText('EGP 6,300.00').first()).toBeVisible();
	});

	await test.step('paid and closed, every stage passed: conformity, and then the letters', async () => {
		await post(api.clerk, violation, 'accept_quote');
		for (const amount of [157_500, 472_500])
			await post(api.cashier, violation, 'pay_fees', { stage: 'reconciliation', amount });
		await post(api.authority, violation, 'close_violation', { reason: 'قبول التصالح' });
		await post(api.inspector, completion, 'check_as_built');
		expect(
			(await api.head.post(`/api/v1/permits/${completion}/actions/certify`, { data: {} })).status()
		).toBe(409);
		await post(api.inspector, site, 'resume_work');
		for (const { stage, floor } of (await works(site)).execution!.left)
			await post(api.inspector, site, 'inspect', {
				...{ id: crypto.randomUUID(), stage, floor, result: 'ok', at: new Date().toISOString() }
			});
		expect(
			(await api.authority.post(`/api/v1/permits/${completion}/actions/issue_letters`, { data: {} })).status()
		).toBe(409);
		await post(api.head, completion, 'certify');
		expect(await post(api.authority, completion, 'issue_letters')).toMatchObject({ state: 'closed' });
		await clerk.goto(`/permits/${ref}`);
		for (const life of ['execution', 'completion', 'violation'])
			await expect(clerk.locator(`[data-linked="${life}"]`)).toBeVisible();
		expect((await works(ref)).linked.map((c) => c.state)).toEqual([
			...['issued', 'works_complete', 'closed', 'violation_reconciled']
		]);
	});
});
