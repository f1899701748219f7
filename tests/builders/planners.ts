import type { Role } from '#lib/kernel/roles.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import type { Actor } from '#lib/server/policy/index.ts';

/** A company and a person who holds a role in it, as that person's context. */
export interface Holder {
	ctx: Ctx;
	unitId: string;
	personId: string;
}

/** Makes the unit and the person when they are not there yet. */
export async function aHolder(
	p: Platform,
	unit: string,
	{ role = 'utility_planner', now }: { role?: Role; now?: () => Date } = {}
): Promise<Holder> {
	const { rows } = await p.pool.query<{ unit_id: string; path: string; person_id: string }>(
		`with u as (
			insert into unit (code, kind, name_ar, name_en) values ($1, 'company', 'شركة ' || $1, 'Company ' || $1)
			on conflict (code) do update set valid = true returning id, path
		), h as (
			insert into person (username, name_ar, name_en) values ($1 || '.' || $2, 'موظف ' || $1, 'Officer ' || $1)
			on conflict (username) do update set active = true returning id
		)
		select u.id::text as unit_id, u.path, h.id::text as person_id from u, h`,
		[unit, role.replaceAll('_', '-')]
	);
	const { unit_id: unitId, path: unitPath, person_id: personId } = rows[0]!;
	const actor: Actor = {
		kind: 'person',
		personId,
		username: unit,
		nameAr: unit,
		nameEn: unit,
		unitId,
		unitPath,
		assignments: [{ role, unitId, unitPath, delegatedBy: null }],
		sessionId: null
	};
	return { ctx: makeCtx(p, { actor, locale: 'ar', ...(now ? { now } : {}) }), unitId, personId };
}
