import type { Actor } from '#lib/server/policy/index.ts';
import type { HeldRole, Person } from './queries.ts';
import type { Unit } from './units.ts';

/** The shapes that the API promises. */
export const personJson = (p: Person) => ({
	id: p.id,
	username: p.username,
	name_ar: p.nameAr,
	name_en: p.nameEn,
	active: p.active,
	roles: p.roles.map(roleJson)
});

const roleJson = (r: HeldRole) => ({
	role: r.role,
	unit: { id: r.unitId, code: r.unitCode, name_ar: r.unitNameAr, name_en: r.unitNameEn },
	from: r.from,
	to: r.to,
	delegated_by: r.delegatedBy
});

export const unitJson = (u: Unit) => ({
	id: u.id,
	code: u.code,
	kind: u.kind,
	name_ar: u.nameAr,
	name_en: u.nameEn,
	parent_id: u.parentId,
	path: u.path,
	valid: u.valid
});

/** Who the session speaks for. */
export const actorJson = (a: Actor) => ({
	username: a.username,
	name_ar: a.nameAr,
	name_en: a.nameEn,
	unit_id: a.unitId,
	must_change_password: a.mustChangePassword === true,
	roles: a.assignments.map((r) => ({ role: r.role, unit_id: r.unitId, delegated_by: r.delegatedBy }))
});
