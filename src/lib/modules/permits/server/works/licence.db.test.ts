import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { bringPapers } from '../../../../../../tests/builders/permit-file.ts';
import { builders, builtOver, seen, type Builders } from '../../../../../../tests/builders/permit-works.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { permitCertificates, verifyCertificate } from '../certificates/index.ts';

let p: TestPlatform;
let house: Department;
let at_work: Builders;
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	at_work = builders(house);
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act: Builders['act'] = (...step) => at_work.act(...step);
const record: Builders['record'] = (...of) => at_work.record(...of);
const code = (work: Promise<unknown>) =>
	work.then(
		() => 'let in',
		(error: { code?: string }) => error.code
	);
const field = (work: Promise<unknown>) =>
	work.then(
		() => 'let in',
		(error: { fields?: { path: string; code: string }[] }) => error.fields?.[0]?.code
	);
const revoke = (ref: string) => act('authority', ref, 'revoke', { reason: 'بيان كاذب', article: 'م 44' });
const siteKind = async (site: string) =>
	(await p.pool.query<{ kind: string }>(`select kind from building_sites where source_id = $1`, [site]))
		.rows[0]!.kind;

describe('a licence that does not hold', () => {
	test('takes works and completion with it when it is revoked: no stage, no certificate, no letter', async () => {
		const { ref, site, completion } = await at_work.built();
		await act('inspector', completion, 'check_as_built');
		await revoke(ref);
		const { linked, history } = await record(completion);
		expect(linked.map((c) => [c.life, c.state, c.holder, c.due])).toEqual([
			['licence', 'revoked', null, null],
			['execution', 'works_ended', null, null],
			['completion', 'completion_ended', null, null]
		]);
		expect(history[0]).toMatchObject({ action: 'end_works', duty: 'system', reason: 'بيان كاذب' });
		expect(await code(act('head', completion, 'certify'))).toBe('state_forbids');
		expect(await code(act('authority', completion, 'issue_letters'))).toBe('state_forbids');
		expect(await code(act('inspector', site, 'inspect', seen('roof')))).toBe('state_forbids');
		expect(await siteKind(site)).toBe('stopped');
		expect((await record(ref, 'authority')).permit.may).not.toContain('deposit');
	});

	test('pauses the works while it is suspended, and they go on where they were', async () => {
		const { ref, site, completion, at } = await at_work.begun();
		await act('inspector', site, 'inspect', seen('setting_out', { result: 'deviation', offset_m: 0.4 }));
		await act('clerk', site, 'correct', { reason: 'صُحح' });
		await act('governor', ref, 'suspend', { reason: 'تحقيق' });
		expect(await siteKind(site)).toBe('stopped');
		expect(await code(act('inspector', site, 'resume_work'))).toBe('permit_licence_suspended');
		expect((await record(site)).permit.may).toEqual(['inspect', 'stop_work']);
		await act('inspector', site, 'inspect', seen('setting_out', { at: '2026-11-19T08:40:00Z' }));
		const as_built = { certificate_on: '2026-11-19', outline: aPlot(at).footprint };
		expect(await code(act('clerk', ref, 'deposit', as_built))).toBe('state_forbids');
		expect(await code(record(completion))).toBe('not_found');
		await act('governor', ref, 'resume', { reason: 'انتهى التحقيق' });
		expect(await siteKind(site)).toBe('active');
		expect((await act('inspector', site, 'resume_work')).state).toBe('site_board_ok');
	});

	test('is told with every certificate that stands on it; letters to other utilities follow the first ones', async () => {
		const { ref, completion } = await at_work.built();
		await act('inspector', completion, 'check_as_built');
		await act('head', completion, 'certify');
		const letters = (...utilities: string[]) => act('authority', completion, 'issue_letters', { utilities });
		expect((await letters('water')).state).toBe('closed');
		expect((await letters('electricity', 'gas')).state).toBe('closed');
		expect(await code(letters('gas', 'sewage'))).toBe('permit_letters_issued');
		expect((await record(completion)).completion!.letters).toEqual(['electricity', 'water', 'gas']);
		expect((await act('authority', completion, 'issue_letters')).state).toBe('closed');
		expect((await record(completion)).completion!.letters).toHaveLength(5);
		expect(await code(act('authority', completion, 'issue_letters'))).toBe('permit_letters_issued');

		const told = async () => {
			const papers = await permitCertificates(as('clerk'), completion);
			expect(new Set(papers.map((c) => c.status)).size).toBe(1);
			const { status, licence, revoked_at } = await verifyCertificate(as('clerk'), papers.at(-1)!.code, {
				ip: '10.0.0.1'
			});
			return { status, licence, revoked_at };
		};
		expect(await told()).toEqual({ status: 'valid', licence: null, revoked_at: null });
		await act('governor', ref, 'suspend', { reason: 'تحقيق' });
		expect(await told()).toMatchObject({ status: 'suspended', licence: { reference: ref } });
		await revoke(ref);
		expect(await told()).toMatchObject({
			status: 'revoked',
			licence: { state: 'revoked' },
			revoked_at: null
		});
		expect((await record(completion)).permit).toMatchObject({ state: 'closed', may: [] });
		expect(await code(letters('telecom'))).toBe('permit_licence_revoked');
	});
});

