import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { actOnPermit, openPermit, permitDraws, permitRecord } from '../cases/index.ts';
import { actOnNote, permitNotes, pinNote } from './index.ts';

let p: TestPlatform;
let house: Department;
let ref: string;
let reviewer: string;
const as = (name: string) => house.officer(name).ctx;
const act = (by: string, action: string, input: unknown = {}) => actOnPermit(as(by), ref, action, input);
const pin = async (by: string, more: Record<string, unknown> = {}) =>
	(await pinNote(as(by), ref, { at: [511010, 943001], words: 'الارتداد هنا', ...more })).answer;
const on = async (by: string, n: number, action: string, input: unknown = {}) =>
	(await actOnNote(as(by), ref, { n, action, input })).answer;

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	const { answer } = await openPermit(as('engineer'), {
		kind: 'new',
		...aPlot(0),
		facts: HOUSE,
		parties: { owner: { name: 'سعاد فؤاد منصور' } }
	});
	ref = answer.reference;
	await takenIn(house, 'engineer', ref);
	await act('clerk', 'accept', { certificate_on: '2026-11-18' });
	const { draws } = await permitDraws(as('auditor'), ref);
	reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find((n) => house.officer(n).id === draws[0]!.picked)!;
	await act(reviewer, 'begin');
});
afterAll(() => p.close());

test('a remark stands at its place with a number, is answered, settled by its writer, and stays for good', async () => {
	const first = await pin(reviewer, { rule: { rule: 'R16', subject: 'constraint' } });
	expect(first).toMatchObject({
		...{ n: 1, duty: 'reviewer', audience: 'internal', settled: null, may: ['reply', 'settle'] },
		place: { type: 'Point', coordinates: [511010, 943001] },
		rule: { rule: 'R16' }
	});
	const second = await pin('clerk', { at: [29.95, 31.1953], crs: 'EPSG:4326', document: 'drawings' }).catch(
		(e) => e
	);
	expect(second).toMatchObject({ code: 'invalid_input', fields: [{ path: 'at', code: 'permit_note_far' }] });
	expect(await pin('clerk', { document: 'drawings' })).toMatchObject({
		n: 2,
		document: { kind: 'drawings', version: 1 }
	});

	expect((await on('clerk', 1, 'reply', { words: 'روجع' })).replies).toMatchObject([
		{ duty: 'clerk', words: 'روجع' }
	]);
	await expect(on('clerk', 1, 'settle')).rejects.toMatchObject({ code: 'forbidden' });
	expect((await on(reviewer, 1, 'settle')).settled).toMatchObject({ duty: 'reviewer' });
	await expect(on('clerk', 1, 'reply', { words: 'بعدها' })).rejects.toMatchObject({
		code: 'permit_note_settled'
	});
	// The second officer settles what others wrote.
	expect((await on('head', 2, 'settle')).settled).toMatchObject({ duty: 'approver' });

	for (const table of ['permit_note', 'permit_note_reply', 'permit_note_settled'])
		for (const statement of [`update ${table} set at = now()`, `delete from ${table}`])
			await expect(p.pool.query(statement), statement).rejects.toThrow();
});

test('only officers of the case write, each in the one duty they have', async () => {
	for (const [who, code] of [
		['engineer', 'forbidden'],
		['focal', 'forbidden'],
		['auditor', 'forbidden'],
		['cashier', 'permit_separation'],
		['stranger', 'forbidden']
	] as const)
		await expect(pin(who), who).rejects.toMatchObject({ code });
	await expect(permitNotes(as('engineer'), ref)).rejects.toMatchObject({ code: 'forbidden' });
	await expect(permitNotes(as('focal'), ref)).rejects.toMatchObject({ code: 'forbidden' });
	expect((await permitNotes(as('auditor'), ref)).may_write).toBe(false);
	// Whoever writes as the second officer cannot be the clerk of it as well.
	await pin('all');
	await expect(act('all', 'accept', {})).rejects.toMatchObject({ code: 'permit_separation' });
});

