import { expect, type APIRequestContext } from '@playwright/test';
import { apiAs, test } from './support.ts';

type Verb = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
interface Case {
	name: string;
	who?: string;
	verb?: Verb;
	path: string;
	json?: unknown;
	text?: string;
	headers?: Record<string, string>;
	status: number;
	code?: string;
	/** A field that must be named. */
	field?: string;
}

// On the ground of the demonstration town.
const LINE = {
	type: 'LineString',
	coordinates: [
		[29.7125, 30.702],
		[29.7145, 30.702]
	]
};
const WINDOW = { start: '2027-03-01', end: '2027-03-05' };
const DIG = { title: 'كابل تجربة', window: WINDOW, geometry: LINE };
const digs = '/api/v1/excavation/digs';
const check = '/api/v1/excavation/check';
const planner = 'utility_planner';
const dig = (change: object) => ({
	who: planner,
	verb: 'POST' as const,
	path: digs,
	json: { ...DIG, ...change }
});
const shape = (coordinates: unknown, type = 'LineString') => dig({ geometry: { type, coordinates } });

/** What a coordinator sends to the excavation API. */
const office = (path: string, json: object, field?: string) => ({
	who: 'coordinator',
	verb: 'POST' as const,
	path: `/api/v1/excavation/${path}`,
	json,
	status: 422,
	code: 'invalid_input',
	...(field ? { field } : {})
});
const FAR = { start: '2206-03-01', end: '2206-03-05' };
const PERIOD = { table: 'periods', kind: 'embargo', name: { ar: 'حظر', en: 'Embargo' }, origin: 'تجربة' };
const PRICE = { item: 'supervision_flat', value: 100, origin: 'تجربة' };
const JOINT = { road_class: 'main', surface: 'asphalt', cut: 1, backfill: 1, restore: 1, origin: 'تجربة' };

