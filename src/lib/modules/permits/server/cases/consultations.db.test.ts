import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { aPaper, HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { ensureUnits } from '#lib/modules/people/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { attachDocuments } from '../documents/index.ts';
import { actOnNote, pinNote } from '../notes/index.ts';
import { caseSite } from '../site/index.ts';
import {
	actOnPermit,
	followedPermit,
	listPermits,
	openPermit,
	permitDraws,
	permitRecord,
	sweepPermits
} from './index.ts';

let p: TestPlatform;
let house: Department;
let ref: string;
let reviewer: string;
const as = (name: string) => house.officer(name).ctx;
const act = (by: string, action: string, input: unknown = {}) => actOnPermit(as(by), ref, action, input);
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`).filter(
	(r) => r !== 'R16'
);
const grant = { outcome: 'grant', reason: 'مستوفٍ', examined: EXAMINED };

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	await ensureUnits(makeCtx(p, { actor: SYSTEM }), [
		{ code: 'irrigation', kind: 'agency', nameAr: 'الري', nameEn: 'Irrigation', parent: 'gov' }
	]);
	// One names its agency by the name of its unit, the other by its code.
	await p.pool.query(`insert into constraints (source, source_id, kind, name_ar, props, geom) values
		('test', 'site', 'antiquities', 'حرم الأثر', '{"agency": "الاثار"}', st_multi(st_makeenvelope(510990, 942990, 511010, 943010, 22992))),
		('test', 'canal', 'canal_bank', 'منافع الترعة', '{"agency": "irrigation"}', st_multi(st_makeenvelope(511015, 942990, 511040, 943030, 22992)))`);
	const { answer } = await openPermit(as('engineer'), {
		kind: 'new',
		...aPlot(0),
		facts: HOUSE,
		address: 'أمام منزل فؤاد',
		parties: { owner: { name: 'سعاد فؤاد منصور', phone: '01001234567' } }
	});
	ref = answer.reference;
	await attachDocuments(as('engineer'), ref, [
		{ kind: 'agency_approvals', bytes: aPaper('approvals'), name: 'approvals.pdf' }
	]);
	await takenIn(house, 'engineer', ref);
	const asked = { subject: 'application', fault: 'question', note: 'هل سعاد فؤاد هي المالكة؟' };
	await act('clerk', 'return', { requests: [asked] });
	const { id } = (await permitRecord(as('engineer'), ref)).requests[0]!;
	await act('engineer', 'resubmit', { answers: [{ id, answer: 'نعم، سعاد فؤاد' }] });
	await act('clerk', 'accept', { certificate_on: '2026-11-18' });
	const { draws } = await permitDraws(as('auditor'), ref);
	reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find((n) => house.officer(n).id === draws[0]!.picked)!;
	await act(reviewer, 'begin');
});
afterAll(() => p.close());

const NAME = /سعاد|فؤاد|منصور/;

test('what was typed about a case tells the reviewer and the agencies nobody’s name', async () => {
	const told = async (by: string) =>
		JSON.stringify([await permitRecord(as(by), ref), await listPermits(as(by), {})]);
	expect(await told('clerk')).toMatch(NAME);
	expect(await told('engineer')).toMatch(NAME);
	expect(await told(reviewer)).not.toMatch(NAME);
	// Nor can they ask whether it is somebody's.
	const found = async (by: string, q: string) => (await listPermits(as(by), { q })).items.length;
	expect(await found('clerk', 'منزل فؤاد')).toBe(1);
	expect(await found(reviewer, 'منزل فؤاد')).toBe(0);
	expect(await found(reviewer, ref)).toBe(1);
	const map = await p.pool.query(`select * from permits`);
	expect(map.rows).toHaveLength(1);
	expect(JSON.stringify(map.rows)).not.toMatch(NAME);
});

test('an address names nobody of the case, when it is opened and when it or they are changed', async () => {
	const draft = (address: string, owner = 'سعاد فؤاد منصور') => ({
		...{ kind: 'fence', ...aPlot(3), address },
		parties: { owner: { name: owner, phone: '01001234567' } }
	});
	const refused = { code: 'invalid_input', fields: [{ path: 'address', code: 'permit_address_named' }] };
	for (const address of ['منزل سُعاد فؤاد', 'أمام: سعاد/فؤاد', 'ت ٠١٠٠ ١٢٣ ٤٥٦٧'])
		await expect(openPermit(as('engineer'), draft(address)), address).rejects.toMatchObject(refused);
	await expect(openPermit(as('clerk'), draft('منزل سعاد', 'سعاد'))).rejects.toMatchObject(refused);
	const { reference } = (await openPermit(as('engineer'), draft('5 شارع فؤاد الأول'))).answer;
	const edit = (input: object) => actOnPermit(as('engineer'), reference, 'edit', input);
	await expect(edit({ address: 'سعاد فؤاد' })).rejects.toMatchObject(refused);
	await expect(edit({ parties: { owner: { name: 'فؤاد الأول شاكر' } } })).rejects.toMatchObject(refused);
	await edit({ address: '5 شارع الجيش', parties: { owner: { name: 'فؤاد الأول شاكر' } } });
	// A reviewer who asks the database itself finds no more than the street.
	const { rows } = await as(reviewer).read((db) =>
		sql<{ address: string }>`select address from permit where reference = ${reference}`.execute(db)
	);
	expect(rows).toEqual([{ address: '5 شارع الجيش' }]);
});

test('a street of the map beside the plot may be called like the owner', async () => {
	const drawn = (address: string) =>
		openPermit(as('engineer'), {
			...{ kind: 'fence', ...aPlot(4), address },
			parties: { owner: { name: 'سعاد فؤاد منصور', address: '٧ حارة الياسمين الشرقي' } }
		});
	const refused = { fields: [{ path: 'address', code: 'permit_address_named' }] };
	await expect(drawn('7 شارع سعاد فؤاد')).rejects.toMatchObject(refused);
	await p.pool.query(`insert into streets (source, source_id, name_ar, geom)
		select 'test', 'named', 'شارع سعاد فؤاد', st_multi(st_makeline(st_point(511000, 942995, 22992), st_point(511400, 942995, 22992)))`);
	const { reference } = (await drawn('7 شارع سعاد فؤاد')).answer;
	for (const address of ['7 شارع سعاد فؤاد منصور', 'شارع سعاد فؤاد، منزل سعاد فؤاد'])
		await expect(drawn(address), address).rejects.toMatchObject(refused);
	await actOnPermit(as('engineer'), reference, 'edit', { address: '9 ش. سعاد فؤاد، الدور الأرضي' });
	// The plot may be where they live.
	await actOnPermit(as('engineer'), reference, 'edit', { address: '7 حارة الياسمين الشرقي' });
	// Elsewhere no street is called so.
	const { parcel } = aPlot(40);
	await expect(
		actOnPermit(as('engineer'), reference, 'edit', { parcel, address: '9 ش. سعاد فؤاد' })
	).rejects.toMatchObject(refused);
});

test('an answer to the reviewer that names somebody is not taken', async () => {
	await act(reviewer, 'ask', {
		requests: [{ subject: 'application', fault: 'question', note: 'الارتفاع؟' }]
	});
	const { id } = (await permitRecord(as('engineer'), ref)).requests.find((r) => r.answered_at === null)!;
	const answer = (words: string) => act('engineer', 'inform', { answers: [{ id, answer: words }] });
	const refused = {
		code: 'invalid_input',
		fields: [{ path: 'answers.0.answer', code: 'permit_names_told' }]
	};
	await expect(answer('9 أمتار، مع تحيات سعاد فؤاد')).rejects.toMatchObject(refused);
	await expect(answer('٠١٠٠ ١٢٣ ٤٥٦٧')).rejects.toMatchObject(refused);
	// Nor what colleagues write who know; whether a reviewer guessed is told to nobody.
	const note = (by: string, words: string) => pinNote(as(by), ref, { at: [511010, 943001], words });
	const named = { code: 'invalid_input', fields: [{ path: 'words', code: 'permit_names_told' }] };
	await expect(note('clerk', 'منزل سعاد فؤاد')).rejects.toMatchObject(named);
	const { n } = (await note(reviewer, 'للاستفسار ٠١٠٠ ١٢٣ ٤٥٦٧')).answer;
	const reply = { n, action: 'reply', input: { words: 'نعم، الحاجة سعاد فؤاد منصور' } };
	await expect(actOnNote(as('clerk'), ref, reply)).rejects.toMatchObject(named);
	await answer('9 أمتار');
	expect((await permitRecord(as(reviewer), ref)).requests[0]).toMatchObject({ answer: '9 أمتار' });
});

test('agencies whose constraints the plot touches are asked, whether the reviewer names them or not', async () => {
	const { agencies } = await permitRecord(as(reviewer), ref);
	expect(agencies.map((a) => [a.unit.code, a.subjects])).toEqual([
		['antiquities', ['antiquities']],
		['irrigation', ['canal_bank']]
	]);
	expect((await permitRecord(as('engineer'), ref)).agencies).toEqual([]);
	await expect(act(reviewer, 'recommend', grant)).rejects.toMatchObject({ code: 'permit_agencies_due' });
	await act(reviewer, 'consult', { agencies: [{ unit: 'antiquities', about: 'حد الحرم' }] });
	const { consultations } = await permitRecord(as(reviewer), ref);
	expect(consultations.map((c) => [c.unit.code, c.about, c.subjects])).toEqual([
		['antiquities', 'حد الحرم', ['antiquities']],
		['irrigation', 'منافع الترعة', ['canal_bank']]
	]);
});

test('an agency finds its task with its last day, and answers; one that keeps silent is recorded', async () => {
	const tasks = async () => (await listPermits(as('focal'), { mine: '1' })).items;
	expect(await tasks()).toMatchObject([
		{ reference: ref, holder: 'agency', due_on: '2026-12-10', clocks: { statutory: { day: 1, days: 30 } } }
	]);
	expect(JSON.stringify([await permitRecord(as('focal'), ref), await tasks()])).not.toMatch(NAME);
	const { facts } = await caseSite(as('focal'), ref);
	expect(facts.constraints.filter((c) => c.state === 'met').map((c) => c.kind)).toEqual([
		'antiquities',
		'canal_bank'
	]);
	await act('focal', 'answer', { answer: 'conditions', note: 'الحفر بإشراف الآثار' });
	expect(await tasks()).toEqual([]);

	const sweep = () => sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => house.clock.now }));
	const dueDay = async () => (await permitRecord(as(reviewer), ref)).consultations[1]!.due_on;
	// A holiday that is decreed late gives its day back, before anything follows from the day that has passed.
	house.clock.now = new Date('2026-12-08T09:00:00Z');
	await p.pool
		.query(`insert into dig_calendar_period (kind, name_ar, name_en, starts_on, ends_on, state, origin, verified,
		created_at, confirmed_at) values ('holiday', 'إجازة', 'Holiday', '2026-12-09', '2026-12-09', 'confirmed', 'decree', true, now(), now())`);
	expect(await dueDay()).toBe('2026-12-10');
	house.clock.now = new Date('2026-12-12T09:00:00Z');
	expect((await sweep()).heard).toEqual([]);
	expect(await dueDay()).toBe('2026-12-13');
	const moved = await p.pool.query(`select detail from audit_log where action = 'permit.due_moved'`);
	expect(moved.rows).toMatchObject([{ detail: { from: '2026-12-10', to: '2026-12-13' } }]);
	// One that is taken out again shortens nothing that was said.
	await p.pool.query(`delete from dig_calendar_period where name_ar = 'إجازة'`);
	house.clock.now = new Date('2026-12-13T09:00:00Z');
	expect((await sweep()).heard).toEqual([]);
	expect(await dueDay()).toBe('2026-12-13');
	house.clock.now = new Date('2026-12-14T09:00:00Z');
	expect((await sweep()).heard).toEqual([ref]);
	const { rows } = await p.pool.query(
		`select u.code, c.answer from permit_consultation c join unit u on u.id = c.unit_id order by u.code`
	);
	expect(rows).toEqual([
		{ code: 'antiquities', answer: 'conditions' },
		{ code: 'irrigation', answer: 'silent' }
	]);
});

test('silence holds the recommendation until the second officer waives it with an article', async () => {
	const { standing, consultations } = await permitRecord(as(reviewer), ref);
	// What an agency agreed to is settled by its unit on that day, and fails no more.
	expect(consultations[0]).toMatchObject({
		...{ unit: { code: 'antiquities' }, subjects: ['antiquities'], answer: 'conditions' },
		answered_at: expect.stringMatching(/^2026-1/)
	});
	// Whoever applies knows who was asked; what they said comes with the decision.
	const own = await permitRecord(as('engineer'), ref);
	expect(own.consultations.map((c) => [c.unit.code, c.answer, c.note])).toEqual([
		['antiquities', null, null],
		['irrigation', null, null]
	]);
	// Its news are followed by those who may read it.
	const followed = await followedPermit(as(reviewer), ref);
	expect(followed).toMatchObject({ topic: 'permit', name: `permit:${ref}` });
	await expect(followedPermit(as('engineer2'), ref)).rejects.toMatchObject({ code: 'not_found' });
	expect(standing.failed).toEqual([{ rule: 'R16', subject: 'canal_bank' }]);
	await expect(act(reviewer, 'recommend', grant)).rejects.toMatchObject({ code: 'permit_blocked' });
	const waiver = { rule: 'R16', subject: 'irrigation', reason: 'لم ترد في مدتها' };
	await expect(act('head', 'waive', waiver)).rejects.toMatchObject({ name: 'ZodError' });
	await expect(
		act('head', 'waive', { ...waiver, article: 'المادة 12', reason: 'تعهدت سعاد فؤاد بذلك' })
	).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'permit_names_told' }] });
	await act('head', 'waive', { ...waiver, article: 'المادة 12' });
	expect((await permitRecord(as(reviewer), ref)).standing.failed).toEqual([]);
	const mine = { ...grant, conditions: ['تسليم عينات الخرسانة'] };
	expect((await act(reviewer, 'recommend', mine)).answer.state).toBe('recommended');
	const [given] = (await permitRecord(as(reviewer), ref)).recommendations;
	expect(given!.conditions).toEqual(['تسليم عينات الخرسانة', 'الحفر بإشراف الآثار']);
});

test('two names of somebody, their only name, their office or their telephone say who they are', async () => {
	const person = (name: string, more = {}) => ({ name, ...more });
	const parties = async (owner: object, engineer?: object) => {
		const input = { kind: 'fence', ...aPlot(1), parties: { owner, ...(engineer ? { engineer } : {}) } };
		return (await openPermit(as('engineer'), input)).answer.id;
	};
	const tells = (id: string, said: string[]) =>
		as('engineer').transaction(async ({ db }) => {
			const { rows } = await sql<{
				told: number[];
			}>`select permit_tells_who(${id}::bigint, ${said}::text[]) as told`.execute(db);
			return rows[0]!.told.map((n) => said[n - 1]);
		});
	const both = await parties(
		person('سعاد عبد الرحمن منصور', { phone: '01001234567', address: '٧ حارة الياسمين الشرقي' }),
		person('م. كمال يوسف', { office: 'مكتب النيل للاستشارات الهندسية', syndicate_no: '77123' })
	);
	const named = [
		'أنا المهندس كمال يوسف.',
		'مع تحيات/كمال  يُوسف',
		'المالكة سعاد عبد الرحمن',
		'المالكة: سعاد عبدالرحمن',
		'أعده مكتب النيل للاستشارات',
		'للاستفسار ٠١٠٠ ١٢٣ ٤٥٦٧',
		'السيدة سعاد منصور',
		'منصور سعاد',
		'مكتب النيل',
		'القيد النقابي ٧٧١٢٣',
		'الرقم القومي 285 0101 0212345',
		'يسكن حارة الياسمين الشرقي'
	];
	const others = [
		'بجوار مسجد عبد الرحمن',
		'شارع كمال حسن',
		'على كورنيش النيل',
		'الارتفاع 9.00 م والمساحة 1001234',
		'للاستشارات الهندسية',
		'حارة الياسمين الغربي',
		'اليوم 2026-11-19 والرقم 12345678901234',
		''
	];
	expect(await tells(both, [...others, ...named])).toEqual(named);
	const one = await parties(person('سعاد'));
	expect(await tells(one, ['منزل سعاد', 'منزل سعادة'])).toEqual(['منزل سعاد']);
	const bound = await parties(person('علي أبو بكر سالم'));
	expect(await tells(bound, ['عند علي أبو السعود', 'عند علي ابو بكر', 'أبو بكر سالم'])).toEqual([
		'عند علي ابو بكر',
		'أبو بكر سالم'
	]);
	// Nothing was opened by it.
	const { rows } = await p.pool.query(`select distinct what from permit_access where permit_id = $1`, [both]);
	expect(rows).toEqual([{ what: 'said' }]);
});

test('what a reviewer wrote who did not know is read by the next, and by agencies, unless it names somebody', async () => {
	const { reference } = (
		await openPermit(as('engineer'), {
			...{ kind: 'fence', ...aPlot(2), facts: HOUSE },
			parties: { owner: { name: 'سعاد فؤاد منصور', phone: '01001234567' } }
		})
	).answer;
	const on = async (by: string, action: string, input: unknown = {}) =>
		(await actOnPermit(as(by), reference, action, input)).answer;
	const drawn = async () => {
		const { draws } = await permitDraws(as('auditor'), reference);
		return ['reviewer1', 'reviewer2', 'reviewer3'].find((n) => house.officer(n).id === draws.at(-1)!.picked)!;
	};
	await takenIn(house, 'engineer', reference);
	await on('clerk', 'accept', { certificate_on: '2026-12-14' });
	const first = await drawn();
	await on(first, 'begin');
	const question = (note: string) => ({ subject: 'application', fault: 'question', note });
	await on(first, 'ask', { requests: [question('هل المالكة سعاد فؤاد؟'), question('ما الارتفاع؟')] });
	const asked = (await permitRecord(as('engineer'), reference)).requests;
	await on('engineer', 'inform', { answers: asked.map(({ id }) => ({ id, answer: '9 أمتار' })) });
	await on(first, 'consult', { agencies: [{ unit: 'antiquities', about: 'سور سعاد فؤاد' }] });
	const pin = (words: string) => pinNote(as(first), reference, { at: [511070, 943001], words });
	const { n } = (await pin('أظنه بيت سعاد فؤاد')).answer;
	await actOnNote(as(first), reference, { n, action: 'reply', input: { words: 'هاتفها 01001234567' } });
	await pin('الجار أعلى بدور');

	const read = async (by: string) => {
		const { requests, consultations, notes } = await permitRecord(as(by), reference);
		return [
			requests.map((r) => [r.note, r.withheld, r.answer]).sort(),
			consultations.map((c) => c.about),
			notes!.items.map((note) => [note.words, ...note.replies.map((r) => r.words)])
		];
	};
	const all = [
		[
			['ما الارتفاع؟', false, '9 أمتار'],
			['هل المالكة سعاد فؤاد؟', false, '9 أمتار']
		],
		['سور سعاد فؤاد'],
		[['أظنه بيت سعاد فؤاد', 'هاتفها 01001234567'], ['الجار أعلى بدور']]
	];
	const unnamed = [
		[
			[null, true, '9 أمتار'],
			['ما الارتفاع؟', false, '9 أمتار']
		],
		[null],
		[[null, null], ['الجار أعلى بدور']]
	];
	// One's own words tell nothing of whether one guessed.
	expect(await read(first)).toEqual(all);
	expect(await read('focal')).toEqual(
		unnamed.map((part, i) => (i === 0 ? expect.arrayContaining(part) : part))
	);
	// Nor is an agency told whether it guessed; the reviewer is not shown it.
	await on('focal', 'answer', { answer: 'no_objection', note: 'لا مانع من سور سعاد فؤاد' });
	const { consultations, history } = await permitRecord(as(first), reference);
	expect(consultations).toMatchObject([{ answer: 'no_objection', note: null, about: 'سور سعاد فؤاد' }]);
	expect(history.find((h) => h.action === 'answer')).toMatchObject({ reason: null });
	expect((await permitRecord(as('clerk'), reference)).consultations[0]!.note).toContain('سعاد');
	house.clock.now = new Date('2026-12-15T09:00:00Z');
	await on('auditor', 'redraw', { reason: 'طلب التفتيش' });
	const next = await drawn();
	expect(next).not.toBe(first);
	expect(await read(next)).toEqual(unnamed.map((part, i) => (i === 0 ? expect.arrayContaining(part) : part)));
	expect(await read(first)).toEqual(all);
	expect(await read('head')).toEqual(all);
	await on(next, 'begin');
	await on(next, 'recommend', { ...grant, examined: [...EXAMINED, 'R16'] });
	// From then on they know whose it is.
	expect(await read(next)).toEqual(all);
});
