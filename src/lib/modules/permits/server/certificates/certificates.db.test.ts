import { spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { verifyAudit } from '#lib/server/audit/index.ts';
import { STATEMENT_STATUSES, type StatementRow } from '../../rules/index.ts';
import { actOnPermit, openPermit, permitDraws, readParties } from '../cases/index.ts';
import {
	certificatePaper,
	issueStatement,
	listStatements,
	parcelStatements,
	permitCertificates,
	revokeCertificate,
	verifyCertificate,
	verifyPaper
} from './index.ts';

let p: TestPlatform;
let house: Department;
let plots = 0;
const OWNER = 'سعاد فؤاد منصور';
const origin = 'https://diwan.example.gov.eg';
const asker = { ip: '192.0.2.7' };

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const nobody = () => makeCtx(p, { now: () => house.clock.now });
const act = async (by: string, ref: string, action: string, input: unknown = {}) =>
	(await actOnPermit(as(by), ref, action, input)).answer;
const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);

/** A case before the last step, and who reviewed it. */
async function approved(outcome: 'grant' | 'refuse' = 'grant'): Promise<{ ref: string; reviewer: string }> {
	const { answer } = await openPermit(as('clerk'), {
		kind: 'new',
		...aPlot(plots++),
		address: 'شارع النيل',
		facts: HOUSE,
		parties: {
			owner: { name: OWNER, national_id: '28501010212345', phone: '01001234567' },
			engineer: { name: 'كريم شاهين', office: 'مكتب النيل', syndicate_no: '12345' }
		}
	});
	const ref = answer.reference;
	await takenIn(house, 'clerk', ref);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18' });
	const { draws } = await permitDraws(as('auditor'), ref);
	const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find(
		(name) => house.officer(name).id === draws.at(-1)!.picked
	)!;
	await act(reviewer, ref, 'begin');
	await act(reviewer, ref, 'recommend', {
		outcome,
		reason: 'بعد المراجعة',
		article: 'مادة 15',
		conditions: ['تسليم عينات الخرسانة'],
		examined: EXAMINED
	});
	await act('head', ref, 'take_up');
	if (outcome === 'grant') {
		await act('head', ref, 'approve');
		await payDues(as('cashier'), ref);
	}
	return { ref, reviewer };
}

async function licensed(): Promise<{ ref: string; number: string; code: string }> {
	const { ref } = await approved();
	await act('authority', ref, 'issue');
	const [card] = await permitCertificates(as('clerk'), ref);
	return { ref, number: card!.number, code: card!.code };
}

const check = (code: string) => verifyCertificate(nobody(), code, asker);

/** Every file that lies in a paper. */
function embedded(pdf: Uint8Array): string[] {
	const bytes = Buffer.from(pdf);
	const found: string[] = [];
	for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7))
		try {
			found.push(inflateSync(bytes.subarray(at + 7)).toString('utf8'));
		} catch {
			// Not every stream is packed.
		}
	return found;
}

/** Changes rows behind everybody's back, as a superuser can. */
async function tampered(statement: string, values: unknown[]): Promise<void> {
	await p.pool.query('alter table audit_log disable trigger user');
	await p.pool.query(statement, values);
	await p.pool.query('alter table audit_log enable trigger user');
}

test('a licence is a certificate from the step that issued it, and its paper says what was issued', async () => {
	const { ref, number, code } = await licensed();
	expect(number).toMatch(/^BL-2026-\d{6}$/);
	const told = await check(code.toLowerCase().replaceAll('-', ' '));
	expect(told).toMatchObject({
		...{ kind: 'licence', number, reference: ref, status: 'valid', valid_until: '2027-11-19', paper: null },
		record: { ok: true, bad: [], altered: [] }
	});
	expect(told.record.rows).toBeGreaterThan(9);
	expect(JSON.stringify(told)).not.toContain(OWNER);

	const paper = await certificatePaper(as('authority'), number, { origin });
	const again = await certificatePaper(as('clerk'), number, { origin: 'https://elsewhere.example' });
	expect(Buffer.from(again.content).equals(Buffer.from(paper.content))).toBe(true);
	const raw = Buffer.from(paper.content).toString('latin1');
	expect(raw).toMatch(/AFRelationship\s*\/Source/);
	const files = embedded(paper.content);
	expect([raw, ...files].join('\n')).toMatch(/pdfaid:part>3<[\s\S]*pdfaid:conformance>B</);
	const json = JSON.parse(files.find((text) => text.startsWith('{'))!);
	expect(json).toMatchObject({
		...{ schema: 'diwan-certificate-1', number, code, reference: ref },
		data: { people: [{ part: 'owner', name: OWNER }, { part: 'engineer' }] },
		audit: { digest: told.record.digest }
	});
	const text = spawnSync('pdftotext', ['-', '-'], { input: paper.content });
	if (text.status === 0) expect(text.stdout.toString()).toContain(number);

	expect(await verifyPaper(nobody(), code, paper.content, asker)).toMatchObject({
		...{ genuine: true, number, status: 'valid', certificate_status: 'valid' }
	});
	for (const at of [100, paper.content.length >> 1, paper.content.length - 1]) {
		const altered = Uint8Array.from(paper.content);
		altered[at]! ^= 1;
		expect(await verifyPaper(nobody(), code, altered, asker)).toMatchObject({
			...{ genuine: false, number, status: 'forged', certificate_status: 'valid' },
			issued_sha256: paper.sha256
		});
	}
});

