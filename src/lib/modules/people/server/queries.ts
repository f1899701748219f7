import { sql } from 'kysely';
import { today } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Role } from '#lib/kernel/roles.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { ListPeople, readInput } from '../rules/index.ts';

/** A role in a unit between days (both included, no end = until further notice). */
export interface HeldRole {
	id: string;
	role: Role;
	unitId: string;
	unitCode: string;
	unitNameAr: string;
	unitNameEn: string;
	from: string;
	to: string | null;
	/** Username of the person stood in for. */
	delegatedBy: string | null;
	note: string | null;
}

export interface Person {
	id: string;
	username: string;
	nameAr: string;
	nameEn: string;
	active: boolean;
	roles: HeldRole[];
}

/** People with the roles they hold today, by username; `next` is the cursor of the following page. */
export async function listPeople(
	ctx: Ctx,
	input: ListPeople = {}
): Promise<{ people: Person[]; next: string | null }> {
	demand(ctx, 'people:read');
	const { q, unit, role, active, cursor, limit = 50 } = readInput(ListPeople, input);
	const day = today(ctx.now);
	return ctx.read(async (db) => {
		let query = db
			.selectFrom('person as p')
			.select(['p.id', 'p.username', 'p.name_ar as nameAr', 'p.name_en as nameEn', 'p.active'])
			.select(rolesOn(day).as('roles'))
			.orderBy('p.username')
			.limit(limit + 1);
		if (q)
			query = query.where(
				sql<boolean>`(p.search like '%' || ar_norm(${q}) || '%' or word_similarity(ar_norm(${q}), p.search) >= 0.45)`
			);
		if (active !== undefined) query = query.where('p.active', '=', active);
		if (cursor) query = query.where('p.username', '>', cursor);
		if (role || unit)
			query = query.where(sql<boolean>`exists (
				select 1 from assignment a join unit u on u.id = a.unit_id
				where a.person_id = p.id and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
					and (${role ?? null}::text is null or a.role = ${role ?? null})
					and (${unit ?? null}::text is null or
						starts_with(u.path, (select path from unit where code = ${unit ?? null}))))`);
		const rows = (await query.execute()) as Person[];
		const people = rows.slice(0, limit);
		return { people, next: rows.length > limit ? (people.at(-1)?.username ?? null) : null };
	});
}

/** One person with every role ever held, newest first. @throws DomainError `not_found`. */
export async function getPerson(ctx: Ctx, username: string): Promise<Person> {
	demand(ctx, 'people:read');
	const row = await ctx.read((db) =>
		db
			.selectFrom('person as p')
			.select(['p.id', 'p.username', 'p.name_ar as nameAr', 'p.name_en as nameEn', 'p.active'])
			.select(rolesOn(null).as('roles'))
			.where('p.username', '=', username)
			.executeTakeFirst()
	);
	if (!row) throw new DomainError('not_found', { params: { type: 'person', id: username } });
	return row as Person;
}

/** The caller's own roles of today and later, and those handed on to colleagues. */
export async function myRoles(
	ctx: Ctx
): Promise<{ mine: HeldRole[]; handedOn: (HeldRole & { to_username: string })[] }> {
	demand(ctx, 'account:own');
	const day = today(ctx.now);
	const { rows } = await ctx.read((db) =>
		sql<HeldRole & { mine: boolean; to_username: string }>`
			select ${roleColumns}, a.person_id = ${ctx.actor.personId} as mine, holder.username as to_username
			from assignment a join unit u on u.id = a.unit_id join person holder on holder.id = a.person_id
				left join person giver on giver.id = a.delegated_by
			where (a.person_id = ${ctx.actor.personId} or a.delegated_by = ${ctx.actor.personId})
				and coalesce(a.valid_to, 'infinity') >= ${day}::date
			order by a.valid_from, a.id`.execute(db)
	);
	return { mine: rows.filter((r) => r.mine), handedOn: rows.filter((r) => !r.mine) };
}

const roleColumns = sql`a.id::text as id, a.role, a.unit_id::text as "unitId", u.code as "unitCode",
	u.name_ar as "unitNameAr", u.name_en as "unitNameEn", a.valid_from::text as "from", a.valid_to::text as "to",
	giver.username as "delegatedBy", a.note`;

function rolesOn(day: string | null) {
	return sql<HeldRole[]>`coalesce((
		select json_agg(r order by r."from" desc, r.id desc) from (
			select ${roleColumns} from assignment a join unit u on u.id = a.unit_id
				left join person giver on giver.id = a.delegated_by
			where a.person_id = p.id and (${day}::date is null
				or ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity'))) r), '[]'::json)`;
}
