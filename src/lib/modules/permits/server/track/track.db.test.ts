import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import {
	aPaper,
	bringPapers,
	HOUSE,
	payDues,
	takenIn
} from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { actOnPermit, openPermit, permitDraws, permitRecord, readParties } from '../cases/index.ts';
import { attachDocuments, readDocument } from '../documents/index.ts';
import { ownCases, readTrackTicket, trackByPhone, trackOwn, trackWithTicket } from './index.ts';

let p: TestPlatform;
let house: Department;
let plots = 0;
let address = 0;
const OWNER = 'سعاد فؤاد منصور';
const parties = {
	owner: { name: OWNER, national_id: '28501010212345', phone: '01001234567' },
	engineer: { name: 'كريم شاهين', phone: '01112223344' }
};

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);
async function opened(by = 'engineer', more: Record<string, unknown> = {}): Promise<string> {
	const body = { kind: 'new', ...aPlot(plots++), facts: HOUSE, parties, ...more };
	return (await openPermit(as(by), body)).answer.reference;
}
/** Somebody in the street, each time another. */
const public_ = () => makeCtx(p, { locale: 'ar', now: () => house.clock.now });
const track = (reference: string, phone_last4: string, ip = `10.0.${address >> 8}.${address++ & 255}`) =>
	trackByPhone(public_(), { reference, phone_last4 }, { ip });
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => 'let in',
		(error: { code?: string; status?: number; params?: object }) => `${error.code} ${error.status}`
	);
const reviewerOf = async (ref: string) => {
	const { draws } = await permitDraws(as('auditor'), ref);
	return ['reviewer1', 'reviewer2', 'reviewer3'].find((n) => house.officer(n).id === draws.at(-1)!.picked)!;
};

describe('who may follow a case', () => {
	test('the reference with the last four digits of owner or engineer, as people type them', async () => {
		const ref = await opened();
		expect((await track(ref, '4567')).permit).toMatchObject({ reference: ref, state: 'draft' });
		expect((await track(ref.toLowerCase().replaceAll('-', ' '), '٣٣٤٤')).permit.reference).toBe(ref);
	});

	test('a wrong reference and wrong digits are refused alike, and both are kept', async () => {
		const ref = await opened();
		const [digits, reference] = [refusal(track(ref, '0000')), refusal(track('BP-2026-909090', '4567'))];
		expect(await digits).toBe('permit_untracked 404');
		expect(await reference).toBe(await digits);
		const kept = await p.pool.query(
			`select subject_id from audit_log where action = 'permit.track_refused' and subject_id = any($1)`,
			[[ref, 'BP-2026-909090']]
		);
		expect(kept.rowCount).toBe(2);
		const opening = await p.pool.query(
			'select 1 from permit_access a join permit p on p.id = a.permit_id where p.reference = $1',
			[ref]
		);
		expect(opening.rowCount).toBe(0);
	});

	test('digits cannot be tried out: of one address and at one case, whether it is there or not', async () => {
		for (const ref of [await opened(), 'BP-2026-808080']) {
			for (let i = 0; i < 20; i++) await refusal(track(ref, String(1000 + i)));
			expect(await refusal(track(ref, '4567'))).toBe('rate_limited 429');
		}
		for (let i = 0; i < 30; i++)
			await refusal(track(`BP-2026-7${String(i).padStart(5, '0')}`, '0000', '10.9.9.9'));
		expect(await refusal(track(await opened(), '4567', '10.9.9.9'))).toBe('rate_limited 429');
	});

	test('a telephone that was changed opens the case no more; a case without one is followed signed in', async () => {
		const ref = await opened();
		await act('engineer', ref, 'edit', {
			parties: { owner: { name: OWNER, phone: '01009998877' }, engineer: null }
		});
		expect(await refusal(track(ref, '4567'))).toBe('permit_untracked 404');
		expect(await refusal(track(ref, '3344'))).toBe('permit_untracked 404');
		expect((await track(ref, '8877')).permit.reference).toBe(ref);
		const without = await opened('engineer', { parties: { owner: { name: OWNER } } });
		expect(await refusal(track(without, '4567'))).toBe('permit_untracked 404');
		expect((await trackOwn(as('engineer'), without)).reference).toBe(without);
		expect(await refusal(trackOwn(as('engineer2'), without))).toBe('not_found 404');
		expect(await refusal(trackOwn(as('head'), without))).toBe('not_found 404');
	});

	test('the ticket opens that case alone, for an hour', async () => {
		const [ref, other] = [await opened(), await opened()];
		const { ticket } = await track(ref, '4567');
		const read = readTrackTicket({ config: p.config, now: () => house.clock.now }, ticket)!;
		expect((await trackWithTicket(public_(), ref, read)).reference).toBe(ref);
		expect(await refusal(trackWithTicket(public_(), other, read))).toBe('permit_untracked 404');
		expect(await refusal(trackWithTicket(public_(), 'BP-2026-909090', read))).toBe('permit_untracked 404');
		const later = new Date(house.clock.now.getTime() + 61 * 60_000);
		expect(readTrackTicket({ config: p.config, now: () => later }, ticket)).toBeUndefined();
		expect(
			readTrackTicket({ config: p.config, now: () => house.clock.now }, ticket.replace(/.{8}$/, 'AAAAAAAA'))
		).toBeUndefined();
	});

	test('the digits are nowhere for whoever may not read names', async () => {
		const ref = await opened();
		const seen = await as('clerk').read((db) => db.selectFrom('permit_track_key').selectAll().execute());
		expect(seen).toEqual([]);
		const { rows } = await p.pool.query(
			'select k.hash from permit_track_key k join permit p on p.id = k.permit_id where p.reference = $1',
			[ref]
		);
		expect(new Set(rows.map((r) => r.hash.toString('hex'))).size).toBe(2);
	});
});

