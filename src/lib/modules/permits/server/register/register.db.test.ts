import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { bringPapers, HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { actOnPermit, openPermit, permitDraws } from '../cases/index.ts';
import {
	BLDS_FIELDS,
	BLDS_LOG_FIELDS,
	PLANNING_APPLICATION_FIELDS,
	PLANNING_LOG_FIELDS
} from '../../rules/index.ts';
import { csvLine } from './csv.ts';
import { publishedPermit, publishedPermits, registerChoices, registerFeed } from './index.ts';

let p: TestPlatform;
let house: Department;
let anybody: Ctx;
let plots = 0;
/** Nobody's words may come out: of a party, and of what a clerk typed. */
const NAMES = [
	'سعاد',
	'منصور',
	'كريم',
	'شاهين',
	'مكتب النيل',
	'01001234567',
	'28501010212345',
	'12345',
	'فيلا الأستاذ'
];
const parties = {
	owner: { name: 'سعاد فؤاد منصور', national_id: '28501010212345', phone: '01001234567' },
	engineer: { name: 'كريم شاهين', office: 'مكتب النيل', syndicate_no: '12345' }
};
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	anybody = makeCtx(p, { locale: 'ar', now: () => house.clock.now });
	await p.pool
		.query(`insert into streets (source, source_id, name_ar, name_en, kind, geom) values ('test', 's1',
		'شارع النصر', 'El Nasr Street', 'residential', st_multi(st_makeline(st_setsrid(st_makepoint(510900, 942995), 22992),
		st_setsrid(st_makepoint(514500, 942995), 22992))))`);
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act = async (by: string, ref: string, action: string, input: unknown = {}) =>
	(await actOnPermit(as(by), ref, action, input)).answer;
const one = (ref: string) => publishedPermit(anybody, ref);
const listed = async (query: Record<string, unknown> = {}) =>
	(await publishedPermits(anybody, query)).items.map((item) => item.reference);

async function opened(more: Record<string, unknown> = {}): Promise<string> {
	const { answer } = await openPermit(as('clerk'), {
		kind: 'new',
		...aPlot(plots++),
		address: 'بجوار فيلا الأستاذ فؤاد',
		facts: HOUSE,
		parties,
		...more
	});
	return answer.reference;
}
async function accepted(more: Record<string, unknown> = {}): Promise<string> {
	const ref = await opened(more);
	await takenIn(house, 'clerk', ref);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
	return ref;
}
async function issued(): Promise<string> {
	const ref = await accepted();
	const { draws } = await permitDraws(as('auditor'), ref);
	const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find(
		(name) => house.officer(name).id === draws.at(-1)!.picked
	)!;
	await act(reviewer, ref, 'begin');
	await act(reviewer, ref, 'recommend', {
		outcome: 'grant',
		reason: 'مستوفٍ',
		conditions: [],
		examined: EXAMINED
	});
	await act('head', ref, 'take_up');
	await act('head', ref, 'approve');
	await payDues(as('cashier'), ref);
	await act('authority', ref, 'issue');
	return ref;
}

test('a case is in the register from its acceptance on, and its steps are told by day', async () => {
	const ref = await opened();
	await expect(one(ref)).rejects.toMatchObject({ code: 'not_found' });
	await takenIn(house, 'clerk', ref);
	await expect(one(ref)).rejects.toMatchObject({ code: 'not_found' });
	expect(await listed()).not.toContain(ref);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
	const told = await one(ref);
	expect(told).toMatchObject({
		state: 'in_review',
		kind: 'new',
		floors: 3,
		area_m2: 240,
		accepted_on: '2026-11-19'
	});
	expect(told.place).toEqual({ ar: 'شارع النصر، حي', en: 'El Nasr Street, حي' });
	expect(told.log.map((step) => step.status)).toEqual(['submitted', 'accepted']);
	expect(await listed({ q: ref.toLowerCase() })).toEqual([ref]);
});

test('a licence is told until it is built, and what was withdrawn before its acceptance never was there', async () => {
	const ref = await issued();
	expect(await one(ref)).toMatchObject({
		state: 'issued',
		issued_on: '2026-11-19',
		expires_on: '2027-11-19'
	});
	await bringPapers(as('clerk'), ref, ['contract']);
	const started = await act('clerk', ref, 'notify_start', { starts_on: '2026-12-01' });
	expect(started.state).toBe('issued');
	const building = await one(ref);
	expect(building.state).toBe('building');
	expect(building.log.map((step) => step.status)).toEqual([
		'submitted',
		'accepted',
		'approved',
		'issued',
		'started'
	]);
	const early = await opened();
	await act('clerk', early, 'withdraw', { reason: 'عدل عن البناء' });
	await expect(one(early)).rejects.toMatchObject({ code: 'not_found' });
	const late = await accepted();
	await act('clerk', late, 'withdraw', { reason: 'عدل عن البناء' });
	expect(await one(late)).toMatchObject({ state: 'withdrawn' });
	expect(await listed({ state: 'withdrawn' })).toEqual([late]);
	expect(await listed({ state: 'building,issued', kind: 'new', year: '2026' })).toContain(ref);
	expect(await listed({ year: '2020' })).toEqual([]);
});

test('nothing that a person typed, and nobody’s name, is in anything public', async () => {
	const { rows: named } = await p.pool.query<{ id: string }>(
		`insert into parcels (source, source_id, name_ar, props, geom) values ('test', 'ملك سعاد منصور', 'ورثة منصور',
			'{"parcel_no": "ملك سعاد منصور"}', st_multi(st_makeenvelope(512000, 943000, 512020, 943020, 22992)))
		returning id::text`
	);
	const footprint = {
		type: 'Polygon',
		coordinates: [
			[
				[512002, 943003],
				[512018, 943003],
				[512018, 943008],
				[512002, 943008],
				[512002, 943003]
			]
		]
	};
	const plot = { parcel: null, parcel_id: named[0]!.id, footprint };
	const ref = await accepted(plot);
	// A use that was typed, as in cases of before there were words for it.
	await p.pool.query('alter table permit disable trigger permit_follows_step');
	await p.pool.query(
		`update permit set facts = facts || '{"use": "فيلا الأستاذ منصور"}' where reference = $1`,
		[ref]
	);
	await p.pool.query('alter table permit enable trigger permit_follows_step');
	expect(await one(ref)).toMatchObject({ use: null, parcel: null, place: { ar: 'شارع النصر، حي' } });
	const { rows } = await p.pool.query<{ told: string }>(
		`select r::text as told from public_permits r union all select l::text from public_permit_log l`
	);
	expect(rows.length).toBeGreaterThan(3);
	const answers = JSON.stringify([await publishedPermits(anybody, {}), await registerChoices(anybody)]);
	for (const word of NAMES) {
		expect(rows.filter((row) => row.told.includes(word))).toEqual([]);
		expect(answers).not.toContain(word);
	}
});

test('words are found as in the staff’s list, and pages follow each other', async () => {
	expect((await listed({ q: 'النصر شارع' })).length).toBeGreaterThan(2);
	expect(await listed({ q: 'النضر' })).toEqual([]);
	expect(await listed({ q: '100%' })).toEqual([]);
	const all = await listed();
	const first = await publishedPermits(anybody, { limit: 2 });
	const second = await publishedPermits(anybody, { limit: 200, cursor: first.next_cursor! });
	expect([...first.items, ...second.items].map((item) => item.reference)).toEqual(all);
	expect(first).toMatchObject({ total: all.length, more_than_total: false });
	expect(await registerChoices(anybody)).toEqual({
		districts: [{ code: 'district', name: { ar: 'حي', en: 'حي' } }],
		years: [2026]
	});
});

const feed = async (
	name: Parameters<typeof registerFeed>[1],
	asked: Record<string, string> = {},
	seen: string | null = null
) => {
	const response = await registerFeed(anybody, name, asked, {
		origin: 'https://diwan.example',
		ifNoneMatch: seen
	});
	return {
		status: response.status,
		etag: response.headers.get('etag'),
		text: Buffer.from(await response.arrayBuffer()).toString()
	};
};

test('feeds hold every entry, know who has them already, and say what changed', async () => {
	const all = await listed();
	const { text, etag } = await feed('permits.csv', { lang: 'en' });
	const lines = text.trimEnd().split('\r\n');
	expect(lines[0]).toBe(BLDS_FIELDS.join(','));
	expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(all.toReversed());
	expect(await feed('permits.csv', { lang: 'en' }, etag)).toMatchObject({ status: 304, text: '' });
	expect((await feed('permits.csv', { excel: '1' })).text.startsWith('\uFEFFPermitNum,')).toBe(true);
	const log = (await feed('permits-log.csv')).text.trimEnd().split('\r\n');
	expect(log[0]).toBe(BLDS_LOG_FIELDS.join(','));
	const applications = JSON.parse((await feed('planning-applications.json')).text) as Record<
		string,
		string
	>[];
	expect(applications.map((a) => a['reference'])).toEqual(all.toReversed());
	expect(Object.keys(applications[0]!)).toEqual([...PLANNING_APPLICATION_FIELDS]);
	expect(applications[0]!['geometry']).toMatch(/^MULTIPOLYGON\(\(\(/);
	const events = JSON.parse((await feed('planning-application-log.json')).text) as Record<string, string>[];
	expect(events).toHaveLength(log.length - 1);
	expect(Object.keys(events[0]!)).toEqual([...PLANNING_LOG_FIELDS]);
	expect(JSON.parse((await feed('planning-applications.json', { year: '2020' })).text)).toEqual([]);
	expect(JSON.parse((await feed('planning-applications.json', { since: '2999-01-01' })).text)).toEqual([]);
	// A step makes it another one.
	await act('clerk', all[0]!, 'withdraw', { reason: 'عدل' });
	expect((await feed('permits.csv', { lang: 'en' }, etag)).status).toBe(200);
	for (const name of ['permits.csv', 'permits-log.csv', 'planning-applications.json'] as const)
		for (const word of NAMES) expect((await feed(name)).text).not.toContain(word);
});

test('a cell that a spreadsheet would run is a text, and a place south of the equator a number', () => {
	expect(csvLine(['=1+1', '-x', '@a', 'a "b", c', -1.5, null])).toBe(`'=1+1,'-x,'@a,"a ""b"", c",-1.5,\r\n`);
});

test('whoever has not signed in reads the register and no case', async () => {
	await anybody.read(async (db) => {
		const cases = await db.selectFrom('permit').select('id').execute();
		const entries = await db.selectFrom('public_permits').select('id').execute();
		expect(cases).toEqual([]);
		expect(entries.length).toBeGreaterThan(0);
	});
});
