import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { bringPapers, HOUSE, payDues } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import {
	actOnPermit,
	getPermit,
	listPermits,
	openPermit,
	permitRecord,
	readParties,
	sweepPermits
} from '../cases/index.ts';
import {
	certificatePaper,
	issueStatement,
	listStatements,
	permitCertificates,
	verifyCertificate
} from '../certificates/index.ts';
import { attachDocuments } from '../documents/index.ts';
import { permitFees } from '../fees/index.ts';
import { ownCases, trackByPhone, trackOwn } from '../track/index.ts';
import { openStatementRequest } from './index.ts';

let p: TestPlatform;
let house: Department;
let plots = 100;
const TODAY = new Date('2026-11-19T09:00:00Z');
const origin = 'https://diwan.example.gov.eg';
const OWNER = 'سعاد فؤاد منصور';

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p, TODAY);
});
afterEach(() => {
	house.clock.now = TODAY;
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act = async (by: string, ref: string, action: string, input: unknown = {}) =>
	(await actOnPermit(as(by), ref, action, input)).answer;
const idOf = async (ref: string) =>
	(await p.pool.query<{ id: string }>('select id from permit where reference = $1', [ref])).rows[0]!.id;

async function asked(by = 'engineer', more: object = {}): Promise<{ ref: string; parcel: GeoJSON.Polygon }> {
	const { parcel } = aPlot(plots++);
	const { answer } = await openStatementRequest(as(by), {
		parcel,
		address: 'شارع النيل',
		parties: { owner: { name: OWNER, national_id: '28501010212345', phone: '01001234567' } },
		...more
	});
	return { ref: answer.reference, parcel };
}

/** Handed in with its papers, and paid for. */
async function paid(by = 'engineer') {
	const made = await asked(by);
	await bringPapers(as(by), made.ref);
	await act(by, made.ref, 'submit');
	await payDues(as('cashier'), made.ref);
	return made;
}

test('a statement is asked for on the portal, paid, stated by another officer, and stands for the licence', async () => {
	const { ref, parcel } = await asked();
	expect(ref).toMatch(/^BA-2026-\d{6}$/);
	await act('engineer', ref, 'submit');
	expect(await getPermit(as('clerk'), ref)).toMatchObject({
		...{ life: 'statement', state: 'statement_requested', channel: 'portal', holder: 'clerk' },
		clocks: { statutory: null }
	});
	// Its papers are those of its list, and it is not taken without them, nor unpaid.
	await expect(act('clerk', ref, 'accept_request')).rejects.toMatchObject({
		code: 'permit_documents_missing',
		fields: [{ path: 'identity' }, { path: 'site_sketch' }]
	});
	await act('clerk', ref, 'return', {
		requests: [
			{ subject: 'identity', fault: 'missing' },
			{ subject: 'site_sketch', fault: 'missing' }
		]
	});
	await bringPapers(as('engineer'), ref);
	expect((await act('engineer', ref, 'resubmit')).state).toBe('statement_requested');
	await expect(act('clerk', ref, 'accept_request')).rejects.toMatchObject({ code: 'permit_fees_due' });
	const { stages } = await permitFees(as('engineer'), ref);
	expect(stages).toMatchObject([{ stage: 'statement', total: 20_000, due: 20_000 }]);
	expect(stages[0]!.lines).toMatchObject([{ fee: 'site_statement', unverified: true }]);
	const waiting = await listPermits(as('cashier'), { mine: '1' });
	expect(waiting.items.map((i) => i.reference)).toContain(ref);
	await payDues(as('cashier'), ref);
	expect(await act('clerk', ref, 'accept_request')).toMatchObject({
		...{ state: 'statement_examined', holder: 'approver' }
	});
	expect((await act('head', ref, 'issue_statement')).state).toBe('statement_issued');

	const [card] = await permitCertificates(as('engineer'), ref);
	expect(card).toMatchObject({ kind: 'statement', status: 'valid', valid_until: '2027-11-19' });
	const told = await verifyCertificate(makeCtx(p, { now: () => house.clock.now }), card!.code, {
		ip: '192.0.2.7'
	});
	expect(told).toMatchObject({ reference: ref, status: 'valid', record: { ok: true } });
	const paper = await certificatePaper(as('engineer'), card!.number, { origin });
	expect(Buffer.from(paper.content.subarray(0, 5)).toString()).toBe('%PDF-');
	const content = await p.pool.query<{ content: string }>(
		`select content from permit_certificate_content k join permit_certificate c on c.id = k.certificate_id
			where c.number = $1`,
		[card!.number]
	);
	expect(content.rows[0]!.content).toContain(ref);
	expect(content.rows[0]!.content).not.toContain(OWNER);
	// Whoever looks at sites reads it, as every other statement.
	await certificatePaper(as('engineer2'), card!.number, { origin });
	const { items } = await listStatements(as('head'), { q: card!.number });
	expect(items).toMatchObject([{ number: card!.number, reference: ref }]);

	const licence = await openPermit(as('engineer'), {
		...{ kind: 'new', parcel, footprint: null, facts: HOUSE, parties: { owner: { name: OWNER } } }
	});
	const { documents } = await permitRecord(as('engineer'), licence.answer.reference);
	expect(documents!.lines.find((l) => l.kind === 'site_statement')).toMatchObject({
		registered: { number: card!.number }
	});
	// The case is no licence: not in their list, nor in the register.
	const { items: licences } = await listPermits(as('clerk'), {});
	expect(licences.map((l) => l.life)).not.toContain('statement');
	const { rows } = await p.pool.query('select from public_permits where source_id = $1', [ref]);
	expect(rows).toEqual([]);
});

test('whoever asks follows it, and is told no officer', async () => {
	const { ref } = await paid();
	await act('clerk', ref, 'accept_request');
	const told = await trackOwn(as('engineer'), ref);
	expect(told).toMatchObject({
		...{ life: 'statement', path: { steps: ['request', 'examined', 'statement'], current: 'statement' } },
		...{ holder: { duty: 'approver' } },
		clocks: { service: { promised_min: 7 * told.day_minutes } }
	});
	expect(JSON.stringify(told)).not.toMatch(/Person|شخص/);
	const { permit } = await trackByPhone(
		makeCtx(p, { now: () => house.clock.now }),
		{ reference: ref, phone_last4: '4567' },
		{ ip: '192.0.2.9' }
	);
	expect(permit.reference).toBe(ref);
	expect((await ownCases(as('engineer'))).find((c) => c.reference === ref)).toMatchObject({
		...{ life: 'statement', yours: false, due: 0 }
	});
	await act('head', ref, 'decline_statement', { reason: 'القطعة خارج الحيز', article: 'مادة 2' });
	expect(await trackOwn(as('engineer'), ref)).toMatchObject({
		...{ state: 'statement_declined', reason: { text: 'القطعة خارج الحيز', article: 'مادة 2' } }
	});
	const { history } = await permitRecord(as('engineer'), ref);
	expect(history.every((step) => step.person === null)).toBe(true);
});

describe('duties', () => {
	test('who asks never decides, who received does not state, who took the money does neither', async () => {
		const { ref } = await paid('clerk');
		await expect(act('clerk', ref, 'issue_statement')).rejects.toMatchObject({ code: 'permit_separation' });
		await act('clerk', ref, 'accept_request');
		for (const who of ['clerk', 'cashier'])
			for (const action of ['issue_statement', 'decline_statement', 'send_back'])
				await expect(
					act(who, ref, action, action === 'issue_statement' ? {} : { reason: 'x', article: 'x' })
				).rejects.toMatchObject({ code: 'permit_separation' });
		for (const who of ['engineer2', 'stranger', 'reviewer1', 'inspector', 'auditor'])
			await expect(act(who, ref, 'issue_statement'), who).rejects.toMatchObject({
				code: expect.stringMatching(/forbidden|not_found/)
			});
		// A colleague with every office has one of them here.
		const { ref: own } = await paid('all');
		await act('all', own, 'accept_request');
		await expect(act('all', own, 'issue_statement')).rejects.toMatchObject({ code: 'permit_separation' });
		await act('head', own, 'issue_statement');
	});

	test('a reviewer is told of no name, and every other reading is written down', async () => {
		const { ref } = await asked('clerk');
		await expect(readParties(as('reviewer1'), ref)).rejects.toMatchObject({
			code: expect.stringMatching(/forbidden|permit_blind|not_found/)
		});
		expect((await readParties(as('head'), ref))[0]).toMatchObject({ part: 'owner', name: OWNER });
		const { rows } = await p.pool.query(
			`select from permit_access where permit_id = $1 and what = 'parties' and person_id = $2`,
			[await idOf(ref), house.officer('head').id]
		);
		expect(rows).toHaveLength(1);
	});

	test('by statements of the database neither', async () => {
		const { ref } = await asked();
		const id = await idOf(ref);
		await bringPapers(as('engineer'), ref);
		await act('engineer', ref, 'submit');
		await payDues(as('cashier'), ref);
		await act('clerk', ref, 'accept_request');
		const [receipt] = (await permitFees(as('cashier'), ref)).receipts;
		await act('cashier', ref, 'cancel_receipt', { number: receipt!.number, reason: 'خطأ' });
		const { version } = await getPermit(as('head'), ref);
		/** A step as the application writes it, without what it brings. */
		const step = (who: string, duty: string, action: string, to: string) =>
			as(who).transaction(async ({ db }) => {
				const person = duty === 'applicant' ? null : house.officer(who).id;
				if (person !== null)
					await sql`insert into permit_hand (permit_id, person_id, duty, since)
						values (${id}, ${person}, ${duty}, ${TODAY}) on conflict do nothing`.execute(db);
				await sql`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at)
					values (${id}, ${version + 1}, ${action}, 'statement_examined', ${to}, ${duty}, ${person}, ${TODAY})`.execute(
					db
				);
				await sql`update permit set state = ${to}, version = version + 1 where id = ${id}`.execute(db);
			});
		// Unpaid, and without a certificate.
		await expect(step('head', 'approver', 'issue_statement', 'statement_issued')).rejects.toThrow(
			'without its fee or its paper'
		);
		// No step of a licence leads anywhere from here.
		await expect(step('head', 'approver', 'approve', 'approved_fees_due')).rejects.toThrow();
		await expect(step('engineer', 'applicant', 'issue_statement', 'statement_issued')).rejects.toThrow();
		await expect(step('clerk', 'approver', 'issue_statement', 'statement_issued')).rejects.toThrow();
		// Nor is a licence put into a state of a request.
		await expect(
			as('clerk').transaction(({ db }) =>
				sql`insert into permit (reference, kind, state, unit_id, channel, applied_on, geom, facts, created_at, updated_at)
					select 'BP-2026-900001', 'new', 'statement_draft', unit_id, 'window', applied_on, geom, facts, ${TODAY}, ${TODAY}
					from permit where id = ${id}`.execute(db)
			)
		).rejects.toThrow('permit_life_state');
		// A paper of the case comes with its step alone.
		await expect(
			as('clerk').transaction(({ db }) =>
				sql`insert into permit_certificate (kind, number, code, unit_id, permit_id, geom, issued_at, issued_by, content_sha256, proof)
					select 'statement', 'ST-2026-900001', '0000-0000-0000-0', unit_id, id, geom, ${TODAY}, ${house.officer('clerk').id},
						${'0'.repeat(64)}, '{}' from permit where id = ${id}`.execute(db)
			)
		).rejects.toThrow('a paper without its decision');
		// What is being prepared is not changed, and takes no papers.
		await expect(
			as('engineer').transaction(({ db }) =>
				sql`update permit set address = 'غيره' where id = ${id}`.execute(db)
			)
		).rejects.toThrow();
		await expect(
			attachDocuments(as('engineer'), ref, [{ kind: 'ownership', bytes: Buffer.from('x'), name: 'x.pdf' }])
		).rejects.toMatchObject({ code: 'state_forbids' });
	});
});

test('a plot somebody asked a statement of has it issued in the request; a new one takes the place of the old', async () => {
	const { ref, parcel } = await asked('clerk');
	// A draft is nobody's business yet.
	const before = (await issueStatement(as('clerk2'), { geometry: parcel })).answer;
	await bringPapers(as('clerk'), ref);
	await act('clerk', ref, 'submit');
	await expect(issueStatement(as('clerk2'), { geometry: parcel })).rejects.toMatchObject({
		...{ code: 'permit_statement_asked', params: { reference: ref } }
	});
	await payDues(as('cashier'), ref);
	await act('clerk', ref, 'accept_request');
	expect((await act('head', ref, 'send_back', { reason: 'الكروكي لقطعة أخرى' })).state).toBe(
		'statement_requested'
	);
	await act('clerk', ref, 'accept_request');
	await act('authority', ref, 'issue_statement', { place: 'village' });
	const [card] = await permitCertificates(as('clerk'), ref);
	expect(card).toMatchObject({ status: 'valid', may: { revoke: false } });
	expect(before.status).toBe('valid');
	expect((await issueStatement(as('clerk2'), { geometry: parcel })).answer.status).toBe('valid');
});

test('an exemption by its article costs nothing; what a building has is refused', async () => {
	const { ref } = await asked();
	await p.pool
		.query(`insert into permit_fee_formula (fee, variant, title_ar, title_en, formula, valid_from, source, article)
		values ('every_fee', 'mosque', 'دور العبادة', 'Places of worship', '{"kind": "exemption", "share": 1000000}',
			'2000-01-01', 'اختبار', 'مادة 1')`);
	const facts = { ...(await getPermit(as('engineer'), ref)).facts, exemptions: ['mosque'], floors: 5 };
	await act('engineer', ref, 'edit', { facts });
	await expect(act('engineer', ref, 'edit', { kind: 'fence' })).rejects.toMatchObject({
		fields: [{ path: 'kind', code: 'permit_no_building' }]
	});
	await bringPapers(as('engineer'), ref);
	const stands = await act('engineer', ref, 'submit');
	expect(stands.facts).toMatchObject({ exemptions: ['mosque'], floors: null });
	expect((await permitFees(as('engineer'), ref)).stages).toMatchObject([{ total: 0, due: 0 }]);
	await act('clerk', ref, 'accept_request');
	await act('head', ref, 'issue_statement');
});

test('an unanswered return lapses, and the clock stands still while it waits', async () => {
	const { ref } = await asked();
	await act('engineer', ref, 'submit');
	await act('clerk', ref, 'return', { requests: [{ subject: 'identity', fault: 'missing' }] });
	house.clock.now = new Date('2026-12-20T09:00:00Z');
	expect((await getPermit(as('engineer'), ref)).clocks.service).toMatchObject({ paused: true, elapsed: 0 });
	expect((await trackOwn(as('engineer'), ref)).clocks.service).toMatchObject({
		paused: { why: 'documents' }
	});
	house.clock.now = new Date('2027-01-20T09:00:00Z');
	const { lapsed } = await sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => house.clock.now }));
	expect(lapsed).toContain(ref);
	expect((await getPermit(as('engineer'), ref)).state).toBe('statement_lapsed');
});