test('what becomes of the case becomes of the licence, at once', async () => {
	const { ref, code } = await licensed();
	await act('governor', ref, 'suspend', { reason: 'قرار وقف' });
	expect((await check(code)).status).toBe('suspended');
	await act('governor', ref, 'resume', { reason: 'زال السبب' });
	expect((await check(code)).status).toBe('valid');
	house.clock.now = new Date('2027-11-20T09:00:00Z');
	expect((await check(code)).status).toBe('expired');
	house.clock.now = new Date('2026-11-19T09:00:00Z');
	await act('authority', ref, 'revoke', { reason: 'بيانات غير صحيحة', article: 'مادة 60' });
	const told = await check(code);
	expect(told.status).toBe('revoked');
	expect(told.revoked_at).not.toBeNull();
	expect(JSON.stringify(told)).not.toContain('بيانات غير صحيحة');
});

test('a refusal says by which article, and until when it can be contested', async () => {
	const { ref } = await approved('refuse');
	await act('head', ref, 'refuse', { reason: 'الارتفاع يجاوز المسموح', article: 'مادة 15 ق 119/2008' });
	const [card] = await permitCertificates(as('clerk'), ref);
	expect(card).toMatchObject({ kind: 'refusal', status: 'valid', valid_until: null });
	const { content } = await certificatePaper(as('head'), card!.number, { origin });
	const json = embedded(content).find((text) => text.startsWith('{'))!;
	expect(JSON.parse(json).data).toMatchObject({
		article: 'مادة 15 ق 119/2008',
		appeal_until: '2027-01-18'
	});
});

test('a row of the log that was changed, moved away or written anew is named', async () => {
	const { ref, code } = await licensed();
	const { rows } = await p.pool.query<{ chain: number; seq: string; id: string }>(
		`select l.chain, l.seq, p.id::text from audit_log l join permit p on p.id::text = l.subject_id
		where l.subject_type = 'permit' and l.action = 'permit.recommend' and p.reference = $1`,
		[ref]
	);
	const { chain, seq, id } = rows[0]!;
	const at = [chain, seq];
	const named = async () => (await check(code)).record;
	const row = { chain, seq: Number(seq) };

	await tampered(
		`update audit_log set detail = jsonb_set(detail, '{outcome}', '"refuse"') where chain = $1 and seq = $2`,
		at
	);
	expect(await named()).toMatchObject({
		ok: false,
		bad: [{ ...row, reason: 'edited', action: 'permit.recommend' }]
	});
	// Whoever computes the hash anew is found by the one that was promised, and by the row after it.
	await tampered(`update audit_log l set hash = audit_row_hash(l) where chain = $1 and seq = $2`, at);
	expect((await named()).bad[0]).toMatchObject({ ...row, reason: 'rewritten' });
	await tampered(
		`update audit_log l set detail = jsonb_set(detail, '{outcome}', '"grant"') where chain = $1 and seq = $2`,
		at
	);
	await tampered(`update audit_log l set hash = audit_row_hash(l) where chain = $1 and seq = $2`, at);
	expect((await named()).ok).toBe(true);

	await tampered(`update audit_log set subject_id = '0' where chain = $1 and seq = $2`, at);
	expect((await named()).bad).toContainEqual(expect.objectContaining(row));
	await tampered(`update audit_log set subject_id = $3 where chain = $1 and seq = $2`, [...at, id]);
	expect((await named()).ok).toBe(true);
	expect((await verifyAudit(p.pool)).ok).toBe(true);
});