describe('a site', () => {
	test('goes back to where it was: who stopped before the board was seen has it seen after', async () => {
		const { ref } = await at_work.licensed();
		const site = ref.replace('BP', 'BC');
		await bringPapers(as('clerk'), ref, ['contract']);
		await act('clerk', ref, 'notify_start', { starts_on: '2026-11-25' });
		await act('inspector', site, 'stop_work', { reason: 'بدأ قبل المعاينة' });
		await act('clerk', site, 'correct', { reason: 'توقف' });
		expect((await act('inspector', site, 'resume_work')).state).toBe('start_notified');
		expect(await code(act('inspector', site, 'inspect', seen('setting_out')))).toBe('state_forbids');
		await act('inspector', site, 'check_board');
		expect(await field(act('inspector', site, 'inspect', seen('roof')))).toBe('permit_stage_early');
		await act('inspector', site, 'inspect', seen('foundations', { note: 'استلمتها جهة أخرى' }));
		expect((await record(site)).history[0]!.detail).toMatchObject({ before: ['setting_out', 'excavation'] });
	});
});

test('what could not be laid over the licence is examined by the inspector by name, with a remark', async () => {
	const { ref, at } = await at_work.begun();
	const completion = ref.replace('BP', 'BD');
	// As licences are that were issued before an outline was asked for.
	await p.pool.query(`alter table permit disable trigger user;
		update permit set footprint = null where reference = '${ref}';
		alter table permit enable trigger user`);
	await act('clerk', ref, 'deposit', {
		...{ certificate_on: '2026-11-19', outline: aPlot(at).footprint, height_m: 10 }
	});
	await at_work.complete(completion);
	const check = (input: object) => act('inspector', completion, 'check_as_built', input);
	expect(await code(check({}))).toBe('permit_unexamined');
	expect(await field(check({ examined: ['R22'] }))).toBe('permit_remark_missing');
	expect((await check({ examined: ['R22'], remark: 'قيس بالشريط' })).state).toBe('as_built_checked');
	expect((await record(completion)).history[0]).toMatchObject({
		...{ reason: 'قيس بالشريط', detail: { examined: ['R22'], verdict: 'not_checked' } },
		person: { en: 'Person inspector' }
	});
});

test('a reconciliation prices what is on record; another area needs a reason and is no less than the drawing measures', async () => {
	const { ref, at } = await at_work.begun();
	await act('clerk', ref, 'deposit', {
		...{ certificate_on: '2026-11-19', outline: builtOver(at), height_m: 10 }
	});
	const record_violation = (excess_m2: number | null) =>
		act('inspector', ref, 'record_violation', { description: 'بروز', excess_m2 });
	await record_violation(4);
	const violation = (await record(ref)).linked.find((c) => c.life === 'violation')!.reference;
	await act('clerk', violation, 'request_reconciliation', { reason: 'طلب' });
	await at_work.complete(violation);
	const quote = (more: object) =>
		act('head', violation, 'quote', {
			...{ price_egp_m2: 1000, earnest: 0.25, payment: { by: 'cash', discount: 0 }, ...more }
		});
	expect((await record(violation)).violation!.area_m2).toBe(6.3);
	await expect(quote({ area_m2: 0.001 })).rejects.toMatchObject({ name: 'ZodError' });
	expect(await field(quote({ area_m2: 0.5, area_reason: 'تقدير' }))).toBe('permit_area_below');
	expect(await field(quote({ area_m2: 9 }))).toBe('permit_area_unexplained');
	await quote({});
	expect((await record(violation)).violation!.quote).toMatchObject({ asked: { area: 630 }, area: null });
	await quote({ area_m2: 9, area_reason: 'يتكرر البروز في دورين' });
	expect((await record(violation)).violation!.quote).toMatchObject({
		asked: { area: 900 },
		area: { recorded_m2: 6.3, reason: 'يتكرر البروز في دورين', by: { en: 'Person head' } }
	});
	// What another violation answers for is not asked for twice.
	await record_violation(2.3);
	await quote({ area_m2: 4, area_reason: 'والباقي مخالفة أخرى' });
	expect((await record(violation)).violation!.quote!.asked.area).toBe(400);
});
