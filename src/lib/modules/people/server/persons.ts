import { DomainError } from '#lib/kernel/errors.ts';
import { revokeSessions } from '#lib/server/auth/index.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CreatePerson, EditPerson, Preferences, readInput } from '../rules/index.ts';
import { named } from './refusals.ts';

/** Adds a person, without a password or a role. @throws DomainError `already_exists`, `invalid_input`. */
export async function createPerson(ctx: Ctx, input: CreatePerson): Promise<{ id: string; username: string }> {
	demand(ctx, 'people:manage');
	const person = readInput(CreatePerson, input);
	return named(() =>
		ctx.transaction(async (tx) => {
			const created = await tx.db
				.insertInto('person')
				.values({ username: person.username, name_ar: person.nameAr, name_en: person.nameEn })
				.returning(['id', 'username'])
				.executeTakeFirstOrThrow();
			await tx.audit('person.created', { type: 'person', id: created.id }, { username: created.username });
			await tx.announce('people', [created.id]);
			return created;
		})
	);
}

/** Corrects a person's names. */
export async function editPerson(ctx: Ctx, id: string, input: EditPerson): Promise<void> {
	demand(ctx, 'people:manage');
	const person = readInput(EditPerson, input);
	await change(ctx, id, 'person.edited', { name_ar: person.nameAr, name_en: person.nameEn });
}

/** Opens or closes a person's account. Closing ends every session at once; nobody closes their own. */
export async function setActive(ctx: Ctx, id: string, active: boolean): Promise<void> {
	demand(ctx, 'role:assign', { personId: id });
	await change(ctx, id, active ? 'person.activated' : 'person.deactivated', { active });
	if (!active) await revokeSessions(ctx, id);
}

/** The caller's own language, digits and theme. */
export async function savePreferences(ctx: Ctx, input: unknown): Promise<Preferences> {
	demand(ctx, 'account:own');
	const wanted = readInput(Preferences, input);
	await ctx.transaction(async (tx) => {
		await tx.db
			.updateTable('person')
			.set({ locale: wanted.locale ?? null, digits: wanted.digits ?? null, theme: wanted.theme ?? null })
			.where('id', '=', ctx.actor.personId)
			.execute();
		await tx.audit('person.preferences', { type: 'person', id: ctx.actor.personId ?? '' }, { ...wanted });
	});
	return wanted;
}

export async function readPreferences(ctx: Ctx): Promise<Preferences> {
	demand(ctx, 'account:own');
	const row = await ctx.read((db) =>
		db
			.selectFrom('person')
			.select(['locale', 'digits', 'theme'])
			.where('id', '=', ctx.actor.personId)
			.executeTakeFirst()
	);
	return readInput(Preferences, row ?? {});
}

async function change(
	ctx: Ctx,
	id: string,
	action: string,
	values: { name_ar?: string; name_en?: string; active?: boolean }
): Promise<void> {
	await ctx.transaction(async (tx) => {
		const { numUpdatedRows } = await tx.db
			.updateTable('person')
			.set({ ...values, updated_at: ctx.now() })
			.where('id', '=', id)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) throw new DomainError('not_found', { params: { type: 'person', id } });
		await tx.audit(action, { type: 'person', id });
		await tx.announce('people', [id]);
	});
}