test('a certificate that was changed itself is not what the log says was issued', async () => {
	const { number, code } = await licensed();
	const change = async (table: string, statement: string) => {
		await p.pool.query(`alter table ${table} disable trigger user`);
		await p.pool.query(statement, [number]);
		await p.pool.query(`alter table ${table} enable trigger user`);
	};
	await change(
		'permit_certificate',
		`update permit_certificate set valid_until = '2099-01-01' where number = $1`
	);
	const told = await check(code);
	expect(told.record).toMatchObject({ ok: false, altered: ['certificate'] });
	// What its row says of it is no longer what it is worth.
	expect(told).toMatchObject({ status: 'altered', certificate_status: 'valid' });
	await change(
		'permit_certificate_content',
		`update permit_certificate_content set content = replace(content, '"floors":3', '"floors":9')
		where certificate_id = (select id from permit_certificate where number = $1)`
	);
	expect((await check(code)).record.altered).toEqual(['content', 'certificate']);
	await expect(p.pool.query('delete from permit_certificate where number = $1', [number])).rejects.toThrow(
		'never changed'
	);
});

test('a reviewer who has not signed is given no paper, and whoever is given one is written down', async () => {
	const { ref, number } = await licensed();
	const { draws } = await permitDraws(as('auditor'), ref);
	const blind = ['reviewer1', 'reviewer2', 'reviewer3'].find(
		(name) => house.officer(name).id !== draws.at(-1)!.picked
	)!;
	await expect(certificatePaper(as(blind), number, { origin })).rejects.toMatchObject({
		code: 'forbidden'
	});
	await expect(certificatePaper(nobody(), number, { origin })).rejects.toMatchObject({
		code: 'not_signed_in'
	});
	await expect(certificatePaper(as('engineer'), number, { origin })).rejects.toMatchObject({
		code: 'not_found'
	});
	// Whoever took the money sees that there is one, and not in whose name; nor do they ask.
	await expect(certificatePaper(as('cashier'), number, { origin })).rejects.toMatchObject({
		code: 'forbidden'
	});
	expect((await permitCertificates(as('cashier'), ref)).map((card) => card.may.read)).toEqual([false]);
	await expect(readParties(as('cashier'), ref)).rejects.toMatchObject({ code: 'forbidden' });
	await certificatePaper(as('auditor'), number, { origin });
	const { rows } = await p.pool.query(
		`select 1 from permit_access where what = 'document' and item = $1 and person_id = $2`,
		[number, house.officer('auditor').id]
	);
	expect(rows).toHaveLength(1);
});

