import { inflateSync } from 'node:zlib';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { inDatabase } from './database.ts';
import { apiAs, newPerson, signIn } from './support.ts';

const JSON_PLEASE = { headers: { accept: 'application/json' } };

async function aParcel(api: APIRequestContext): Promise<string> {
	const found = await api.get('/api/v1/layers/parcels/features', { params: { limit: 1 } });
	const { features } = (await found.json()) as { features: { id: string | number }[] };
	return String(features[0]!.id);
}

/** Paths of the addresses that a paper links to. */
function linksIn(pdf: Buffer): string {
	const texts = [pdf.toString('latin1')];
	for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7))
		try {
			texts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
		} catch {
			// Not every stream is packed.
		}
	return texts.join('\n');
}

/** Does what only whoever owns the database can: changes an entry of the log, whose triggers forbid it to everybody else. */
async function rewrite(number: string, from: string, to: string): Promise<string> {
	return inDatabase(async (client) => {
		await client.query('alter table audit_log disable trigger user');
		const { rows } = await client.query(
			`update audit_log set detail = replace(detail::text, $2, $3)::jsonb
			where subject_type = 'permit_certificate' and action = 'permit.certificate_issued' and detail ->> 'number' = $1
			returning chain, seq`,
			[number, from, to]
		);
		await client.query('alter table audit_log enable trigger user');
		expect(rows).toHaveLength(1);
		return `${rows[0].chain}:${rows[0].seq}`;
	});
}

test('scenario 9: a statement is issued with a click; its code tells everybody what it is worth, and who altered what', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const headApi = await apiAs('head_of_engineering');
	const parcel = await aParcel(headApi);
	const { page: desk } = await newPerson(browser);
	await signIn(desk, 'head_of_engineering', `/permits/site`);
	await desk.goto(`/permits/site?parcel=${parcel}`);

	const before = (
		(await (await headApi.get(`/api/v1/permits/statements?parcel=${parcel}`)).json()) as {
			items: { number: string }[];
		}
	).items.map((c) => c.number);
	const posted = desk.waitForResponse((r) => r.request().method() === 'POST');
	const clicked = Date.now();
	await desk.getByRole('button', { name: 'أصدر بيان الصلاحية' }).click();
	const answer = await headApi.get((await posted).headers().location!);
	console.log(`statement PDF ${Date.now() - clicked} ms after the click`);
	expect(answer.headers()['content-type']).toBe('application/pdf');
	const pdf = await answer.body();
	const card = desk.locator('[data-certificate]').first();
	await expect.poll(() => card.getAttribute('data-certificate')).not.toBe(before[0] ?? null);
	const number = (await card.getAttribute('data-certificate'))!;
	const link = (await card.getByRole('link', { name: 'الملف (PDF)' }).getAttribute('href'))!;
	const code = (await card.getByRole('link', { name: 'صفحة التحقق' }).getAttribute('href'))!;
	// The square on the paper leads there: so does the link that lies under it.
	expect(linksIn(pdf)).toContain(code);

	// A passer-by with a telephone, without an account.
	const { page } = await newPerson(browser, { width: 390, height: 844 });
	await page.goto(code);
	const status = page.locator('[data-status]');
	await expect(status).toHaveAttribute('data-status', 'valid');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('سارٍ');
	await expect(page.getByText(number)).toBeVisible();
	const anybody = await apiAs();
	const told = await (await anybody.get(code, JSON_PLEASE)).json();
	expect(told).toMatchObject({ number, status: 'valid', record: { ok: true, bad: [] } });
	await expect(page.locator('[data-sha256]')).toHaveText(told.paper.sha256);
	expect(told.outline.plot.type).toBe('MultiPolygon');

	// The paper is genuine; with one byte changed it is not, here as on the server.
	const altered = Buffer.from(pdf);
	altered[altered.length >> 1]! ^= 1;
	const file = page.getByLabel('ملف الشهادة');
	const said = page.locator('[data-paper]');
	await file.setInputFiles({ name: 'statement.pdf', mimeType: 'application/pdf', buffer: pdf });
	await expect(said).toHaveAttribute('data-paper', 'genuine');
	await expect(status).toHaveAttribute('data-status', 'valid');
	await file.setInputFiles({ name: 'statement.pdf', mimeType: 'application/pdf', buffer: altered });
	await expect(said).toHaveAttribute('data-paper', 'altered');
	await expect(status).toHaveAttribute('data-status', 'forged');
	const sent = (bytes: Buffer) =>
		anybody.post(code, {
			headers: { ...JSON_PLEASE.headers, 'content-type': 'application/pdf' },
			data: bytes
		});
	expect(await (await sent(pdf)).json()).toMatchObject({ genuine: true, status: 'valid' });
	expect(await (await sent(altered)).json()).toMatchObject({ genuine: false, status: 'forged' });

	// One entry of the log that was changed is named; as it was, the record is whole again.
	const row = await rewrite(number, '"statement"', '"licence"');
	await page.reload();
	await expect(status).toHaveAttribute('data-status', 'altered');
	await expect(page.locator(`[data-bad-row="${row}"]`)).toBeVisible();
	expect(await (await anybody.get(code, JSON_PLEASE)).json()).toMatchObject({
		...{ status: 'altered', certificate_status: 'valid' },
		record: { ok: false, bad: [{ reason: 'edited', action: 'permit.certificate_issued' }] }
	});
	expect(await (await sent(pdf)).json()).toMatchObject({ genuine: true, status: 'altered' });
	expect(await rewrite(number, '"licence"', '"statement"')).toBe(row);
	await page.reload();
	await expect(status).toHaveAttribute('data-status', 'valid');

	// Taken back by the head of the department: everybody sees it with the next look.
	await card.getByRole('button', { name: 'ألغِ' }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByLabel('السبب').fill('خطأ في حدود القطعة');
	await dialog.getByRole('button', { name: 'ألغِ' }).click();
	await expect(dialog).toBeHidden();
	await page.reload();
	await expect(status).toHaveAttribute('data-status', 'revoked');
	await expect(page.getByText('خطأ في حدود القطعة')).toHaveCount(0);
	await expect(card.getByText('خطأ في حدود القطعة')).toBeVisible();

	// What is no text is no code either: told so, with a place to type the one on the paper.
	for (const path of ['/verify/%00%FF', '/verify/%FF', '/verify/%']) {
		const answer = await anybody.get(path, JSON_PLEASE);
		expect([answer.status(), (await answer.json()).code]).toEqual([404, 'not_found']);
	}
	expect((await page.goto('/verify/%00%FF'))!.status()).toBe(404);
	await expect(status).toHaveAttribute('data-status', 'unknown');
	await page.getByPlaceholder('رمز الوثيقة').fill(number);
	await page.getByRole('button', { name: 'تحقق' }).click();
	await page.waitForURL(`**/verify/${number}`);

	// A code that nobody issued is no certificate, and a stranger has no paper.
	const unknown = await page.goto('/verify/AAAA-BBBB-CCCC-D');
	expect(unknown!.status()).toBe(404);
	await expect(status).toHaveAttribute('data-status', 'unknown');
	// Nor is its number its code, or a code that lacks a letter a forged permit to dig.
	await page.goto(`/verify/${number}`);
	await expect(status).toContainText('هذا رقم الشهادة وليس رمزها');
	expect((await anybody.get('/verify/AAAA-BBBB-CCCC')).status()).toBe(404);
	expect((await anybody.get(link)).status()).toBe(401);
});
