import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, type Department } from '../../../../../../tests/builders/department.ts';
import { aPaper, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { ACCEPT, aDesk, GRANT } from '../../../../../../tests/builders/permit-desk.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { readDigFile } from '#lib/modules/excavation/server/index.ts';
import { aHolder } from '../../../../../../tests/builders/planners.ts';
import { DOCUMENT_KINDS, TECHNICAL_DOCUMENTS } from '../../rules/index.ts';
import { issueStatement } from '../certificates/index.ts';
import { attachDocuments, permitDocuments, readDocument } from '../documents/index.ts';
import { getPermit, listPermits, permitDraws, permitHistory, readParties } from './index.ts';

let p: TestPlatform;
let house: Department;
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

const { as, nameOf, opened, act, accepted } = aDesk(() => house);

/** Has the statement of a case's plot issued. */
const stated = async (ref: string) =>
	(await issueStatement(as('clerk'), { geometry: (await getPermit(as('clerk'), ref)).plot })).answer;

const send = (ref: string, kind: string) =>
	attachDocuments(as('clerk'), ref, [{ kind, bytes: aPaper(`${kind} of ${ref}`), name: `${kind}.pdf` }]);

describe('the separation of who asks and who decides', () => {
	test('nobody has two duties in a case, whatever roles they hold', async () => {
		const { reference: ref } = await opened('all');
		await takenIn(house, 'all', ref);
		await act('clerk', ref, 'accept', ACCEPT);
		const reviewer = nameOf((await permitDraws(as('auditor'), ref)).draws[0]!.picked);
		await act(reviewer, ref, 'begin');
		await act(reviewer, ref, 'recommend', GRANT);
		await expect(act('all', ref, 'take_up')).rejects.toMatchObject({ code: 'permit_separation' });
		await expect(act(reviewer, ref, 'approve')).rejects.toMatchObject({ code: 'permit_separation' });
		await expect(act('stranger', ref, 'take_up')).rejects.toMatchObject({ code: 'forbidden' });
		const { rows } = await p.pool.query(
			`select detail ->> 'code' as code from audit_log where action = 'permit.refused_attempt' and subject_id = $1 order by at`,
			[ref]
		);
		expect(rows.map((r) => r.code)).toEqual(['permit_separation', 'permit_separation', 'forbidden']);
	});

	test('the database itself refuses, whoever writes the statement', async () => {
		const { ref, reviewer } = await accepted();
		await act(reviewer, ref, 'begin');
		const other = ['reviewer1', 'reviewer2', 'reviewer3'].find((name) => name !== reviewer)!;
		const id = `(select id from permit where reference = '${ref}')`;
		const personOf = (name: string) => house.officer(name).id;
		const tries: [who: string, statement: string][] = [
			// The clerk of the case reviews or approves it.
			['clerk', `insert into permit_hand values (${id}, ${personOf('clerk')}, 'approver', now())`],
			['all', `insert into permit_hand values (${id}, ${personOf('all')}, 'reviewer', now())`],
			// The reviewer approves, or somebody else reviews.
			[reviewer, `insert into permit_hand values (${id}, ${personOf(reviewer)}, 'approver', now())`],
			[other, `insert into permit_hand values (${id}, ${personOf(other)}, 'reviewer', now())`],
			[
				other,
				`insert into permit_recommendation (permit_id, n, outcome, reason, check_n, signed_at, person_id)
					values (${id}, 1, 'grant', 'x', 1, now(), ${personOf(other)})`
			],
			// Somebody writes in another's name.
			[
				'head',
				`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at)
					values (${id}, 7, 'recommend', 'technical_review', 'recommended', 'reviewer', ${personOf(reviewer)}, now())`
			],
			// A state without a step; a step that does not exist.
			['head', `update permit set state = 'issued' where id = ${id}`],
			[
				reviewer,
				`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at)
					values (${id}, 7, 'approve', 'technical_review', 'approved_fees_due', 'reviewer', ${personOf(reviewer)}, now())`
			],
			// Another draw without an auditor; a pick of one's own.
			[
				'head',
				`insert into permit_draw (permit_id, day, at, reason) values (${id}, '2026-11-19', now(), 'x')`
			],
			[
				'clerk',
				`insert into permit_draw (permit_id, day, at, picked) values (${id}, '2026-11-19', now(), ${personOf(other)})`
			],
			// A waiver by the first officer; one without an article.
			[
				reviewer,
				`insert into permit_waiver (permit_id, rule, subject, article, reason, at, person_id)
					values (${id}, 'R03', 'front', 'م 1', 'x', now(), ${personOf(reviewer)})`
			],
			// What is judged does not change under the judge.
			['clerk', `update permit set facts = '{"floors": 1}' where id = ${id}`],
			// The reader writes the log away.
			['clerk', `delete from permit_access where permit_id = ${id}`]
		];
		const refused = () =>
			p.pool.query(`select from audit_log where action = 'database.refused'`).then((r) => r.rowCount!);
		const before = await refused();
		for (const [who, statement] of tries)
			await expect(
				as(who).transaction((tx) => sql.raw(statement).execute(tx.db)),
				`${who}: ${statement}`
			).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23503|23505)$/) });
		expect(await refused()).toBe(before + tries.length);
		expect((await getPermit(as('head'), ref)).state).toBe('technical_review');

		await act(reviewer, ref, 'recommend', GRANT);
		for (const statement of [
			`update permit_recommendation set outcome = 'refuse' where permit_id = ${id}`,
			`delete from permit_recommendation where permit_id = ${id}`
		])
			await expect(
				as(reviewer).transaction((tx) => sql.raw(statement).execute(tx.db)),
				statement
			).rejects.toThrow();
	});

	test('the reviewer sees no name before having signed, not even by a statement; and every reading is written down', async () => {
		const { ref, reviewer } = await accepted();
		await act(reviewer, ref, 'begin');
		await expect(readParties(as(reviewer), ref)).rejects.toMatchObject({ code: 'permit_blind' });
		const names = (who: string) =>
			as(who).transaction(async (tx) => {
				await sql`insert into permit_access (permit_id, what, at) select id, 'parties', now() from permit
					where reference = ${ref}`.execute(tx.db);
				const { rows } = await sql<{
					name: string;
				}>`select y.name from permit_party y join permit p on p.id = y.permit_id
					where p.reference = ${ref}`.execute(tx.db);
				return rows.length;
			});
		expect(await names(reviewer)).toBe(0);
		expect(await names('head')).toBe(2);
		// Without the note there is nothing to read.
		const unnoted = await as('head').read(
			async (db) => (await db.selectFrom('permit_party').selectAll().execute()).length
		);
		expect(unnoted).toBe(0);
		await act(reviewer, ref, 'recommend', GRANT);
		const shown = await readParties(as(reviewer), ref);
		expect(shown[0]).toMatchObject({ part: 'owner', name: 'سعاد فؤاد منصور', national_id: '••••••••••2345' });
		const { rows } = await p.pool.query(
			`select count(*)::int as n from permit_access a join permit p on p.id = a.permit_id
				where p.reference = $1 and a.person_id = $2`,
			[ref, house.officer(reviewer).id]
		);
		expect(rows[0].n).toBeGreaterThan(0);
	});

	test('before having signed the reviewer opens drawings under neutral names, and no paper that names somebody', async () => {
		const { reference: ref } = await opened();
		for (const kind of ['identity', 'drawings']) await send(ref, kind);
		await takenIn(house, 'clerk', ref);
		await act('clerk', ref, 'accept', ACCEPT);
		const reviewer = nameOf((await permitDraws(as('auditor'), ref)).draws[0]!.picked);
		const digger = await aHolder(p, 'gas');
		await act(reviewer, ref, 'begin');
		const { lines } = await permitDocuments(as(reviewer), ref);
		const told = (kind: string) => lines.find((line) => line.kind === kind)!;
		expect(told('identity')).toMatchObject({ open: false, versions: [{ version: 1, name: null, by: null }] });
		expect(told('drawings')).toMatchObject({ open: true, versions: [{ version: 1, name: null, by: null }] });
		await expect(readDocument(as(reviewer), ref, { kind: 'identity', version: '1' })).rejects.toMatchObject({
			code: 'permit_blind'
		});
		const drawing = await readDocument(as(reviewer), ref, { kind: 'drawings', version: '1' });
		// What is written in the file about itself is in the file alone, not in what the reviewer is given.
		const written = Buffer.from(`drawings of ${ref}`);
		expect(Buffer.from(drawing.content).includes(written)).toBe(false);
		const whole = await readDocument(as('head'), ref, { kind: 'drawings', version: '1' });
		expect(Buffer.from(whole.content).includes(written)).toBe(true);
		expect(whole.sha256).not.toBe(drawing.sha256);
		const reached = await as(reviewer).transaction(async (tx) => {
			await sql`insert into permit_access (permit_id, what, item, at) select id, 'document', 'drawings/1', now()
				from permit where reference = ${ref}`.execute(tx.db);
			const { rows } = await sql<{ of: string; sha256: string }>`select 'file' as of, sha256
				from permit_document_content union all select 'copy', sha256 from permit_document_copy`.execute(tx.db);
			return rows;
		});
		expect(reached).toEqual([{ of: 'copy', sha256: drawing.sha256 }]);
		expect(drawing).toMatchObject({ name: `${ref}-drawings-1.pdf`, media_type: 'application/pdf' });
		const hashes = (who: string) =>
			as(who).transaction(async (tx) => {
				await sql`insert into permit_access (permit_id, what, item, at) select id, 'document', 'identity/1', now()
					from permit where reference = ${ref}`.execute(tx.db);
				const { rows } = await sql<{ n: number }>`select count(*)::int as n from permit_document_content c
					join permit p on p.id = c.permit_id where p.reference = ${ref}`.execute(tx.db);
				const names = await sql<{ n: number }>`select count(*)::int as n from permit_document_origin o
					join permit p on p.id = o.permit_id where p.reference = ${ref}`.execute(tx.db);
				return [rows[0]!.n, names.rows[0]!.n > 0];
			});
		expect(await hashes(reviewer)).toEqual([0, false]);
		expect(await hashes('cashier')).toEqual([0, false]);
		expect(await hashes('clerk')).toEqual([1, true]);
		// Without the note there is nothing to read, whoever asks.
		const unnoted = await as('clerk').read(
			async (db) => (await db.selectFrom('permit_document_content').selectAll().execute()).length
		);
		expect(unnoted).toBe(0);
		await expect(permitDocuments(as('cashier'), ref)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(permitDocuments(as('engineer2'), ref)).rejects.toMatchObject({ code: 'not_found' });
		// A reader of digs does not come to it by its hash.
		await expect(readDigFile(digger.ctx, drawing.sha256)).rejects.toMatchObject({ code: 'not_found' });
		await act(reviewer, ref, 'recommend', GRANT);
		await readDocument(as(reviewer), ref, { kind: 'identity', version: '1' });
		const { rows } = await p.pool.query(
			`select item from permit_access a join permit p on p.id = a.permit_id
				where p.reference = $1 and a.person_id = $2 and what = 'document' order by a.id`,
			[ref, house.officer(reviewer).id]
		);
		expect(rows.map((r) => r.item)).toEqual(['drawings/1', 'drawings/1', 'identity/1', 'identity/1']);
		const technical = await p.pool.query(
			'select kind from unnest($1::text[]) kind where permit_document_technical(kind)',
			[DOCUMENT_KINDS]
		);
		expect(technical.rows.map((r) => r.kind)).toEqual(TECHNICAL_DOCUMENTS);
	});

	test('whoever asks sees the steps and no officer; the account of another sees nothing', async () => {
		const { reference: ref } = await opened('engineer');
		await stated(ref);
		await act('engineer', ref, 'submit');
		await act('clerk', ref, 'take_in');
		const steps = await permitHistory(as('engineer'), ref);
		expect(steps.map((s) => [s.action, s.person])).toEqual([
			['take_in', null],
			['submit', null],
			['open', null]
		]);
		await expect(getPermit(as('engineer2'), ref)).rejects.toMatchObject({ code: 'not_found' });
		expect((await listPermits(as('engineer2'), {})).items).toEqual([]);
		expect((await listPermits(as('engineer'), {})).items.map((i) => i.reference)).toContain(ref);
		expect((await listPermits(as('stranger'), {})).items).toEqual([]);
	});
});
