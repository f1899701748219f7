import { DomainError } from '#lib/kernel/errors.ts';
import type { Audience, LayerDef } from '#lib/kernel/layer.ts';
import { STAFF_ROLES, type Role } from '#lib/kernel/roles.ts';
import { hasRole, type Actor } from './actor.ts';

/** What each action is done to. An action that is not listed here does not exist. */
export interface Resources {
	'layer:read': Pick<LayerDef, 'readers'>;
	'layer:import': Pick<LayerDef, 'importable' | 'writers'>;
	'dig:read': undefined;
	'dig:register': undefined;
	/** The owner is the unit that registered the dig. */
	'dig:edit': { unitId: string };
	'clash:judge': { unitIds: readonly string[] };
	'people:read': undefined;
	'people:manage': undefined;
	'audit:read': undefined;
	'operation:read': undefined;
	'account:own': undefined;
}
export type Action = keyof Resources;

type Rule<A extends Action> = (actor: Actor, resource: Resources[A]) => boolean;

const isStaff = (actor: Actor) => actor.kind === 'system' || hasRole(actor, ...STAFF_ROLES);

function inAudience(actor: Actor, audience: Audience): boolean {
	if (audience === 'public' || actor.kind === 'system') return true;
	if (audience === 'staff') return isStaff(actor);
	return hasRole(actor, ...audience);
}

/** True when the actor holds one of the roles in exactly that unit. */
function holdsIn(actor: Actor, unitId: string, ...roles: Role[]): boolean {
	return actor.assignments.some((a) => a.unitId === unitId && roles.includes(a.role));
}

/** The one place that answers "may this actor do this to that". The auditor reads all and changes nothing. */
const RULES: { [A in Action]: Rule<A> } = {
	'layer:read': (actor, layer) => inAudience(actor, layer.readers) || hasRole(actor, 'auditor'),
	'layer:import': (actor, layer) =>
		layer.importable && (actor.kind === 'system' || hasRole(actor, ...layer.writers)),
	'dig:read': isStaff,
	'dig:register': (actor) => hasRole(actor, 'utility_planner'),
	'dig:edit': (actor, dig) => holdsIn(actor, dig.unitId, 'utility_planner'),
	'clash:judge': (actor, clash) => clash.unitIds.some((id) => holdsIn(actor, id, 'utility_planner')),
	'people:read': (actor) => actor.kind === 'system' || hasRole(actor, 'admin', 'hr_officer', 'auditor'),
	'people:manage': (actor) => actor.kind === 'system' || hasRole(actor, 'admin'),
	'audit:read': (actor) => actor.kind === 'system' || hasRole(actor, 'auditor', 'admin'),
	'operation:read': (actor) => actor.kind === 'system' || hasRole(actor, 'admin'),
	'account:own': (actor) => actor.kind === 'person'
};

type Args<A extends Action> = Resources[A] extends undefined ? [] : [resource: Resources[A]];

/** May this actor do this to that? */
export function can<A extends Action>(actor: Actor, action: A, ...[resource]: Args<A>): boolean {
	return (RULES[action] as Rule<A>)(actor, resource as Resources[A]);
}

/**
 * Refuses what the policy does not allow.
 * @throws DomainError `not_signed_in` for the anonymous, `forbidden` for the others.
 */
export function demand<A extends Action>(ctx: { actor: Actor }, action: A, ...resource: Args<A>): void {
	if (can(ctx.actor, action, ...resource)) return;
	throw new DomainError(ctx.actor.kind === 'anonymous' ? 'not_signed_in' : 'forbidden', {
		params: { action }
	});
}
