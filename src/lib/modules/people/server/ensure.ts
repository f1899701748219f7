import { sql } from 'kysely';
import type { Role } from '#lib/kernel/roles.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CreatePerson, CreateUnit, readInput } from '../rules/index.ts';

export interface WantedPerson extends CreatePerson {
	/** Units by code; from today's date on when `from` is absent. */
	roles: { role: Role; unit: string; from?: string; to?: string }[];
}

/**
 * Makes sure that these units exist as described, parents before children, in one transaction; what is there
 * already is brought up to date. @returns ids by code.
 */
export async function ensureUnits(ctx: Ctx, units: readonly CreateUnit[]): Promise<Map<string, string>> {
	demand(ctx, 'people:manage');
	return ctx.transaction(async (tx) => {
		const ids = new Map<string, string>();
		for (const input of units) {
			const unit = readInput(CreateUnit, input);
			const values = {
				...{ kind: unit.kind, name_ar: unit.nameAr, name_en: unit.nameEn },
				...(unit.callNumber ? { call_number: unit.callNumber } : {})
			};
			const { id } = await tx.db
				.insertInto('unit')
				.values({
					code: unit.code,
					...values,
					parent_id: unit.parent ? sql<string>`(select id from unit where code = ${unit.parent})` : null,
					path: ''
				})
				.onConflict((c) => c.column('code').doUpdateSet(values))
				.returning('id')
				.executeTakeFirstOrThrow();
			ids.set(unit.code, id);
		}
		await tx.audit('unit.loaded', { type: 'unit', id: '*' }, { units: ids.size });
		await tx.announce('people');
		return ids;
	});
}

/** Makes sure that these persons exist and hold these roles, in one transaction. @returns ids by username. */
export async function ensurePeople(ctx: Ctx, people: readonly WantedPerson[]): Promise<Map<string, string>> {
	demand(ctx, 'people:manage');
	return ctx.transaction(async (tx) => {
		const ids = new Map<string, string>();
		for (const { roles, ...input } of people) {
			const person = readInput(CreatePerson, input);
			const values = { name_ar: person.nameAr, name_en: person.nameEn };
			const { id } = await tx.db
				.insertInto('person')
				.values({ username: person.username, ...values })
				.onConflict((c) => c.column('username').doUpdateSet(values))
				.returning('id')
				.executeTakeFirstOrThrow();
			ids.set(person.username, id);
			for (const { role, unit, from, to } of roles)
				await sql`insert into assignment (person_id, role, unit_id, valid_from, valid_to)
					select ${id}, ${role}, u.id,
						coalesce(${from ?? null}::date, (${ctx.now()}::timestamptz at time zone 'Africa/Cairo')::date),
						${to ?? null}::date
					from unit u where u.code = ${unit} and not exists (
						select 1 from assignment a where a.person_id = ${id} and a.role = ${role} and a.unit_id = u.id)`.execute(
					tx.db
				);
		}
		await tx.audit('person.loaded', { type: 'person', id: '*' }, { persons: ids.size });
		await tx.announce('people');
		return ids;
	});
}
