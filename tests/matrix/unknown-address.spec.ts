import { expect, test } from '@playwright/test';
import { BASE } from '../journeys/support.ts';

for (const [locale, words] of [
	['ar', /[\u0600-\u06FF]{3}/],
	['en', /not here/]
] as const)
	for (const path of ['/api/v1/nope', '/api/v1/layers/streets/nope', '/api'])
		test(`${path} is not there, as problem details (${locale})`, async () => {
			const answer = await fetch(BASE + path, { headers: { cookie: `PARAGLIDE_LOCALE=${locale}` } });
			expect(answer.status).toBe(404);
			expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
			const problem = await answer.json();
			expect(problem).toMatchObject({ type: 'urn:diwan:error:not_found', status: 404, code: 'not_found' });
			expect(problem.detail).toMatch(words);
			expect(problem.reference).toBe(answer.headers.get('x-request-id'));
		});

test('a method that an address does not know is refused as problem details', async () => {
	const answer = await fetch(`${BASE}/api/v1/layers`, { method: 'DELETE' });
	expect(answer.status).toBe(405);
	expect(answer.headers.get('allow')).toContain('GET');
	expect(await answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' });
});

test('a program is answered in the language that it asks for', async () => {
	const headers = { authorization: 'Bearer nobody', 'accept-language': 'en' };
	const answer = await fetch(`${BASE}/api/v1/layers`, { headers });
	expect(answer.status).toBe(401);
	expect((await answer.json()).detail).toMatch(/^[A-Z]/);
});

test('an unknown page stays a page', async () => {
	const answer = await fetch(`${BASE}/nope`);
	expect(answer.status).toBe(404);
	expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
});
