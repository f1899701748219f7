import { inflateSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { apiAs, newPerson, signIn, test } from './support.ts';

test('the permit of a granted work is a paper, and its code says in the street whether work is allowed', async ({
	browser
}) => {
	const staff = await apiAs('coordinator');
	const digs = await (await staff.get('/api/v1/excavation/digs?state=granted,running&limit=1')).json();
	const { reference } = digs.items[0];
	const pdf = await staff.get(`/api/v1/excavation/digs/${reference}/permit.pdf`);
	expect(pdf.status()).toBe(200);
	expect(pdf.headers()['content-type']).toBe('application/pdf');
	expect((await pdf.body()).toString('latin1', 0, 5)).toBe('%PDF-');

	const { page } = await newPerson(browser, { width: 390, height: 844 });
	await signIn(page, 'coordinator', `/excavation/${reference}`);
	const print = page.getByRole('link', { name: 'طباعة التصريح' });
	await expect(print).toHaveAttribute('href', new RegExp(`${reference}/permit.pdf`));

	// The code as the paper has it; who scans it is nobody in particular.
	const code = codeIn(await pdf.body());
	await page.context().clearCookies({ name: 'diwan_session' });
	await page.goto(`/verify/${code}`);
	const verdict = page.locator('[data-verdict]');
	await expect(verdict).toHaveAttribute('data-verdict', /^(allowed|not_now|not_yet|expired)$/);
	const told = await verdict.getAttribute('data-verdict');
	const api = await apiAs();
	const accept = { headers: { accept: 'application/json' } };
	const check = await (await api.get(`/verify/${code}`, accept)).json();
	expect(check.verdict).toBe(told);
	expect(check.paper.reference).toBe(reference);
	// Where programs of before asked.
	expect((await (await api.get(`/api/v1/permits/check/${code}`)).json()).verdict).toBe(told);
	await expect(page.getByText(reference)).toBeVisible();
	await expect(page.getByText('صحيح', { exact: true })).toBeVisible();

	// Without a connection the paper speaks for itself.
	await page.context().setOffline(true);
	await page.evaluate(() => dispatchEvent(new Event('offline')));
	await expect(page.getByRole('alert')).toContainText('لا يوجد اتصال بالسجل');
	await page.context().setOffline(false);
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect(page.getByRole('alert')).toHaveCount(0);

	// A register that has too much to do is not "no network", and is asked again.
	await page.route('**/verify/**', (route) => route.fulfill({ status: 429, json: {} }));
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect(page.getByRole('alert')).toContainText('أسئلة كثيرة');
	await page.unroute('**/verify/**');
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect(page.getByRole('alert')).toHaveCount(0);

	// Papers that are scanned without a network are judged by the page that this telephone kept.
	const at = 12;
	const forged = `/verify/${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
	await page.waitForFunction(() => caches.match('/verify/-').then((kept) => kept !== undefined));
	await page.context().setOffline(true);
	const answer = await page.goto(forged);
	expect(answer!.fromServiceWorker()).toBe(true);
	await expect(verdict).toHaveAttribute('data-verdict', 'forged');
	await page.goto(`/verify/${code}`);
	await page.reload();
	await expect(verdict).toHaveAttribute('data-verdict', told!);
	await expect(page.getByRole('alert')).toContainText('لا يوجد اتصال بالسجل');
	await expect(page.getByText(reference)).toBeVisible();
	await expect(page.getByText('صحيح', { exact: true })).toBeVisible();
	await page.context().setOffline(false);
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect(page.getByRole('alert')).toHaveCount(0);

	// A letter changed is a forgery.
	await page.goto(forged);
	await expect(verdict).toHaveAttribute('data-verdict', 'forged');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('التصريح غير صحيح');
	await page.context().close();
});

/** What the code of a paper leads to, from the link that lies under it. */
function codeIn(pdf: Buffer): string {
	const texts = [pdf.toString('latin1')];
	for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7))
		try {
			texts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
		} catch {
			// Not every stream is packed.
		}
	const found = texts.map((text) => /\/verify\/([\w.-]+)/.exec(text)?.[1]).find(Boolean);
	expect(found).toBeTruthy();
	return found!;
}
