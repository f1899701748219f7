import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { aPaper, HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { builders, seen, type Builders } from '../../../../../../tests/builders/permit-works.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { AMENDING_KINDS, PERMIT_KINDS, type PermitCase } from '../../rules/index.ts';
import { permitCertificates, verifyCertificate } from '../certificates/index.ts';
import { attachDocuments, permitDocuments } from '../documents/index.ts';
import { publishedPermit } from '../register/index.ts';
import { trackOwn } from '../track/index.ts';
import { drawnIntake, getPermit, openPermit, permitDraws, permitHistory, sweepPermits } from './index.ts';

let p: TestPlatform;
let house: Department;
let at_work: Builders;
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	at_work = builders(house);
});
afterAll(() => p.close());

const EXAMINED = Array.from({ length: 23 }, (_, i) => `R${String(i).padStart(2, '0')}`);
const TALLER = {
	...HOUSE,
	floors: 4,
	height_m: 13,
	floor_areas_m2: [80, 80, 80, 80],
	added_floors: 1,
	insured: true
};
const PAPER = { number: '412 لسنة 1998', on: '1998-05-04', issuer: 'حي وسط' };
const as = (name: string) => house.officer(name).ctx;
const act: Builders['act'] = (...step) => at_work.act(...step);
const code = (work: Promise<unknown>) =>
	work.then(
		() => 'let in',
		(error: { code?: string; fields?: { code: string }[] }) => error.fields?.[0]?.code ?? error.code
	);

async function asked(at: number, more: Record<string, unknown> = {}, by = 'clerk'): Promise<PermitCase> {
	const { answer } = await openPermit(as(by), {
		...{ kind: 'added_floors', ...aPlot(at), facts: TALLER },
		...{ parties: { owner: { name: 'منى فؤاد منصور' } }, ...more }
	});
	return answer;
}

