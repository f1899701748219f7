import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aPerson, signedIn, someUnits } from '../../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import {
	createPerson,
	createUnit,
	editUnit,
	ensurePeople,
	ensureUnits,
	getPerson,
	listPeople,
	listUnits,
	readContact,
	saveContact,
	savePreferences
} from './index.ts';

let p: TestPlatform;
let system: Ctx;

beforeAll(async () => {
	p = await testPlatform();
	system = makeCtx(p, { actor: SYSTEM });
	await someUnits(p);
});
afterAll(() => p.close());

const unit = async (code: string) => (await listUnits(system)).find((u) => u.code === code);

describe('the tree of units', () => {
	test('lists parents before children with their depth', async () => {
		const units = await listUnits(system);
		expect(units[0]).toMatchObject({ code: 'gov', depth: 0, parentId: null });
		const east = units.findIndex((u) => u.code === 'east');
		expect(units[east + 1]).toMatchObject({ code: 'east-1', depth: 2 });
		for (const u of units) expect(u.path.split('/').filter(Boolean)).toHaveLength(u.depth + 1);
	});

	test('moves a branch with everything below it', async () => {
		await createUnit(system, {
			code: 'branch',
			kind: 'centre',
			nameAr: 'فرع',
			nameEn: 'Branch',
			parent: 'east'
		});
		await createUnit(system, {
			code: 'twig',
			kind: 'village',
			nameAr: 'غصن',
			nameEn: 'Twig',
			parent: 'branch'
		});
		await createUnit(system, {
			code: 'leaf',
			kind: 'village',
			nameAr: 'ورقة',
			nameEn: 'Leaf',
			parent: 'twig'
		});
		const branch = { kind: 'centre' as const, nameAr: 'فرع', nameEn: 'Branch', valid: true };
		await editUnit(system, 'branch', { ...branch, parent: 'west' });
		const west = await unit('west');
		for (const code of ['branch', 'twig', 'leaf'])
			expect((await unit(code))?.path.startsWith(west?.path ?? '?')).toBe(true);
		expect((await unit('leaf'))?.path).toBe(`${(await unit('twig'))?.path}${(await unit('leaf'))?.id}/`);
		await expect(editUnit(system, 'branch', { ...branch, parent: 'leaf' })).rejects.toMatchObject({
			code: 'conflict',
			fields: [{ path: 'parent', code: 'field_circle' }]
		});
		await expect(editUnit(system, 'branch', { ...branch, parent: 'branch' })).rejects.toMatchObject({
			code: 'conflict'
		});
	});

	test('says which field is wrong', async () => {
		await expect(
			createUnit(system, { code: 'Two Words', kind: 'shop' as never, nameAr: ' ', nameEn: 'X' })
		).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [
				{ path: 'code', code: 'field_code' },
				{ path: 'kind', code: 'field_choice' },
				{ path: 'nameAr', code: 'field_required' }
			]
		});
		await expect(
			createUnit(system, { code: 'east', kind: 'district', nameAr: 'ش', nameEn: 'E' })
		).rejects.toMatchObject({ code: 'already_exists' });
		await expect(
			createUnit(system, { code: 'lost', kind: 'district', nameAr: 'ش', nameEn: 'E', parent: 'nowhere' })
		).rejects.toMatchObject({ code: 'not_found' });
	});
});

