import { expect, test } from '@playwright/test';
import { BASE, demoPassword } from '../journeys/support.ts';
import { EXPECTED, letsIn, type Row } from './expected.ts';
import { builtRoutes } from './routes.ts';
import { act, enter, everybody, type House, type Subject } from './subjects.ts';

let house: House;
let subjects: Subject[];
/** What stands for the routes' parameters. */
let usual: Record<string, string>;

test.beforeAll(async () => {
	test.setTimeout(180_000);
	house = { base: BASE, password: demoPassword() };
	const all = await everybody(house);
	subjects = all.subjects;
	const planner = subjects.find((s) => s.name === 'utility_planner')?.cookie ?? '';
	const asPlanner = async (path: string) =>
		(await fetch(BASE + path, { headers: { cookie: planner } })).json();
	const own = await asPlanner('/api/v1/excavation/digs?mine=1&state=planned&limit=1');
	const me = await asPlanner('/api/v1/session');
	usual = { username: all.target, code: 'gov', ref: own.items[0].reference, unit: me.roles[0].unit_id };
	const units = await asPlanner('/api/v1/units');
	usual.code = units.items[0].code;
});

test('the table names every route of the build, and no other', async () => {
	expect(Object.keys(EXPECTED).sort()).toEqual(await builtRoutes());
});

for (const [route, rows] of Object.entries(EXPECTED))
	test(`${route} opens to those it should, and to nobody else`, async () => {
		test.setTimeout(120_000);
		const wrong: string[] = [];
		for (const row of rows)
			for (const subject of subjects) {
				const found = await knock(route, row, subject);
				const should = letsIn(row, subject.role, subject.owning);
				const right = should ? row.in.includes(found.status) && !found.refused : found.refused;
				if (!right)
					wrong.push(
						`${subject.name}: ${found.status}${found.refused ? ' refused' : ''}, should be ${should ? `let in (${row.in.join(', ')})` : 'refused'} ${JSON.stringify(row.params ?? row.query ?? '')}`
					);
			}
		expect(wrong).toEqual([]);
	});

interface Found {
	status: number;
	refused: boolean;
}

async function knock(route: string, row: Row, subject: Subject): Promise<Found> {
	const [method = 'GET', template = ''] = route.split(' ');
	const values = { ...usual, ...row.params };
	const filled = template.replace(/\[(\w+)\]/g, (_, name) => encodeURIComponent(values[name] ?? ''));
	const path = row.query ? `${filled}?${row.query}` : filled;
	// Whoever may not sign in keeps the dead cookie.
	const fresh = row.endsSession && subject.role !== null;
	const username = subject.owning ? (subject.role ?? '') : 'utility_planner_gas';
	const cookie = fresh ? await enter(house, username) : subject.cookie;
	if (row.form && !route.includes('/logout')) {
		const form = Object.fromEntries(
			Object.entries(row.form).map(([k, v]) => [k, v.replace('[unit]', usual.unit ?? '')])
		);
		const { status, data } = await act(house, cookie, path, form);
		return { status, refused: /"(not_signed_in|forbidden)"/.test(data) };
	}
	const controller = new AbortController();
	const answer = await fetch(BASE + path, {
		method,
		redirect: 'manual',
		signal: controller.signal,
		headers: {
			origin: BASE,
			...(row.json === undefined ? {} : { 'content-type': 'application/json' }),
			...(cookie ? { cookie } : {}),
			...row.headers
		},
		...(row.json === undefined ? {} : { body: JSON.stringify(row.json) })
	});
	const location = answer.headers.get('location') ?? '';
	const refused =
		[401, 403].includes(answer.status) ||
		location.startsWith('/login?next=') ||
		(answer.status === row.refusal && !row.in.includes(answer.status));
	// An event stream never ends by itself.
	controller.abort();
	return { status: answer.status, refused };
}