/** Leads an application to the decision, all but its issue. */
async function decided(ref: string, { seen = false } = {}): Promise<void> {
	await takenIn(house, 'clerk', ref);
	await act('clerk', ref, 'accept', { certificate_on: '2026-11-18', licence_seen: seen });
	const picked = (await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked;
	const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find((r) => house.officer(r).id === picked)!;
	await act(reviewer, ref, 'begin');
	await act(reviewer, ref, 'recommend', { outcome: 'grant', reason: 'مستوفٍ', examined: EXAMINED });
	await act('head', ref, 'take_up');
	await act('head', ref, 'approve');
	await payDues(as('cashier'), ref);
}

/** A licence that changes another of the same plot. */
async function changed(at: number, licence: string, more: Record<string, unknown> = {}): Promise<string> {
	const { reference } = await asked(at, { amends: { licence }, ...more });
	await decided(reference);
	await act('authority', reference, 'issue');
	return reference;
}

const licenceOf = async (ref: string) =>
	(await permitCertificates(as('auditor'), ref)).find((c) => c.kind === 'licence')!;
const verified = async (ref: string) =>
	verifyCertificate(as('auditor'), (await licenceOf(ref)).code, { ip: '10.0.0.1' });
const floorsOnMap = async (site: string) =>
	(
		await p.pool.query<{ kind: string; floors: number; licence: string }>(
			`select kind, (props ->> 'floors')::int as floors, props ->> 'licence' as licence from building_sites where source_id = $1`,
			[site]
		)
	).rows[0];

describe('the licence that a case changes', () => {
	test('is one of its plot, in force and not changed by another, and named before the file is handed in', async () => {
		const { ref, at } = await at_work.licensed();
		const other = await at_work.licensed();
		const unnamed = await asked(at);
		expect(await code(takenIn(house, 'clerk', unnamed.reference))).toBe('permit_licence_unnamed');
		expect(await code(asked(at, { amends: { licence: 'BP-2026-999999' } }))).toBe('permit_licence_unknown');
		expect(await code(asked(at, { amends: { licence: other.ref } }))).toBe('permit_licence_other_plot');
		expect(await code(asked(at, { kind: 'new', amends: { licence: ref } }))).toBe('permit_amends_nothing');
		expect(await code(asked(at, { amends: { paper: { ...PAPER, number: 'بلا' } } }))).not.toBe('let in');
		expect(await code(asked(at, { amends: { paper: { ...PAPER, on: '2027-01-01' } } }))).toBe(
			'permit_day_ahead'
		);

		await act('governor', other.ref, 'suspend', { reason: 'تحقيق' });
		expect(await code(asked(other.at, { amends: { licence: other.ref } }))).toBe(
			'permit_licence_not_in_force'
		);

		await act('clerk', unnamed.reference, 'edit', { amends: { licence: ref } });
		expect((await getPermit(as('clerk'), unnamed.reference)).amends).toMatchObject({
			...{ licence: { reference: ref, kind: 'new' }, paper: null, since: null }
		});
		// The plot moves away from under it.
		await act('clerk', unnamed.reference, 'edit', aPlot(at_work.plot()));
		expect(await code(act('clerk', unnamed.reference, 'submit'))).toBe('permit_licence_other_plot');
		await act('clerk', unnamed.reference, 'edit', { kind: 'new' });
		expect((await getPermit(as('clerk'), unnamed.reference)).amends).toBeNull();
	});

	test('on paper is typed, its copy is a paper of the file, and the clerk says to have seen it', async () => {
		const at = at_work.plot();
		const { reference: ref } = await asked(at, { amends: { paper: PAPER } });
		const { missing } = await permitDocuments(as('clerk'), ref);
		expect(missing.map((line) => line.kind)).toContain('earlier_licence');
		await takenIn(house, 'clerk', ref);
		expect(await code(act('clerk', ref, 'accept', { certificate_on: '2026-11-18' }))).toBe(
			'permit_licence_unseen'
		);
		await act('clerk', ref, 'accept', { certificate_on: '2026-11-18', licence_seen: true });
		const [accepted] = (await permitHistory(as('auditor'), ref)).filter((s) => s.action === 'accept');
		expect(accepted!.detail).toMatchObject({ licence_seen: true });
		const picked = (await permitDraws(as('auditor'), ref)).draws.at(-1)!.picked;
		const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find((r) => house.officer(r).id === picked)!;
		// Who gave it was typed, and could be anybody's name.
		expect((await getPermit(as(reviewer), ref)).amends!.paper).toEqual({
			...{ number: PAPER.number, on: PAPER.on, issuer: null, seen: true }
		});
		expect((await getPermit(as('clerk'), ref)).amends!.paper!.issuer).toBe(PAPER.issuer);
	});

	test('of the register needs no copy; one on paper is a line that nobody else has', async () => {
		const { ref, at } = await at_work.licensed();
		const named = await asked(at, { amends: { licence: ref } });
		const state = async (reference: string) =>
			(await permitDocuments(as('clerk'), reference)).lines.find((l) => l.kind === 'earlier_licence')?.state;
		expect(await state(named.reference)).toBe('not_needed');
		expect(await state((await asked(at)).reference)).toBe('unknown');
		expect(await state(ref)).toBeUndefined();
		expect(
			await code(
				attachDocuments(as('clerk'), named.reference, [
					{ kind: 'earlier_licence', bytes: aPaper('old'), name: 'old.pdf' }
				])
			)
		).toBe('let in');
	});
});

describe('a licence that was issued in the place of another', () => {
	test('is told with both, on their certificates too; nothing was revoked', async () => {
		const { ref, at } = await at_work.licensed('engineer');
		const newer = await changed(at, ref);
		expect(await getPermit(as('clerk'), newer)).toMatchObject({
			...{ amends: { licence: { reference: ref } }, amended_by: null, works_under: null }
		});
		// Also to whoever applied for the first and has nothing to do with the second.
		const first = await getPermit(as('engineer'), ref);
		expect(first).toMatchObject({ state: 'issued', amended_by: { reference: newer } });
		expect(first.may).not.toContain('notify_start');
		expect(await verified(ref)).toMatchObject({
			...{ status: 'superseded', amended_by: newer, revoked_at: null, record: { ok: true } },
			superseded_by: (await licenceOf(newer)).number
		});
		expect(await verified(newer)).toMatchObject({ status: 'valid', superseded_by: null, amended_by: null });
		const { rows } = await p.pool.query(
			`select detail from audit_log where action = 'permit.amended' and detail ->> 'reference' = $1`,
			[ref]
		);
		expect(rows).toEqual([{ detail: { reference: ref, by: newer } }]);

		expect(await code(asked(at, { amends: { licence: ref } }))).toBe('permit_licence_amended_by');
		expect(await code(act('authority', ref, 'revoke', { reason: 'خطأ', article: 'م 44' }))).toBe(
			'permit_licence_amended'
		);
		// Whoever asks next is offered the newer one alone.
		const { licences } = await drawnIntake(as('engineer'), { geometry: aPlot(at).parcel });
		expect(licences).toEqual([
			{
				...{ reference: newer, kind: 'added_floors', issued_on: '2026-11-19' },
				...{ floors: 4, height_m: 13, building: false }
			}
		]);
		const third = await changed(at, newer, { kind: 'amendment' });
		expect((await verified(newer)).amended_by).toBe(third);
		expect((await verified(ref)).amended_by).toBe(newer);

		// Everybody reads it in the register, and whoever has the case where they follow it.
		const anybody = makeCtx(p, { locale: 'ar', now: () => house.clock.now });
		const since = '2026-11-19';
		expect(await publishedPermit(anybody, ref)).toMatchObject({
			...{ state: 'issued', amends: null, amended_by: { reference: newer, since } }
		});
		expect(await publishedPermit(anybody, newer)).toMatchObject({
			...{ amends: { reference: ref, since }, amended_by: { reference: third, since } }
		});
		expect(await trackOwn(as('engineer'), ref)).toMatchObject({
			...{ amends: null, amended_by: { reference: newer }, clocks: { statutory: { decided: true } } }
		});

		// What is taken back leaves the one before it where it was.
		await act('authority', third, 'revoke', { reason: 'بيان كاذب', article: 'م 44' });
		expect((await publishedPermit(anybody, newer)).amended_by).toBeNull();
		expect((await verified(newer)).status).toBe('valid');
		expect((await getPermit(as('clerk'), newer)).amended_by).toBeNull();
		expect(await code(asked(at, { amends: { licence: newer } }))).toBe('let in');
	});

	test('of two that change the same one only the first is issued', async () => {
		const { ref, at } = await at_work.licensed();
		const { reference: late } = await asked(at, { amends: { licence: ref } });
		await decided(late);
		const first = await changed(at, ref, { kind: 'amendment' });
		await expect(act('authority', late, 'issue')).rejects.toMatchObject({
			...{ code: 'permit_licence_amended_by', params: { reference: ref, by: first } }
		});
	});

	test('is what works under way go on by: its floors, its outline, its state', async () => {
		const { ref, site, completion, at } = await at_work.begun();
		const wider = { ...aPlot(at), footprint: aPlot(at, { front: 4 }).footprint };
		const newer = await changed(at, ref, { ...wider });
		expect(await getPermit(as('clerk'), newer)).toMatchObject({ works_under: ref });
		expect((await getPermit(as('clerk'), newer)).may).not.toContain('notify_start');
		expect(await code(act('clerk', newer, 'notify_start', { starts_on: '2026-11-25' }))).toBe(
			'permit_works_elsewhere'
		);
		const slabs = async () =>
			(await at_work.record(site)).execution!.left.filter((due) => due.stage === 'slab').length;
		expect(await slabs()).toBe(4);
		expect((await getPermit(as('inspector'), site)).goes_by).toEqual({ reference: newer, state: 'issued' });
		expect(await floorsOnMap(site)).toEqual({ kind: 'active', floors: 4, licence: newer });

		await act('governor', newer, 'suspend', { reason: 'تحقيق' });
		expect(await code(act('inspector', site, 'inspect', seen('setting_out')))).toBe('let in');
		expect((await getPermit(as('clerk'), ref)).may).not.toContain('deposit');
		expect((await floorsOnMap(site))!.kind).toBe('stopped');
		await act('governor', newer, 'resume', { reason: 'انتهى' });

		// It is built as the newer one says: the older outline would differ by sixteen square metres.
		await at_work.pass(site);
		await act('clerk', ref, 'deposit', {
			...{ certificate_on: '2026-11-19', outline: wider.footprint, height_m: 13 }
		});
		expect((await at_work.record(completion)).completion!.overlays[0]).toMatchObject({ verdict: 'pass' });
		await at_work.complete(completion);
		await act('inspector', completion, 'check_as_built');
		await act('head', completion, 'certify');
		const conformity = (await permitCertificates(as('clerk'), completion))[0]!;
		expect(conformity.status).toBe('valid');
		await act('authority', newer, 'revoke', { reason: 'بيان كاذب', article: 'م 44' });
		expect((await permitCertificates(as('clerk'), completion))[0]!.status).toBe('revoked');
	});

	test('ends works that go on by it when it is revoked, and does not expire while they do', async () => {
		const { ref, site, at } = await at_work.begun();
		const newer = await changed(at, ref);
		const { now } = house.clock;
		house.clock.now = new Date('2028-01-10T09:00:00Z');
		expect(
			(await sweepPermits(makeCtx(p, { actor: SYSTEM, now: () => house.clock.now }))).expired
		).not.toContain(newer);
		house.clock.now = now;
		await act('authority', newer, 'revoke', { reason: 'بيان كاذب', article: 'م 44' });
		expect(await getPermit(as('inspector'), site)).toMatchObject({ state: 'works_ended' });
		expect((await floorsOnMap(site))!.kind).toBe('stopped');
	});

	test('after a building was finished has works of its own', async () => {
		const { ref, at, completion } = await at_work.built();
		await act('inspector', completion, 'check_as_built');
		await act('head', completion, 'certify');
		const newer = await changed(at, ref);
		expect(await getPermit(as('clerk'), newer)).toMatchObject({ works_under: null });
		await attachDocuments(as('clerk'), newer, [{ kind: 'contract', bytes: aPaper('عقد'), name: 'c.pdf' }]);
		expect(await code(act('clerk', newer, 'notify_start', { starts_on: '2026-11-25' }))).toBe('let in');
		expect((await permitCertificates(as('clerk'), completion))[0]!.status).toBe('valid');
	});
});

describe('as a statement', () => {
	const tried = (by: string, statement: ReturnType<typeof sql>) =>
		as(by)
			.transaction((tx) => statement.execute(tx.db))
			.then(
				() => 'let in',
				(error: { code?: string; constraint?: string }) => error.constraint ?? error.code
			);
	const stepOf = (id: string, action: string, to: string) => sql`insert into permit_event
		(permit_id, version, action, from_state, to_state, duty, person_id, at)
		select id, version + 1, ${action}, state, ${to}, 'clerk', ${house.officer('clerk').id}, ${as('clerk').now()}
		from permit where id = ${id}`;

	test('the licence of another plot is not named, by nobody without a step, and no file handed in without one', async () => {
		const { ref, at } = await at_work.licensed();
		const other = await at_work.licensed();
		const idOf = async (reference: string) =>
			(await p.pool.query<{ id: string }>('select id::text from permit where reference = $1', [reference]))
				.rows[0]!.id;
		const { id } = await asked(at);
		const name = (licence: string) =>
			as('clerk')
				.transaction(async ({ db }) => {
					await sql`insert into permit_amends (permit_id, licence_id) values (${id}, ${licence})`.execute(db);
					await stepOf(id, 'edit', 'draft').execute(db);
					await sql`update permit set version = version + 1 where id = ${id}`.execute(db);
				})
				.then(
					() => 'let in',
					(error: { constraint?: string; code?: string }) => error.constraint ?? error.code
				);
		const [licence, elsewhere] = [await idOf(ref), await idOf(other.ref)];
		expect(
			await tried('clerk', sql`insert into permit_amends (permit_id, licence_id) values (${id}, ${licence})`)
		).toBe('42501');
		expect(
			await tried(
				'reviewer1',
				sql`insert into permit_amends (permit_id, licence_id) values (${id}, ${licence})`
			)
		).toBe('42501');
		expect(await name(elsewhere)).toBe('permit_amends_fits');
		expect(await tried('clerk', stepOf(id, 'submit', 'submitted'))).toBe('permit_amends_grounded');
		expect(await name(licence)).toBe('let in');
		expect(
			await tried('clerk', sql`update permit_amends set licence_id = ${elsewhere} where permit_id = ${id}`)
		).toBe('42501');
		expect(await tried('authority', sql`update permit_amends set works = true where permit_id = ${id}`)).toBe(
			'42501'
		);
		const { rows } = await as('authority').transaction(({ db }) =>
			sql`update permit_amends set since = now() where permit_id = ${id} returning permit_id`.execute(db)
		);
		expect(rows).toEqual([]);
	});

	test('the kinds that name a licence are those of the rules', async () => {
		const at = at_work.plot();
		for (const kind of PERMIT_KINDS) {
			const { id } = await asked(at, { kind });
			const { rows } = await p.pool.query<{ fault: string | null }>(
				'select permit_amends_fault($1) as fault',
				[id]
			);
			expect(rows[0]!.fault, kind).toBe(AMENDING_KINDS.includes(kind) ? 'unnamed' : null);
		}
	});
});