/** Rules that no layer of this empty map can check. */
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const grant = { outcome: 'grant', reason: 'مستوفٍ', conditions: [], examined: EXAMINED };
const NAMES = [
	'clerk',
	'cashier',
	'reviewer1',
	'reviewer2',
	'reviewer3',
	'head',
	'authority',
	'inspector',
	'auditor'
];
/** Nothing in it tells who works on a file: neither a name nor the key of a person. */
function expectNobody(answer: unknown): void {
	const text = JSON.stringify(answer);
	for (const name of NAMES)
		for (const word of ['شخص', 'Person']) expect(text.includes(`${word} ${name}`)).toBe(false);
	expect(text).not.toMatch(/person_id|username|"person"/);
	expect(text).not.toContain(OWNER);
}
const drawn = (ref: string, kind: string) =>
	attachDocuments(as('engineer'), ref, [{ kind, bytes: aPaper(`${kind} of ${ref}`), name: `${kind}.pdf` }]);
const days = (count: number, minutes = 0) => count * p2h + minutes;
let p2h = 0;

describe('what is told', () => {
	test('working hours stand still from Thursday evening to Sunday morning, and on a holiday', async () => {
		const before = house.clock.now;
		// Thursday 19 November 2026, noon in Cairo.
		house.clock.now = new Date('2026-11-19T10:00:00Z');
		const ref = await opened();
		await takenIn(house, 'engineer', ref);
		const left = async (moment: string) => {
			house.clock.now = new Date(moment);
			const { clocks, day_minutes } = (await track(ref, '4567')).permit;
			p2h = day_minutes;
			return clocks.service!.left_min;
		};
		const whole = await left('2026-11-19T20:00:00Z');
		expect(whole).toBe(days(26));
		// Friday, Saturday, and Sunday before the office opens: nothing has gone by.
		expect(await left('2026-11-21T12:00:00Z')).toBe(whole);
		expect(await left('2026-11-22T04:00:00Z')).toBe(whole);
		// Sunday, one hour after it opens; on Monday a day.
		const opens = await p.pool.query(`select value from permit_setting where name = 'office_opens_min'`);
		const opening = new Date(Date.parse('2026-11-22T00:00:00+02:00') + Number(opens.rows[0].value) * 60_000);
		expect(await left(new Date(opening.getTime() + 3_600_000).toISOString())).toBe(whole - 60);
		expect(await left('2026-11-22T20:00:00Z')).toBe(days(25));
		await p.pool.query(
			`insert into dig_calendar_period (kind, name_ar, name_en, starts_on, ends_on, state, origin)
				values ('holiday', 'عطلة', 'Holiday', '2026-11-23', '2026-11-23', 'confirmed', 'test')`
		);
		expect(await left('2026-11-23T20:00:00Z')).toBe(days(25));
		expect(await left('2026-11-24T20:00:00Z')).toBe(days(24));
		house.clock.now = before;
	});

	test('a file sent back says what to bring until when, why the clock stands, and what is to be paid', async () => {
		const ref = await opened();
		await takenIn(house, 'engineer', ref);
		await act('clerk', ref, 'return', {
			requests: [{ subject: 'ownership', fault: 'unreadable', note: 'الصفحة الثانية' }]
		});
		const { permit } = await track(ref, '4567');
		expect(permit).toMatchObject({
			state: 'returned_incomplete',
			path: { current: 'intake' },
			holder: { duty: 'applicant', units: [] },
			clocks: { service: { paused: { why: 'documents' }, due_at: null } }
		});
		expect(permit.waits.requests).toMatchObject([
			{ subject: 'ownership', fault: 'unreadable', note: 'الصفحة الثانية', document: true }
		]);
		expect(permit.waits.requests[0]!.due_on > '2026-11-19').toBe(true);
		expect(await ownCases(as('engineer'))).toEqual(
			expect.arrayContaining([expect.objectContaining({ reference: ref, returned: 1, yours: true })])
		);
		expect((await ownCases(as('engineer')))[0]).toMatchObject({ yours: true });
		expect(await ownCases(as('engineer2'))).toEqual([]);
	});

	test('from the review to the licence: units and duties, never a person; fees by line, receipts, certificates', async () => {
		const ref = await opened();
		await drawn(ref, 'drawings');
		await takenIn(house, 'engineer', ref);
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const reviewer = await reviewerOf(ref);
		await act(reviewer, ref, 'begin');
		await readDocument(as(reviewer), ref, { kind: 'drawings', version: '1' });
		await act(reviewer, ref, 'consult', { agencies: [{ unit: 'antiquities', about: 'حرم أثر' }] });
		const asked = (await track(ref, '4567')).permit;
		expect(asked).toMatchObject({
			state: 'consultation',
			path: { current: 'review' },
			holder: { duty: 'agency', units: [{ en: 'Antiquities' }] },
			consultations: [{ unit: { en: 'Antiquities' }, state: 'asked' }],
			clocks: { statutory: { days: 30, left: 29, last_day: '2026-12-18' } }
		});
		expectNobody(asked);
		await act('focal', ref, 'answer', { answer: 'no_objection', note: 'لا مانع، أحمد' });
		await act(reviewer, ref, 'recommend', grant);
		await act('head', ref, 'take_up');
		await readParties(as('head'), ref);
		await act('head', ref, 'approve');
		const due = (await track(ref, '4567')).permit;
		expect(due).toMatchObject({
			holder: { duty: 'applicant' },
			clocks: { service: { paused: { why: 'fees' } } }
		});
		expect(due.waits.money).toHaveLength(1);
		const [money] = due.waits.money;
		expect(money).toMatchObject({ stage: 'issue', reference: ref });
		expect(money!.lines.reduce((sum, l) => sum + l.amount, 0)).toBe(money!.total);
		expect((await ownCases(as('engineer')))[0]!.due).toBeGreaterThan(0);
		await payDues(as('cashier'), ref);
		await act('authority', ref, 'issue');
		const issued = (await track(ref, '4567')).permit;
		expect(issued).toMatchObject({
			path: { finished: true },
			holder: null,
			waits: { requests: [], money: [] },
			certificates: [{ kind: 'licence', status: 'valid' }]
		});
		expect(issued.receipts.length).toBeGreaterThan(0);
		expectNobody(issued);
	});

	test('who opened the file: unit and duty, by day; the reviewer behind the department, and no two of them told apart', async () => {
		const ref = await opened();
		await drawn(ref, 'drawings');
		await drawn(ref, 'ownership');
		await takenIn(house, 'engineer', ref);
		await readParties(as('engineer'), ref);
		await readParties(as('clerk'), ref);
		await readDocument(as('clerk'), ref, { kind: 'ownership', version: '1' });
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const first = await reviewerOf(ref);
		await act(first, ref, 'begin');
		await readDocument(as(first), ref, { kind: 'drawings', version: '1' });
		await act(first, ref, 'recuse', { reason: 'صلة قرابة بالمالك سعاد' });
		await act('auditor', ref, 'redraw', { reason: 'تنحي شخص reviewer1' });
		const second = await reviewerOf(ref);
		expect(second).not.toBe(first);
		await act(second, ref, 'begin');
		await readDocument(as(second), ref, { kind: 'drawings', version: '1' });
		const told = await trackOwn(as('engineer'), ref);
		expectNobody(told);
		const by = (who: string) => told.openings.filter((o) => o.by === who);
		expect(by('reviewer')).toEqual([
			{
				...{ by: 'reviewer', unit: { ar: 'حي', en: 'District' }, on: '2026-11-19', between: null },
				things: [expect.objectContaining({ what: 'document', version: 1 })]
			}
		]);
		expect(by('clerk')).toEqual([expect.objectContaining({ unit: { ar: 'مركز', en: 'Centre' } })]);
		expect(by('clerk')[0]!.things).toHaveLength(2);
		expect(by('applicant')).toEqual([expect.objectContaining({ unit: null })]);
		expect(told.steps.map((s) => s.action)).not.toContain('recuse');
		// Following a case by telephone opens nothing.
		const rows = () =>
			p.pool.query('select count(*)::int as n from permit_access').then((r) => r.rows[0].n as number);
		const before = await rows();
		await track(ref, '4567');
		expect(await rows()).toBe(before);
	});

	test("whoever applies reads no officer's name in the record, and no recommendation before the decision", async () => {
		const ref = await opened();
		await takenIn(house, 'engineer', ref);
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const first = await reviewerOf(ref);
		await act(first, ref, 'begin');
		await act(first, ref, 'recuse', { reason: 'تنحى لقرابته شخص reviewer1' });
		await act('auditor', ref, 'redraw', { reason: 'بدلًا من شخص reviewer1' });
		const second = await reviewerOf(ref);
		await act(second, ref, 'begin');
		await act(second, ref, 'recommend', { ...grant, reason: 'توصية لم تعتمد' });
		const record = await permitRecord(as('engineer'), ref);
		expect(record.hands).toEqual([]);
		const text = JSON.stringify(record);
		for (const name of NAMES)
			for (const word of ['شخص', 'Person']) expect(text.includes(`${word} ${name}`)).toBe(false);
		expect(text.includes('توصية لم تعتمد')).toBe(false);
		expect(JSON.stringify(record.history)).not.toContain('"outcome"');
		const staff = await permitRecord(as('head'), ref);
		expect(JSON.stringify(staff.history)).toContain('توصية لم تعتمد');
	});

	test('what hangs from a licence is followed with the same telephone, by its own reference', async () => {
		const ref = await opened();
		await takenIn(house, 'engineer', ref);
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
		const reviewer = await reviewerOf(ref);
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'recommend', grant);
		await act('head', ref, 'take_up');
		await act('head', ref, 'approve');
		await payDues(as('cashier'), ref);
		await act('authority', ref, 'issue');
		await attachDocuments(as('engineer'), ref, [
			{ kind: 'contract', bytes: aPaper('contract'), name: 'c.pdf' }
		]);
		await bringPapers(as('engineer'), ref, ['contract']);
		await act('engineer', ref, 'notify_start', { starts_on: '2026-11-25' });
		const site = ref.replace('BP', 'BC');
		await act('inspector', site, 'check_board', {});
		const { permit, ticket } = await track(site, '4567');
		expect(permit).toMatchObject({
			...{ life: 'execution', state: 'site_board_ok', parent: ref },
			path: { current: 'stages' },
			linked: [{ reference: ref, life: 'licence', state: 'issued' }]
		});
		expect(permit.inspections.left).toBeGreaterThan(3);
		const read = readTrackTicket({ config: p.config, now: () => house.clock.now }, ticket)!;
		const licence = await trackWithTicket(public_(), ref, read);
		expect(licence.linked).toMatchObject([{ reference: site, holder: { duty: 'inspector' } }]);
		await act('inspector', ref, 'record_violation', { description: 'بروز', article: null, excess_m2: 6 });
		const { linked } = await trackWithTicket(public_(), ref, read);
		const violation = linked.find((c) => c.life === 'violation')!.reference;
		expect((await track(violation, '4567')).permit).toMatchObject({
			life: 'violation',
			path: { current: 'decision' }
		});
	});
});