test('as the application, nobody writes in the name of another, and the applicant reads no note', async () => {
	const read = await as('engineer').read((db) => db.selectFrom('permit_note').selectAll().execute());
	expect(read).toEqual([]);
	const { id } = house.officer(reviewer);
	await expect(
		as('clerk').transaction((tx) =>
			tx.db
				.insertInto('permit_note_reply')
				.values({ permit_id: '1', n: 3, words: 'x', at: new Date(), person_id: id, duty: 'reviewer' })
				.execute()
		)
	).rejects.toMatchObject({ code: '42501' });
	await expect(
		as('clerk').transaction((tx) =>
			tx.db
				.insertInto('permit_note_settled')
				.values({ permit_id: '1', n: 3, at: new Date(), person_id: house.officer('clerk').id, duty: 'clerk' })
				.execute()
		)
	).rejects.toMatchObject({ code: '42501' });
});

test('what is for the applicant reaches them as a request with its place, without anybody’s name', async () => {
	const { n } = await pin(reviewer, { audience: 'applicant', words: 'بيّن منسوب السور' });
	const inside = await pin(reviewer, { words: 'بيننا' });
	const question = { subject: 'application', fault: 'question', note: 'بيّن منسوب السور' };
	await expect(act(reviewer, 'ask', { requests: [{ ...question, pin: inside.n }] })).rejects.toMatchObject({
		fields: [{ path: 'requests.0.pin', code: 'permit_note_not_asked' }]
	});
	await act(reviewer, 'ask', { requests: [{ ...question, pin: n }] });
	const { items } = await permitNotes(as('head'), ref);
	expect(items.find((note) => note.n === n)).toMatchObject({ asked: true, duty: 'reviewer' });

	const told = await permitRecord(as('engineer'), ref);
	expect(told.notes).toBeNull();
	expect(told.requests[0]).toMatchObject({ pin: { n: 1, place: { coordinates: [511010, 943001] } } });
	const whole = JSON.stringify(told);
	for (const name of [reviewer, 'clerk', 'head']) expect(whole).not.toContain(`شخص ${name}`);
	expect(whole).not.toContain('بيننا');
	// The reviewer, who has not signed, is told no owner by any note.
	expect(JSON.stringify(await permitRecord(as(reviewer), ref))).not.toContain('سعاد');
});

test('a consulted agency writes too, and the same key writes once', async () => {
	await act('engineer', 'inform', {
		answers: (await permitRecord(as('engineer'), ref)).requests.map((r) => ({ id: r.id, answer: 'مرفق' }))
	});
	await act(reviewer, 'consult', { agencies: [{ unit: 'antiquities', about: 'حرم الأثر' }] });
	const words = { at: [511005, 943005], words: 'حد الحرم من هنا' };
	const once = await pinNote(as('focal'), ref, words, { key: 'a' });
	const again = await pinNote(as('focal'), ref, words, { key: 'a' });
	expect(again).toMatchObject({ repeated: true, answer: { n: once.answer.n, duty: 'agency' } });
	const { rows } = await p.pool.query(
		`select duty, st_srid(place) as srid, st_x(place) as x from permit_note where n = $1`,
		[once.answer.n]
	);
	expect(rows).toEqual([{ duty: 'agency', srid: 22992, x: 511005 }]);
	const { rows: audits } = await p.pool.query(
		`select count(*)::int as n from audit_log where action like 'permit.note%'`
	);
	expect(audits[0].n).toBe(9);
	// The agency's answer is still its own to give.
	await act('focal', 'answer', { answer: 'no_objection', note: 'لا مانع' });
});

test('why a file was withdrawn is told to the window, not to a reviewer who must not know whose it was', async () => {
	await act('engineer', 'withdraw', { reason: 'باعت سعاد فؤاد الأرض' });
	const reason = async (by: string) => (await permitRecord(as(by), ref)).history[0];
	expect(await reason('clerk')).toMatchObject({ action: 'withdraw', reason: 'باعت سعاد فؤاد الأرض' });
	expect(await reason(reviewer)).toMatchObject({ action: 'withdraw', reason: null });
	expect(JSON.stringify(await permitRecord(as('focal'), ref))).not.toContain('سعاد');
});
