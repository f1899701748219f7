import { today } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CreatePerson, CreateUnit, readInput } from '../rules/index.ts';
import { named } from './refusals.ts';

export interface FirstAdministrator {
	person: { id: string; username: string };
	unit: { id: string; code: string; nameAr: string; nameEn: string };
}

/**
 * Begins an empty installation: the root unit, a person, and their role of administrator in it, all or nothing.
 * @throws DomainError `conflict` when there is a unit already, `already_exists`, `invalid_input`.
 */
export async function createFirstAdministrator(
	ctx: Ctx,
	input: { person: CreatePerson; unit: Omit<CreateUnit, 'kind' | 'parent'> }
): Promise<FirstAdministrator> {
	demand(ctx, 'people:manage');
	const person = readInput(CreatePerson, input.person);
	const root = readInput(CreateUnit, { ...input.unit, kind: 'governorate' });
	return named(() =>
		ctx.transaction(async (tx) => {
			if (await tx.db.selectFrom('unit').select('id').limit(1).executeTakeFirst())
				throw new DomainError('conflict', { fields: [{ path: 'unit', code: 'field_taken' }] });
			const { id: unit } = await tx.db
				.insertInto('unit')
				.values({ code: root.code, kind: root.kind, name_ar: root.nameAr, name_en: root.nameEn, path: '' })
				.returning('id')
				.executeTakeFirstOrThrow();
			await tx.audit('unit.created', { type: 'unit', id: unit }, { code: root.code });
			const { id } = await tx.db
				.insertInto('person')
				.values({ username: person.username, name_ar: person.nameAr, name_en: person.nameEn })
				.returning('id')
				.executeTakeFirstOrThrow();
			await tx.audit('person.created', { type: 'person', id }, { username: person.username });
			const from = today(ctx.now);
			const { id: assignment } = await tx.db
				.insertInto('assignment')
				.values({ person_id: id, role: 'admin', unit_id: unit, valid_from: from })
				.returning('id')
				.executeTakeFirstOrThrow();
			await tx.audit(
				'role.assigned',
				{ type: 'person', id },
				{ assignment, role: 'admin', unit, from, to: null }
			);
			await tx.announce('people', [id, `unit:${unit}`]);
			return {
				person: { id, username: person.username },
				unit: { id: unit, code: root.code, nameAr: root.nameAr, nameEn: root.nameEn }
			};
		})
	);
}
