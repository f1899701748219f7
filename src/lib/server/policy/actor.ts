import type { Role } from '#lib/kernel/roles.ts';

/** A role held in a unit, valid now. `unitPath` is the chain of unit ids from the root, `/1/4/17/`. */
export interface Assignment {
	role: Role;
	unitId: string;
	unitPath: string;
	/** Person on whose behalf the role is held, when it is delegated. */
	delegatedBy: string | null;
}

/** Who is asking. `anonymous` is the public, `system` the operator's command line and background jobs. */
export interface Actor {
	kind: 'person' | 'anonymous' | 'system';
	personId: string | null;
	username: string | null;
	nameAr: string | null;
	nameEn: string | null;
	/** The unit the person works for: that of the first assignment. */
	unitId: string | null;
	unitPath: string | null;
	assignments: readonly Assignment[];
	sessionId: string | null;
	/** What an API key is narrowed to; absent for a person's own session. */
	scopes?: readonly string[];
	/** The password was given by somebody else: nothing else may be done before it is changed. */
	mustChangePassword?: boolean;
}

const nobody = {
	personId: null,
	username: null,
	nameAr: null,
	nameEn: null,
	unitId: null,
	unitPath: null,
	assignments: [],
	sessionId: null
};
export const ANONYMOUS: Actor = { kind: 'anonymous', ...nobody };
export const SYSTEM: Actor = { kind: 'system', ...nobody };

/** The distinct roles an actor holds now. */
export function rolesOf(actor: Actor): Role[] {
	return [...new Set(actor.assignments.map((a) => a.role))];
}

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
	return actor.assignments.some((a) => roles.includes(a.role));
}
