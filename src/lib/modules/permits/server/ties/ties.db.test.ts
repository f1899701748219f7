import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { actOnPermit, openPermit, permitDraws } from '../cases/index.ts';
import { declareTie, disciplinesOf, liftTie, listTies, setDisciplines } from './index.ts';

const NUMBER = '28501010212345';

let p: TestPlatform;
let house: Department;
let plots = 0;
const as = (name: string) => house.officer(name).ctx;
const id = (name: string) => house.officer(name).id;

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

/** Why others were not drawn for a file of these people, by user name. */
async function passedOver(owner: string, office: string): Promise<Record<string, string | undefined>> {
	const { answer } = await openPermit(as('clerk'), {
		...{ kind: 'new', ...aPlot(plots++), facts: HOUSE },
		parties: {
			owner: { name: 'سعاد فؤاد منصور', national_id: owner },
			engineer: { name: 'كريم شاهين', office }
		}
	});
	await takenIn(house, 'clerk', answer.reference);
	await actOnPermit(as('clerk'), answer.reference, 'accept', { certificate_on: '2026-11-18' });
	const { draws } = await permitDraws(as('auditor'), answer.reference);
	return Object.fromEntries(
		['reviewer1', 'reviewer2', 'reviewer3'].map((name) => [name, draws.at(-1)!.excluded[id(name)]])
	);
}

test('whoever declares a tie is not drawn for a file of it, until personnel takes it back', async () => {
	await declareTie(as('reviewer1'), id('reviewer1'), { relation: 'relative', national_id: NUMBER });
	await expect(
		declareTie(as('hr'), id('reviewer1'), { relation: 'business', national_id: NUMBER })
	).rejects.toMatchObject({ code: 'already_exists' });
	expect(await passedOver(NUMBER, 'مكتب النيل')).toMatchObject({ reviewer1: 'related' });

	const [tie] = await listTies(as('reviewer1'), id('reviewer1'));
	expect(tie).toMatchObject({ relation: 'relative', hint: '••••••••••2345', own: true });
	await expect(liftTie(as('reviewer1'), id('reviewer1'), tie!.id)).rejects.toMatchObject({
		code: 'forbidden'
	});
	await liftTie(as('hr'), id('reviewer1'), tie!.id);
	expect(await listTies(as('hr'), id('reviewer1'))).toEqual([]);
	await declareTie(as('hr'), id('reviewer2'), { relation: 'office', office: 'مكتب  الشروق ' });
	expect((await listTies(as('admin'), id('reviewer2')))[0]).toMatchObject({ own: false, relation: 'office' });
	expect((await passedOver('28001010212341', 'مكتب الشروق')).reviewer2).toBe('related');

	const { rows } = await p.pool.query(
		`select action, subject_id as of from audit_log where action like 'permit.tie%' order by action, subject_id`
	);
	expect(rows).toEqual([
		{ action: 'permit.tie_declared', of: id('reviewer1') },
		{ action: 'permit.tie_declared', of: id('reviewer2') },
		{ action: 'permit.tie_lifted', of: id('reviewer1') }
	]);
});

test('nobody declares for others but personnel, and no number that cannot be one', async () => {
	const tie = { relation: 'relative', national_id: NUMBER };
	for (const who of ['reviewer2', 'head', 'clerk', 'engineer'])
		await expect(declareTie(as(who), id('reviewer1'), tie), who).rejects.toMatchObject({ code: 'forbidden' });
	for (const who of ['head', 'reviewer2'])
		await expect(listTies(as(who), id('reviewer1')), who).rejects.toMatchObject({ code: 'forbidden' });
	await expect(
		declareTie(as('reviewer1'), id('reviewer1'), { ...tie, national_id: '123' })
	).rejects.toMatchObject({ code: 'invalid_input' });
	await expect(
		declareTie(as('reviewer1'), id('reviewer1'), { relation: 'office', office: ' ' })
	).rejects.toThrow();
});

test('what a reviewer has learned is said by the head of their department, and the draw goes by it', async () => {
	expect(
		await setDisciplines(as('head'), 'reviewer1', { disciplines: ['structural', 'fire', 'fire'] })
	).toEqual(['fire', 'structural']);
	expect((await passedOver('28001010212341', 'مكتب الدلتا')).reviewer1).toBe('discipline');
	// One who reviews for the whole governorate is not this head's.
	await expect(setDisciplines(as('head'), 'reviewer3', { disciplines: ['fire'] })).rejects.toMatchObject({
		code: 'forbidden'
	});
	for (const who of ['stranger', 'reviewer1', 'clerk'])
		await expect(setDisciplines(as(who), 'reviewer1', { disciplines: [] }), who).rejects.toMatchObject({
			code: 'forbidden'
		});
	await expect(disciplinesOf(as('head'), 'clerk')).rejects.toMatchObject({ code: 'not_found' });
	expect(await setDisciplines(as('admin'), 'reviewer1', { disciplines: [] })).toEqual([]);
	expect((await passedOver('28001010212341', 'مكتب الدلتا الآخر')).reviewer1).toBeUndefined();
});