const CASES: Case[] = [
	// A year that is a slip of the hand, wherever it stands
	{
		name: 'a session of another century',
		...office('sessions', { held_on: '2206-03-01', period: WINDOW }, 'held_on')
	},
	{
		name: 'a session over another century',
		...office('sessions', { held_on: '2027-03-01', period: FAR }, 'period.start')
	},
	{
		name: 'a call for another century',
		...office('programmes', { period: FAR, due_on: '2027-03-01', units: ['demo-gas'] }, 'period.start')
	},
	{
		name: 'an answer due in another century',
		...office('programmes', { period: WINDOW, due_on: '2206-03-01', units: ['demo-gas'] }, 'due_on')
	},
	{
		name: 'an embargo of another century',
		...office('calendar', { ...PERIOD, starts_on: '2206-01-01', ends_on: '2206-01-02' }, 'starts_on')
	},
	{
		name: 'an embargo until another century',
		...office('calendar', { ...PERIOD, starts_on: '2027-01-01', ends_on: '2206-01-02' }, 'ends_on')
	},
	{
		name: 'a price from another century',
		...office('tariff', { ...PRICE, valid_from: '2206-01-01' }, 'valid_from')
	},
	{
		name: 'a price until another century',
		...office('tariff', { ...PRICE, valid_from: '2034-01-01', valid_to: '2206-01-01' }, 'valid_to')
	},
	{
		name: 'a price of shared trenches from another century',
		...office('tariff/joint', { ...JOINT, valid_from: '2206-01-01' }, 'valid_from')
	},
	{
		name: 'a registration until another century',
		...office(
			'contractors',
			{ name: { ar: 'مقاول' }, register_no: 'C-2206', valid_until: '2206-01-01' },
			'valid_until'
		)
	},
	// A character that no text in the database can hold
	{ name: 'a NUL in a title', ...dig({ title: 'كابل\u0000' }), status: 400, code: 'bad_request' },
	{ name: 'a NUL in a filter', who: planner, path: `${digs}?q=a%00b`, status: 400, code: 'bad_request' },
	{
		name: 'a NUL in a username',
		verb: 'POST',
		path: '/api/v1/session',
		json: { username: 'a\u0000b', password: 'x' },
		status: 400,
		code: 'bad_request'
	},
	// Tiles
	{
		name: 'a zoom that does not exist',
		path: '/tiles/streets/23/0/0.mvt',
		status: 400,
		code: 'tile_impossible'
	},
	{ name: 'a column past the last', path: '/tiles/streets/3/8/0.mvt', status: 400, code: 'tile_impossible' },
	{ name: 'a row past the last', path: '/tiles/streets/3/0/8.mvt', status: 400, code: 'tile_impossible' },
	{ name: 'a negative column', path: '/tiles/streets/3/-1/0.mvt', status: 400, code: 'tile_impossible' },
	{
		name: 'a tile number that is a word',
		path: '/tiles/streets/3/a/0.mvt',
		status: 400,
		code: 'tile_impossible'
	},
	{
		name: 'a tile number with a fraction',
		path: '/tiles/streets/3/1.5/0.mvt',
		status: 400,
		code: 'tile_impossible'
	},
	{
		name: 'a tile number beyond all numbers',
		path: '/tiles/streets/3/99999999999999999999/0.mvt',
		status: 400,
		code: 'tile_impossible'
	},
	{ name: 'a layer nobody has', path: '/tiles/nosuch/3/0/0.mvt', status: 404, code: 'layer_unknown' },
	{
		name: 'a layer named like a table of ours',
		path: '/tiles/person/3/0/0.mvt',
		status: 404,
		code: 'layer_unknown'
	},
	{
		name: 'a buried network, asked by the public',
		path: '/tiles/utilities_gas/14/9540/6720.mvt',
		status: 401,
		code: 'not_signed_in'
	},
	{
		name: 'a buried network, asked by a clerk',
		who: 'window_clerk',
		path: '/tiles/utilities_gas/14/9540/6720.mvt',
		status: 403,
		code: 'forbidden'
	},
	{
		name: 'the description of a layer nobody has',
		path: '/tiles/nosuch.json',
		status: 404,
		code: 'layer_unknown'
	},
	{ name: 'the description of a closed layer', path: '/tiles/digs.json', status: 401, code: 'not_signed_in' },
	// Events
	{ name: 'events of no layer', path: '/events', status: 422, code: 'invalid_input' },
	{ name: 'events of an unknown layer', path: '/events?layers=nosuch', status: 404, code: 'layer_unknown' },
	{
		name: 'events of a closed layer',
		path: '/events?layers=streets,digs',
		status: 401,
		code: 'not_signed_in'
	},
	// Looking
	{
		name: 'a box that is not four numbers',
		path: '/api/v1/layers/streets/features?bbox=1,2,3',
		status: 422,
		code: 'invalid_input',
		field: 'bbox'
	},
	{
		name: 'a box inside out',
		path: '/api/v1/layers/streets/features?bbox=30,31,29,30',
		status: 422,
		code: 'invalid_input',
		field: 'bbox'
	},
	{
		name: 'a page of a million',
		path: '/api/v1/layers/streets/features?limit=1000000',
		status: 422,
		code: 'invalid_input',
		field: 'limit'
	},
	{
		name: 'a cursor somebody made up',
		path: '/api/v1/layers/streets/features?cursor=%27%3B--',
		status: 400,
		code: 'bad_request'
	},
	{
		name: 'a record number that is SQL',
		path: "/api/v1/layers/streets/features/1'%20or%201=1",
		status: 404,
		code: 'not_found'
	},
	{
		name: 'a record nobody has',
		path: '/api/v1/layers/streets/features/999999999',
		status: 404,
		code: 'not_found'
	},
	{
		name: 'identify at a word',
		path: '/api/v1/identify?x=a&y=30&z=15&layers=streets',
		status: 422,
		code: 'invalid_input',
		field: 'x'
	},
	{
		name: 'identify past the pole',
		path: '/api/v1/identify?x=29&y=95&z=15&layers=streets',
		status: 422,
		code: 'invalid_input',
		field: 'y'
	},
	{
		name: 'a search longer than any name',
		path: `/api/v1/search?q=${'ش'.repeat(201)}`,
		status: 422,
		code: 'invalid_input',
		field: 'q'
	},
	{
		name: 'a search without a question',
		path: '/api/v1/search',
		status: 422,
		code: 'invalid_input',
		field: 'q'
	},
	{
		name: 'an export in a format nobody has',
		path: '/api/v1/layers/streets/export?format=dwg',
		status: 422,
		code: 'invalid_input',
		field: 'format'
	},
	{
		name: 'an export in an unknown system',
		path: '/api/v1/layers/streets/export?crs=EPSG:999',
		status: 422,
		code: 'crs_unknown'
	},
	{
		name: 'an export of a closed layer',
		path: '/api/v1/layers/utilities_water/export',
		status: 401,
		code: 'not_signed_in'
	},
	// Signing in
	{
		name: 'a wrong password',
		verb: 'POST',
		path: '/api/v1/session',
		json: { username: 'archivist', password: 'wrong' },
		status: 401,
		code: 'bad_credentials'
	},
	{
		name: 'a person nobody knows',
		verb: 'POST',
		path: '/api/v1/session',
		json: { username: 'nobody-here', password: 'x' },
		status: 401,
		code: 'bad_credentials'
	},
	{
		name: 'a user name that is SQL',
		verb: 'POST',
		path: '/api/v1/session',
		json: { username: "admin' --", password: 'x' },
		status: 401,
		code: 'bad_credentials'
	},
	{
		name: 'no password',
		verb: 'POST',
		path: '/api/v1/session',
		json: { username: 'admin' },
		status: 422,
		code: 'invalid_input',
		field: 'password'
	},
	{
		name: 'a password of numbers',
		verb: 'POST',
		path: '/api/v1/session',
		json: { username: 'admin', password: 1 },
		status: 422,
		code: 'invalid_input',
		field: 'password'
	},
	{
		name: 'half of a JSON text',
		verb: 'POST',
		path: '/api/v1/session',
		text: '{"username":',
		headers: { 'content-type': 'application/json' },
		status: 400,
		code: 'bad_request'
	},
	{
		name: 'JSON that says it is text',
		verb: 'POST',
		path: '/api/v1/session',
		text: '{"username":"a","password":"b"}',
		headers: { 'content-type': 'application/xml' },
		status: 415,
		code: 'unsupported_media_type'
	},
	{
		name: 'a key nobody gave out',
		path: digs,
		headers: { authorization: 'Bearer diwan_made_up' },
		status: 401,
		code: 'not_signed_in'
	},
	// Who may
	{ name: 'digs, asked by the public', path: digs, status: 401, code: 'not_signed_in' },
	{
		name: 'a dig registered by the public',
		verb: 'POST',
		path: digs,
		json: DIG,
		status: 401,
		code: 'not_signed_in'
	},
	{
		name: 'a dig registered by the auditor',
		who: 'auditor',
		verb: 'POST',
		path: digs,
		json: DIG,
		status: 403,
		code: 'forbidden'
	},
	{
		name: 'a dig registered by the administrator',
		who: 'admin',
		verb: 'POST',
		path: digs,
		json: DIG,
		status: 403,
		code: 'forbidden'
	},
	{
		name: 'people, asked by a planner',
		who: planner,
		path: '/api/v1/people',
		status: 403,
		code: 'forbidden'
	},
	{
		name: 'the audit log, asked by a clerk',
		who: 'window_clerk',
		path: '/api/v1/audit',
		status: 403,
		code: 'forbidden'
	},
	{
		name: 'a write from another site',
		who: planner,
		verb: 'POST',
		path: digs,
		json: DIG,
		headers: { origin: 'https://evil.example' },
		status: 403,
		code: 'bad_origin'
	},
	// Digs: what is written
	{
		name: 'an empty dig',
		who: planner,
		verb: 'POST',
		path: digs,
		json: {},
		status: 422,
		code: 'invalid_input',
		field: 'geometry'
	},
	{
		name: 'a list instead of a dig',
		who: planner,
		verb: 'POST',
		path: digs,
		json: [],
		status: 422,
		code: 'invalid_input'
	},
	{
		name: 'a dig without a title',
		...dig({ title: '   ' }),
		status: 422,
		code: 'invalid_input',
		field: 'title'
	},
	{ name: 'a misspelt field', ...dig({ titel: 'x' }), status: 422, code: 'invalid_input' },
	{
		name: 'an end before the start',
		...dig({ window: { start: '2027-03-05', end: '2027-03-01' } }),
		status: 422,
		field: 'window.end'
	},
	{
		name: 'a day that does not exist',
		...dig({ window: { start: '2027-02-30', end: '2027-03-01' } }),
		status: 422,
		code: 'invalid_input',
		field: 'window.start'
	},
	{
		name: 'a trench a kilometre wide',
		...dig({ width_m: 1000 }),
		status: 422,
		code: 'invalid_input',
		field: 'width_m'
	},
	{
		name: 'a trench two kilometres wide',
		...dig({ width_m: 2000 }),
		status: 422,
		code: 'invalid_input',
		field: 'width_m'
	},
	{
		name: 'works in the year 2206',
		...dig({ window: { start: '2206-03-01', end: '2206-03-05' } }),
		status: 422,
		code: 'invalid_input',
		field: 'window.start'
	},
	{
		name: 'published works of the year zero',
		verb: 'GET',
		path: '/api/v1/portal/works?from=0000-01-01',
		status: 422,
		code: 'invalid_input',
		field: 'from'
	},
	{
		name: 'a timeline of a place beyond the earth',
		who: planner,
		verb: 'GET',
		path: '/api/v1/excavation/timeline?from=2026-01-01&to=2026-12-31&bbox=500,500,600,600',
		status: 422,
		code: 'invalid_input',
		field: 'bbox'
	},
	{
		name: 'a stage of fibre planned in the year zero',
		who: planner,
		verb: 'POST',
		path: '/api/v1/excavation/fibre',
		json: {
			name: { ar: 'منطقة' },
			geometry: { type: 'Point', coordinates: [29.7335, 30.7052] },
			stages: { survey: { planned_on: '0000-01-01', done_on: null } }
		},
		status: 422,
		code: 'invalid_input',
		field: 'stages.survey.planned_on'
	},
	{
		name: 'a promoter nobody knows',
		...dig({ promoter: 'شركة لا وجود لها' }),
		status: 422,
		code: 'invalid_input',
		field: 'promoter'
	},
	{
		name: 'a zone that crosses itself',
		who: planner,
		verb: 'POST',
		path: check,
		json: {
			window: WINDOW,
			geometry: {
				type: 'Polygon',
				coordinates: [
					[
						[29.7125, 30.702],
						[29.7135, 30.703],
						[29.7135, 30.702],
						[29.7125, 30.703],
						[29.7125, 30.702]
					]
				]
			}
		},
		status: 422,
		code: 'geometry_invalid'
	},
	{
		name: 'a method nobody knows',
		...dig({ method: 'magic' }),
		status: 422,
		code: 'invalid_input',
		field: 'method'
	},
	// Digs: where it is
	{ name: 'no geometry', ...dig({ geometry: null }), status: 422, code: 'invalid_input', field: 'geometry' },
	{ name: 'a line of one point', ...shape([[29.7125, 30.702]]), status: 422 },
	{ name: 'a line of nothing', ...shape([]), status: 422, code: 'geometry_empty' },
	{
		name: 'a line that stays where it is',
		...shape([
			[29.7125, 30.702],
			[29.7125, 30.702]
		]),
		status: 422
	},
	{
		name: 'a coordinate that is a word',
		...shape([
			['x', 30.702],
			[29.7145, 30.702]
		]),
		status: 422,
		code: 'geometry_not_finite'
	},
	{
		name: 'latitude before longitude',
		...shape([
			[30.702, 29.7125],
			[30.702, 29.7145]
		]),
		status: 422,
		code: 'geometry_swapped_axes'
	},
	{
		name: 'metres that say they are degrees',
		...shape([
			[491500, 888500],
			[491600, 888500]
		]),
		status: 422,
		code: 'geometry_wrong_crs'
	},
	{
		name: 'a trench in Berlin',
		...shape([
			[13.4, 52.5],
			[13.41, 52.5]
		]),
		status: 422,
		code: 'geometry_outside_governorate'
	},
	{
		name: 'a trench in Aswan',
		...shape([
			[32.9, 24.09],
			[32.901, 24.09]
		]),
		status: 422,
		code: 'geometry_outside_governorate'
	},
	{
		name: 'a point where a line or a surface is meant',
		...shape([29.7125, 30.702], 'Point'),
		status: 422,
		code: 'geometry_wrong_type'
	},
	{
		name: 'a surface of two kilometres by one',
		...shape(
			[
				[
					[29.7125, 30.702],
					[29.7325, 30.702],
					[29.7325, 30.711],
					[29.7125, 30.711],
					[29.7125, 30.702]
				]
			],
			'Polygon'
		),
		status: 422,
		code: 'geometry_too_large'
	},
	{ name: 'a shape nobody knows', ...shape([[0, 0]], 'Circle'), status: 422 },
	{ name: 'a system nobody knows', ...dig({ crs: 'EPSG:999' }), status: 422, code: 'crs_unknown' },
	{
		name: 'more vertices than a street has bends',
		...shape(Array.from({ length: 12_000 }, (_, i) => [29.7125 + i * 1e-7, 30.702])),
		status: 422,
		code: 'geometry_too_many_vertices'
	},
	// Digs: changing
	{ name: 'a dig nobody has', who: planner, path: `${digs}/EX-2026-999999`, status: 404, code: 'not_found' },
	{
		name: 'a reference that is SQL',
		who: planner,
		path: `${digs}/EX'%3Bdrop`,
		status: 404,
		code: 'not_found'
	},
	{
		name: 'a change without the version',
		who: planner,
		verb: 'PATCH',
		path: `${digs}/EX-2026-000001`,
		json: { title: 'x' },
		status: 428,
		code: 'precondition_required'
	},
	{
		name: 'a change of an old version',
		who: planner,
		verb: 'PATCH',
		path: `${digs}/EX-2026-000001`,
		json: { title: 'x' },
		headers: { 'if-match': '"9999"' },
		status: 412,
		code: 'version_conflict'
	},
	{
		name: 'a change by another company',
		who: 'utility_planner_gas',
		verb: 'PATCH',
		path: `${digs}/EX-2026-000001`,
		json: { title: 'x' },
		headers: { 'if-match': '"1"' },
		status: 403,
		code: 'forbidden'
	},
	{
		name: 'a check without a window',
		who: planner,
		verb: 'POST',
		path: check,
		json: { geometry: LINE },
		status: 422,
		code: 'invalid_input',
		field: 'window'
	},
	{
		name: 'a check by the public',
		verb: 'POST',
		path: check,
		json: { geometry: LINE, window: WINDOW },
		status: 401,
		code: 'not_signed_in'
	},
	{
		name: 'clashes of a rule nobody knows',
		who: planner,
		path: '/api/v1/excavation/clashes?rule=C77',
		status: 422,
		code: 'invalid_input',
		field: 'rule'
	}
];