test('a statement is issued by the department of the plot, replaced by the next, and taken back by its head', async () => {
	const { rows } = await p.pool.query<{ id: string }>(
		`insert into parcels (source, source_id, name_ar, props, geom) values ('test', 'p1', 'قطعة', '{"parcel_no":"17"}',
			st_multi(st_makeenvelope(512000, 943500, 512020, 943520, 22992))) returning id::text`
	);
	const parcel = rows[0]!.id;
	await expect(issueStatement(as('reviewer1'), { parcel })).rejects.toMatchObject({ code: 'forbidden' });
	await expect(issueStatement(as('stranger'), { parcel })).rejects.toMatchObject({ code: 'forbidden' });
	const first = (await issueStatement(as('clerk'), { parcel }, { key: 'one' })).answer;
	expect((await issueStatement(as('clerk'), { parcel }, { key: 'one' })).answer.number).toBe(first.number);
	const started = performance.now();
	const { answer: second } = await issueStatement(as('clerk'), { parcel });
	const paper = await certificatePaper(as('clerk'), second.number, { origin });
	console.info(`statement and its paper: ${Math.round(performance.now() - started)} ms`);
	expect(paper.content.length).toBeGreaterThan(10_000);
	expect(second).toMatchObject({ status: 'valid', valid_until: '2027-11-19', may: { revoke: false } });
	expect((await check(first.code)).status).toBe('superseded');
	expect((await parcelStatements(as('head'), parcel)).map((c) => [c.number, c.may.revoke])).toEqual([
		[second.number, true],
		[first.number, false]
	]);
	await expect(revokeCertificate(as('clerk'), second.number, { reason: 'خطأ' })).rejects.toMatchObject({
		code: 'forbidden'
	});
	const revoked = await revokeCertificate(as('head'), second.number, { reason: 'خطأ في المساحة' });
	expect(revoked.status).toBe('revoked');
	expect((await check(second.code)).status).toBe('revoked');
	await expect(revokeCertificate(as('head'), second.number, { reason: 'مرة أخرى' })).rejects.toMatchObject({
		code: 'state_forbids'
	});

	// The list of the department, by what each is worth now.
	for (const who of ['engineer', 'reviewer1', 'focal'])
		await expect(listStatements(as(who), {})).rejects.toMatchObject({ code: 'forbidden' });
	expect((await listStatements(as('stranger'), {})).items).toEqual([]);
	const all: StatementRow[] = [];
	for (let cursor: string | null | undefined; cursor !== null;) {
		const page = await listStatements(as('head'), { limit: 2, ...(cursor ? { cursor } : {}) });
		all.push(...page.items);
		cursor = page.next_cursor;
	}
	expect(all.slice(0, 2)).toMatchObject([
		{ number: second.number, status: 'revoked', parcel: { id: parcel, name: '17' } },
		{ number: first.number, status: 'superseded' }
	]);
	expect(JSON.stringify(all)).not.toContain('شخص');
	const now = house.clock.now;
	for (const moment of [now, new Date('2028-01-01T09:00:00Z')]) {
		house.clock.now = moment;
		const { items } = await listStatements(as('auditor'), { limit: '200' });
		expect(items).toHaveLength(all.length);
		for (const status of STATEMENT_STATUSES)
			expect((await listStatements(as('auditor'), { status, limit: '200' })).items).toEqual(
				items.filter((s) => s.status === status)
			);
	}
	house.clock.now = now;
	const search = async (q: string) => (await listStatements(as('clerk'), { q })).items.map((s) => s.number);
	expect(await search(first.number)).toEqual([first.number]);
	expect(await search('17')).toEqual(expect.arrayContaining([second.number, first.number]));
	expect(await search('%')).toEqual([]);
});

test('what is done twice at one moment is done one after the other', async () => {
	const { rows } = await p.pool.query<{ id: string }>(
		`insert into parcels (source, source_id, name_ar, geom) values ('test', 'twice', '18',
			st_multi(st_makeenvelope(511000, 944000, 511020, 944020, 22992))) returning id::text`
	);
	const stated = await Promise.all([1, 2, 3].map(() => issueStatement(as('clerk'), { parcel: rows[0]!.id })));
	const standing = await Promise.all(stated.map(async ({ answer }) => (await check(answer.code)).status));
	expect([...standing].sort()).toEqual(['superseded', 'superseded', 'valid']);
	const why = { reason: 'خطأ في الرفع', article: null };
	const last = stated[standing.indexOf('valid')]!.answer.number;
	const revoked = await Promise.allSettled([1, 2, 3].map(() => revokeCertificate(as('head'), last, why)));
	expect(revoked.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
	for (const r of revoked)
		if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'state_forbids' });
});

test('whoever tries codes is stopped; whoever has one is not', async () => {
	const { code } = await licensed();
	const guesser = { ip: '198.51.100.9' };
	for (let i = 0; i < 30; i++)
		await expect(verifyCertificate(nobody(), `AAAA-BBBB-CC${10 + i}-D`, guesser)).rejects.toMatchObject({
			code: 'not_found'
		});
	await expect(verifyCertificate(nobody(), 'AAAA-BBBB-CCCC-E', guesser)).rejects.toMatchObject({
		code: 'rate_limited'
	});
	expect((await verifyCertificate(nobody(), code, asker)).status).toBe('valid');
});

test('a plan is lettered whole: no letter is shifted by itself, the scale is read from the right; sums are grouped', async () => {
	const { rows } = await p.pool.query<{ kind: string; drawing: string; page: string }>(
		`select c.kind, t.content::jsonb ->> 'drawing' as drawing, t.content::jsonb ->> 'page' as page
			from permit_certificate_content t join permit_certificate c on c.id = t.certificate_id`
	);
	expect(rows.map((r) => r.kind)).toEqual(expect.arrayContaining(['statement', 'licence']));
	for (const { kind, drawing, page } of rows) {
		expect(drawing).not.toMatch(/ dy=/);
		expect(drawing).toMatch(/>\u200f\d+ م</);
		if (kind === 'licence') expect(page).not.toMatch(/\d{4,}\.\d\d/);
	}
});
