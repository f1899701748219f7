import { cairoDate } from '#lib/kernel/cairo.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { actOnPermit, getPermit, openPermit, permitDraws, sweepPermits } from '../cases/index.ts';
import { answerAlarm, openAlarms } from './index.ts';

let p: TestPlatform;
let house: Department;
const ORIGIN = 'https://diwan.example';

beforeAll(async () => {
	p = await testPlatform({
		env: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'diwan@diwan.example', ORIGIN }
	});
	// A Thursday.
	house = await aDepartment(p, new Date('2026-03-05T08:00:00Z'));
	// The feast of 2026 as the Prime Minister's decree gave it, longer than the moon did.
	await p.pool
		.query(`insert into dig_calendar_period (kind, name_ar, name_en, starts_on, ends_on, origin, decree)
		values ('holiday', 'إجازة عيد الفطر', 'Eid al-Fitr holiday', '2026-03-19', '2026-03-23', 'قرار رئيس مجلس الوزراء', 'قرار')`);
	await p.pool.query(
		`insert into person_contact (person_id, email) select id, username || '@diwan.example' from (values
			('head', $1::bigint), ('authority', $2), ('governor', $3), ('clerk', $4)) v(username, id)
		on conflict (person_id) do update set email = excluded.email`,
		['head', 'authority', 'governor', 'clerk'].map((name) => house.officer(name).id)
	);
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const at = (moment: string) => (house.clock.now = new Date(moment));
const act = (by: string, ref: string, action: string, input: unknown = {}) =>
	actOnPermit(as(by), ref, action, input);
const sweep = () => sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => house.clock.now }));
const told = async (by: string) => (await openAlarms(as(by))).map((a) => `${a.permit.reference} ${a.level}`);
const mails = async () =>
	(await p.pool.query<{ recipient: string }>('select recipient from mail order by recipient')).rows.map((r) =>
		r.recipient.replace('@diwan.example', '')
	);

