import { expect, test } from '@playwright/test';
import { BASE, demoPassword } from '../journeys/support.ts';
import { EXPECTED } from './expected.ts';
import { act, enter, type House } from './subjects.ts';

/** Pressed in a mail program, which sends no origin; whoever holds the token may, and no cookie is looked at. */
const FROM_MAIL = ['POST /portal/alerts/leave/[token]'];
const writes = Object.keys(EXPECTED).filter(
	(route) => !route.startsWith('GET ') && !FROM_MAIL.includes(route)
);
let house: House;
let cookie: string;

test.beforeAll(async () => {
	house = { base: BASE, password: demoPassword() };
	cookie = await enter(house, 'admin');
});

type Headers = Record<string, string>;
const evil = { origin: 'https://evil.example' };

/** What a page elsewhere can make a browser send, with our cookie. */
const FORGED: [name: string, headers: Headers, body?: string][] = [
	['no origin', {}],
	['no origin and a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'],
	['no origin and text', { 'content-type': 'text/plain' }, '{"a":1}'],
	['no origin and JSON', { 'content-type': 'application/json' }, '{}'],
	['another origin', evil],
	['another origin and a form', { ...evil, 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'],
	[
		'another origin and a shouted form',
		{ ...evil, 'content-type': 'APPLICATION/X-WWW-FORM-URLENCODED' },
		'a=1'
	],
	['another origin and text', { ...evil, 'content-type': 'text/plain' }, '{"a":1}'],
	['another origin and JSON', { ...evil, 'content-type': 'application/json' }, '{}'],
	['a nameless origin', { origin: 'null', 'content-type': 'application/json' }, '{}'],
	['our name as a part of another', { origin: `${BASE}.evil.example` }],
	['another port of this host', { origin: 'http://127.0.0.1:1' }],
	['a browser that says it comes from elsewhere', { 'sec-fetch-site': 'cross-site' }],
	['a browser that says it comes from a sister site', { 'sec-fetch-site': 'same-site' }]
];

for (const route of writes)
	test(`${route} cannot be called from another site`, async () => {
		const wrong: string[] = [];
		for (const [name, headers, body] of FORGED) {
			const { status } = await send(route, { cookie, ...headers }, body);
			if (status !== 403) wrong.push(`${name}: ${status}`);
		}
		// From our own pages, what makes no sense is refused with words, never with a crash.
		for (const type of ['text/plain', 'application/octet-stream', 'multipart/form-data']) {
			const { status } = await send(
				route,
				{ cookie: 'diwan_session=nobody', origin: BASE, 'content-type': type },
				'x'
			);
			if (status >= 500) wrong.push(`own origin, ${type}: ${status}`);
		}
		expect(wrong).toEqual([]);
	});

test('a program without a cookie needs no origin', async () => {
	const made = await act(house, await enter(house, 'utility_planner'), '/account?/createKey', {
		name: 'matrix',
		scopes: 'dig:read'
	});
	const key = /diwan_[\w-]{43}/.exec(made.data)?.[0] ?? '';
	const call = (authorization: string) =>
		fetch(`${BASE}/api/v1/excavation/check`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization },
			body: '{}'
		});
	expect((await call(`Bearer ${key}`)).status).toBe(422);
	expect((await call('Bearer diwan_made-up')).status).toBe(401);
	// Its scope does not reach further than its name says.
	const listed = await fetch(`${BASE}/api/v1/excavation/digs`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
		body: '{}'
	});
	expect(listed.status).toBe(403);
});

function send(route: string, headers: Headers, body?: string): Promise<Response> {
	const [method = 'POST', template = ''] = route.split(' ');
	const path = template.replace(/\[\w+\]/g, 'x');
	return fetch(BASE + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
}