describe('people', () => {
	test('are found as carelessly as they are typed, by unit with all below, and by role', async () => {
		await aPerson(p, 'mostafa', [{ role: 'inspector', unit: 'east-1' }], { password: null });
		await ensurePeople(system, [
			{ username: 'mostafa', nameAr: 'مصطفى أحمد هدى', nameEn: 'Mostafa Ahmed', roles: [] }
		]);
		const found = async (input: object) => (await listPeople(system, input)).people.map((x) => x.username);
		expect(await found({ q: 'مصطفي احمد' })).toEqual(['mostafa']);
		expect(await found({ q: 'ahmad' })).toEqual(['mostafa']);
		expect(await found({ unit: 'east' })).toContain('mostafa');
		expect(await found({ unit: 'west' })).not.toContain('mostafa');
		expect(await found({ role: 'inspector', unit: 'gov' })).toContain('mostafa');
		expect(await found({ role: 'driver' })).toEqual([]);
		const one = await getPerson(system, 'mostafa');
		expect(one.roles).toMatchObject([
			{ role: 'inspector', unitCode: 'east-1', from: '2026-01-01', to: null }
		]);
	});

	test('page by cursor without loss or repetition', async () => {
		const names = Array.from({ length: 25 }, (_, i) => `page-${String(i).padStart(2, '0')}`);
		await ensurePeople(
			system,
			names.map((username) => ({ username, nameAr: 'صفحة', nameEn: 'Pageful', roles: [] }))
		);
		const seen: string[] = [];
		let cursor: string | null = null;
		do {
			const page: Awaited<ReturnType<typeof listPeople>> = await listPeople(system, {
				q: 'Pageful',
				limit: 10,
				...(cursor ? { cursor } : {})
			});
			seen.push(...page.people.map((x) => x.username));
			cursor = page.next;
		} while (cursor);
		expect(seen).toEqual(names);
	});

	test('are created once, by who may', async () => {
		await createPerson(system, { username: 'Unique.One', nameAr: 'واحد', nameEn: 'One' });
		await expect(
			createPerson(system, { username: 'unique.one', nameAr: 'واحد', nameEn: 'One' })
		).rejects.toMatchObject({ code: 'already_exists', fields: [{ path: 'username', code: 'field_taken' }] });
		await aPerson(p, 'reader', [{ role: 'auditor', unit: 'gov' }]);
		const auditor = await signedIn(p, 'reader');
		expect((await listPeople(auditor)).people.length).toBeGreaterThan(0);
		await expect(
			createPerson(auditor, { username: 'made-by-auditor', nameAr: 'س', nameEn: 'S' })
		).rejects.toMatchObject({ code: 'forbidden' });
		await aPerson(p, 'clerk', [{ role: 'window_clerk', unit: 'east' }]);
		await expect(listPeople(await signedIn(p, 'clerk'))).rejects.toMatchObject({ code: 'forbidden' });
		await expect(listPeople(makeCtx(p))).rejects.toMatchObject({ code: 'not_signed_in' });
	});

	test('loaded twice are the same', async () => {
		const before = await ensureUnits(system, [
			{ code: 'east', kind: 'district', nameAr: 'حي شرق', nameEn: 'East District', parent: 'gov' }
		]);
		expect(before.get('east')).toBe((await unit('east'))?.id);
		const wanted = {
			username: 'twice',
			nameAr: 'م',
			nameEn: 'M',
			roles: [{ role: 'driver', unit: 'east' }]
		} as const;
		const a = await ensurePeople(system, [{ ...wanted, roles: [...wanted.roles] }]);
		const b = await ensurePeople(system, [{ ...wanted, roles: [...wanted.roles] }]);
		expect(b).toEqual(a);
		expect((await getPerson(system, 'twice')).roles).toHaveLength(1);
	});

	test('keep their own language and digits', async () => {
		await aPerson(p, 'chooser');
		const ctx = await signedIn(p, 'chooser');
		await savePreferences(ctx, { locale: 'en', digits: 'arab', theme: '' });
		const { rows } = await p.pool.query(
			`select locale, digits, theme from person where username = 'chooser'`
		);
		expect(rows).toEqual([{ locale: 'en', digits: 'arab', theme: null }]);
		await expect(savePreferences(ctx, { locale: 'fr' })).rejects.toMatchObject({ code: 'invalid_input' });
	});

	test('have a contact card that shows little, and whose reading is written down', async () => {
		const id = await aPerson(p, 'carded');
		await saveContact(system, id, { phone: '٠١٠٠١٢٣٤٥٦٧', email: '', nationalId: '2 900101 01 0001 8' });
		await aPerson(p, 'personnel', [{ role: 'hr_officer', unit: 'gov' }]);
		const hr = await signedIn(p, 'personnel');
		expect(await readContact(hr, id)).toEqual({
			phone: '+201001234567',
			email: null,
			nationalId: '••••••••••0018'
		});
		const { rows } = await p.pool.query(
			`select action, actor_person_id from audit_log where subject_id = $1 and action = 'contact.read'`,
			[id]
		);
		expect(rows).toEqual([{ action: 'contact.read', actor_person_id: hr.actor.personId }]);
		// Leaving the number empty keeps it.
		await saveContact(hr, id, { phone: '', email: 'a@b.eg' });
		expect(await readContact(hr, id)).toMatchObject({
			phone: null,
			email: 'a@b.eg',
			nationalId: '••••••••••0018'
		});
		const other = await aPerson(p, 'othercard');
		await expect(saveContact(hr, other, { nationalId: '29001010100018' })).rejects.toMatchObject({
			code: 'already_exists'
		});
		await expect(saveContact(hr, other, { nationalId: '29013010100018', phone: '12' })).rejects.toMatchObject(
			{
				code: 'invalid_input'
			}
		);
		await expect(readContact(await signedIn(p, 'carded'), other)).rejects.toMatchObject({
			code: 'forbidden'
		});
	});
});