describe('both clocks of a file that was accepted on a Thursday before the feast', () => {
	let ref: string;

	beforeAll(async () => {
		const parties = { owner: { name: 'سعاد فؤاد منصور', national_id: null, phone: null } };
		const opened = await openPermit(as('clerk'), { kind: 'new', ...aPlot(1), facts: HOUSE, parties });
		ref = opened.answer.reference;
		await takenIn(house, 'clerk', ref);
		await act('clerk', ref, 'accept', { certificate_on: '2026-03-05' });
	});

	test('service: 26 working days without Fridays, Saturdays and the feast; law: 30 days', async () => {
		const { clocks } = await getPermit(as('head'), ref);
		// 5 + 4 before the feast, 3 after it, 5, 5, then 4 around Sham el-Nessim.
		expect(clocks.service).toMatchObject({
			started_at: new Date('2026-03-08T07:00:00Z'),
			due_at: new Date('2026-04-16T13:00:00Z'),
			paused: false
		});
		expect(clocks.statutory).toMatchObject({
			...{ day: 0, last_day: '2026-04-04', expires_at: new Date('2026-04-04T22:00:00Z') }
		});
	});

	test('asking for information pauses the service, not the law', async () => {
		at('2026-03-08T08:00:00Z');
		const { draws } = await permitDraws(as('auditor'), ref);
		const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find(
			(name) => house.officer(name).id === draws[0]!.picked
		)!;
		await act(reviewer, ref, 'begin');
		at('2026-03-10T07:00:00Z');
		const requests = [{ subject: 'application', fault: 'question', note: 'ما استعمال الدور الأرضي؟' }];
		await act(reviewer, ref, 'ask', { requests });
		at('2026-03-15T12:00:00Z');
		const { clocks: paused } = await getPermit(as('head'), ref);
		expect(paused.service).toMatchObject({ paused: true, due_at: null, elapsed: 2 * 360 });
		expect(paused.statutory).toMatchObject({ day: 10, last_day: '2026-04-04' });
		at('2026-03-16T07:00:00Z');
		const asked = await p.pool.query<{ id: string }>(
			`select r.id::text from permit_request r join permit p on p.id = r.permit_id where p.reference = $1`,
			[ref]
		);
		await act('clerk', ref, 'inform', { answers: [{ id: asked.rows[0]!.id, answer: 'مخازن' }] });
		const { clocks } = await getPermit(as('head'), ref);
		// Four working days later: 19 to 22 April.
		expect(clocks.service).toMatchObject({ due_at: new Date('2026-04-22T13:00:00Z'), elapsed: 2 * 360 });
		expect(clocks.statutory).toMatchObject({ day: 11, last_day: '2026-04-04' });
	});

	test('day 21 and day 27 tell the head, day 27 the authority as well, and the end the governor: each once', async () => {
		at('2026-03-25T21:59:00Z');
		expect((await sweep()).alarmed).toEqual([]);
		at('2026-03-25T22:01:00Z');
		expect((await sweep()).alarmed).toEqual([`${ref} first`]);
		expect((await sweep()).alarmed).toEqual([]);
		expect([await told('head'), await told('authority'), await told('governor')]).toEqual([
			...[[`${ref} first`], [], []]
		]);
		expect(await mails()).toEqual(['head']);
		at('2026-04-01T07:00:00Z');
		expect((await sweep()).alarmed).toEqual([`${ref} last`]);
		expect([await told('head'), await told('authority'), await told('governor')]).toEqual([
			...[[`${ref} last`], [`${ref} last`], []]
		]);
		expect(await told('stranger')).toEqual([]);
		at('2026-04-04T21:59:00Z');
		expect(await sweep()).toMatchObject({ deemed: [], alarmed: [] });
		at('2026-04-04T22:01:00Z');
		expect(await sweep()).toMatchObject({ deemed: [ref], alarmed: [`${ref} expired`] });
		expect(await told('governor')).toEqual([`${ref} expired`]);
		expect(await sweep()).toMatchObject({ deemed: [], alarmed: [] });
		expect(await mails()).toEqual(['authority', 'authority', 'governor', 'head', 'head', 'head']);
		const letter = await p.pool.query<{ text: string; subject: string }>(
			`select content ->> 'text' as text, subject from mail where recipient = 'governor@diwan.example'`
		);
		expect(letter.rows[0]!.subject).toContain(ref);
		expect(letter.rows[0]!.text).toContain(`${ORIGIN}/permits/${ref}`);
		for (const name of ['سعاد', 'شخص']) expect(letter.rows[0]!.text).not.toContain(name);
	});

	test('the database has each alarm once, the flag, and an entry of everything', async () => {
		const { rows } = await p.pool.query(
			`select p.state, p.deemed_at, p.decided_at,
				(select jsonb_agg(jsonb_build_array(a.level, to_char(a.raised_at at time zone 'Africa/Cairo', 'YYYY-MM-DD'))
					order by a.raised_at) from permit_alarm a where a.permit_id = p.id) as alarms,
				(select count(*)::int from permit_event e where e.permit_id = p.id and e.action = 'deem') as deemed,
				(select jsonb_agg(l.detail ->> 'level' order by l.at) from audit_log l
					where l.action = 'permit.alarm' and l.subject_id = p.id::text) as logged
			from permit p where p.reference = $1`,
			[ref]
		);
		expect(rows[0]).toEqual({
			...{
				state: 'technical_review',
				deemed_at: new Date('2026-04-04T22:01:00Z'),
				decided_at: null,
				deemed: 1
			},
			alarms: [
				['first', '2026-03-26'],
				['last', '2026-04-01'],
				['expired', '2026-04-05']
			],
			logged: ['first', 'last', 'expired']
		});
		await expect(p.pool.query(`delete from permit_alarm`)).rejects.toThrow(/never changed/);
	});

	test('it is answered once, in the name of somebody it was raised for', async () => {
		const words = { words: 'ضُم إلى جدول اعتماد اليوم' };
		for (const [who, level] of [
			['clerk', 'expired'],
			['auditor', 'expired'],
			['stranger', 'expired'],
			['authority', 'first'],
			['governor', 'last']
		] as const)
			await expect(answerAlarm(as(who), ref, { level, ...words })).rejects.toMatchObject({
				code: 'forbidden'
			});
		await expect(answerAlarm(as('governor'), ref, { level: 'expired', words: '  ' })).rejects.toThrow();
		const answer = await answerAlarm(as('governor'), ref, { level: 'expired', ...words });
		expect(answer).toEqual({ level: 'expired', at: '2026-04-04T22:01:00.000Z', ...words });
		expect([await told('head'), await told('governor')]).toEqual([[], []]);
		await expect(answerAlarm(as('head'), ref, { level: 'expired', ...words })).rejects.toMatchObject({
			code: 'already_exists'
		});
		const { rows } = await p.pool.query(
			`select w.words, w.person_id::text as by, l.detail ->> 'words' as logged from permit_alarm_answer w
				join audit_log l on l.action = 'permit.alarm_answered' and l.subject_id = w.permit_id::text`
		);
		expect(rows).toEqual([{ ...words, by: house.officer('governor').id, logged: words.words }]);
		await expect(p.pool.query(`update permit_alarm_answer set words = 'آخر'`)).rejects.toThrow(
			/never changed/
		);
	});

	test('what is decided alarms nobody', async () => {
		const parties = { owner: { name: 'سعاد فؤاد منصور', national_id: null, phone: null } };
		const { answer } = await openPermit(as('clerk'), { kind: 'new', ...aPlot(2), facts: HOUSE, parties });
		await takenIn(house, 'clerk', answer.reference);
		await act('clerk', answer.reference, 'accept', { certificate_on: cairoDate(house.clock.now) });
		await p.pool.query(
			`update permit set certificate_on = '2026-03-05', decided_at = $2 where reference = $1`,
			[answer.reference, house.clock.now]
		);
		expect((await sweep()).alarmed).toEqual([]);
	});
});