const people = new Map<string, APIRequestContext>();
const as = async (who = '') => {
	if (!people.has(who)) people.set(who, await apiAs(who || undefined));
	return people.get(who)!;
};

/** How much there is of what the cases try to change. */
async function state(): Promise<unknown> {
	const api = await as(planner);
	const one = await api.get(`${digs}/EX-2026-000001`);
	const all = await api.get(`${digs}?limit=200`);
	return { one: await one.json(), all: await all.json() };
}

test('at least sixty ways to be wrong, each refused in words, and nothing changed', async () => {
	expect(CASES.length).toBeGreaterThanOrEqual(60);
	const before = await state();
	for (const c of CASES)
		await test.step(c.name, async () => {
			const api = await as(c.who);
			const response = await api.fetch(c.path, {
				method: c.verb ?? 'GET',
				headers: c.headers,
				...(c.text === undefined ? {} : { data: Buffer.from(c.text) }),
				...(c.json === undefined ? {} : { data: c.json })
			});
			const body = await response.text();
			expect.soft(response.status(), `${c.name}: ${body.slice(0, 300)}`).toBe(c.status);
			if (!body.startsWith('{')) return;
			const problem = JSON.parse(body);
			if (c.code) expect.soft(problem.code, c.name).toBe(c.code);
			if (c.field)
				expect
					.soft(
						(problem.errors ?? []).map((e: { path: string }) => e.path),
						c.name
					)
					.toContain(c.field);
			expect.soft(problem.detail, c.name).toMatch(/[\u0600-\u06FF]{3}/);
			expect.soft(body, c.name).not.toMatch(/at \/|select |node_modules|pg_|syntax error/i);
		});
	expect(await state()).toEqual(before);
});

test('words come in the language of the caller', async () => {
	const api = await as();
	const response = await api.get('/tiles/nosuch.json', { headers: { cookie: 'PARAGLIDE_LOCALE=en' } });
	expect((await response.json()).detail).toBe('There is no layer of that name.');
});

test('a person who keeps guessing is stopped, in words that say for how long', async () => {
	const api = await apiAs();
	// A name of its own: the limit must not keep the other tests' people out.
	const username = `guessed-${Date.now()}`;
	let last = await api.post('/api/v1/session', { data: { username, password: 'guess' } });
	for (let i = 0; i < 8 && last.status() === 401; i++)
		last = await api.post('/api/v1/session', { data: { username, password: `guess ${i}` } });
	expect(last.status()).toBe(429);
	expect(Number(last.headers()['retry-after'])).toBeGreaterThan(0);
});
