import { DomainError } from '#lib/kernel/errors.ts';
import type { Audience, LayerDef } from '#lib/kernel/layer.ts';
import {
	DIG_READERS,
	PERMIT_DOCUMENT_READERS,
	PERMIT_ANSWERABLE,
	PERMIT_OVERSEERS,
	PERMIT_READERS,
	STAFF_PERMIT_READERS,
	STAFF_ROLES,
	type Role
} from '#lib/kernel/roles.ts';
import { hasRole, type Actor } from './actor.ts';

/** What each action is done to. An action that is not listed here does not exist. */
export interface Resources {
	'layer:read': Pick<LayerDef, 'readers'>;
	'layer:import': Pick<LayerDef, 'importable' | 'writers'>;
	'dig:read': undefined;
	'dig:register': undefined;
	/** The owner is the unit that registered the dig. */
	'dig:edit': { unitId: string };
	/** Deciding on a request that lies with one of these roles; in a unit (its path) or in any. */
	'dig:approve': { roles: readonly Role[]; unitPath: string | null };
	/** Answering for the networks of a unit. */
	'dig:respond': { unitId: string };
	/** Saying what is found on the street. */
	'dig:inspect': undefined;
	/** Where traffic is led round the dig of a unit. */
	'dig:reroute': { unitId: string };
	/** Sending plans and photos that belong to digs. */
	'dig:attach': undefined;
	/** Letting a work pass that a rule forbids. */
	'dig:override': undefined;
	/** Bringing in the works of others from files. */
	'dig:import': undefined;
	/** Bringing in a whole programme from a file: that of the own agency, or anybody's. */
	'programme:bring': undefined;
	'programme:bring_any': undefined;
	/** Calling agencies for their programmes. */
	'programme:call': undefined;
	/** Saying that an agency plans nothing. */
	'programme:answer': { unitId: string };
	/** Moving everybody's planned works, as the committee decides. */
	'dig:plan': undefined;
	'clash:judge': { unitIds: readonly string[] };
	/** Holidays, terms, embargoes and the hours of streets and schools. */
	'calendar:edit': undefined;
	/** The register of contractors. */
	'contractor:edit': undefined;
	/** Prices of digs, and the grade of a road where the map does not know it. */
	'tariff:edit': undefined;
	/** The list of what is owed. */
	'fee:read': undefined;
	/** Taking money and giving receipts. */
	'fee:collect': undefined;
	/** The programme from copper to fibre: an area belongs to a company, or to nobody yet. */
	'fibre:create': undefined;
	'fibre:edit': { unitId: string | null };
	/** Giving a deposit back, or keeping it. */
	'deposit:settle': undefined;
	/** What citizens report of open trenches. */
	'report:read': undefined;
	'report:close': undefined;
	/** Holding a building that is not on record against the code. */
	'permit:check': undefined;
	/** Issuing the statement of a plot: what may be built on it. */
	'permit:state': undefined;
	/** The table of permit fees. */
	'permit_tariff:edit': undefined;
	/** Opening a case: at the window, or for oneself. */
	'permit:open': undefined;
	/** The list; what stands in it depends on who asks. */
	'permit:list': undefined;
	/** A case of a department (its path); `own` for who applies, `hand` for who has had a duty in it. */
	'permit:read': { unitPath: string; own: boolean; hand: boolean };
	/** Opening the papers of a case: whoever applies, who has a duty that they are for, who answers for the department. */
	'permit:documents': { unitPath: string; own: boolean; duty: string | null };
	/** What the officers of a case write on its map. */
	'permit:notes': undefined;
	/** Acting in a duty in a case of a department. */
	'permit:serve': { duty: string; unitPath: string };
	/** The figures of the departments in one's reach. */
	'permit:performance': undefined;
	/** The list of the statements that departments issued. */
	'permit:statements': undefined;
	/** Being told that the law's days of a case run out. */
	'permit:alarms': undefined;
	/** Saying what is done about it: at 70 % the head of engineering, from 90 % the authority as well, then the governor. */
	'permit:answer_alarm': { level: 'first' | 'last' | 'expired'; unitPath: string };
	/** The notices to neighbours of a case of a department (its path). */
	'permit:notify': { unitPath: string };
	/** Reading what neighbours said; a reviewer once they have signed. */
	'permit:objections': undefined;
	/** Going to building sites, and writing down what is built without a licence. */
	'permit:inspect': undefined;
	/** The list of stages that are inspected. */
	'permit_stage:edit': undefined;
	/** What is needed to compute the draw of a reviewer again. */
	'permit:audit_draw': undefined;
	/** To whom somebody is tied, so that they are not drawn: said by oneself, or in the file of the staff. */
	'permit_tie:declare': { personId: string };
	'permit_tie:lift': { personId: string };
	/** What a reviewer has learned. */
	'permit_discipline:read': undefined;
	'permit_discipline:set': undefined;
	'unit:read': undefined;
	'people:read': undefined;
	'people:manage': undefined;
	/** Roles are given by an administrator, and by nobody to themselves. */
	'role:assign': { personId: string };
	/** Handing on a role of one's own for a while. */
	'role:delegate': { role: Role; unitId: string };
	/** Telephone, e-mail, national number of a person. */
	'contact:read': { personId: string };
	'contact:edit': undefined;
	'session:read': undefined;
	'session:revoke': { personId: string };
	'audit:read': undefined;
	'operation:read': undefined;
	/** What left by e-mail, what waits and what was given up. */
	'mail:read': undefined;
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

/** Which role serves in a duty of a permit; the windows of a department are units below it. */
const DUTY_ROLES: Readonly<Record<string, { role: Role; below?: true }>> = {
	clerk: { role: 'window_clerk', below: true },
	cashier: { role: 'cashier', below: true },
	reviewer: { role: 'reviewer' },
	approver: { role: 'head_of_engineering' },
	authority: { role: 'authority' },
	inspector: { role: 'inspector' },
	auditor: { role: 'auditor' },
	governor: { role: 'governor' }
};

const inBranch = (unitPath: string, held: string) => unitPath.startsWith(held) || held.startsWith(unitPath);

function servesIn(actor: Actor, duty: string, unitPath: string): boolean {
	// Whether an agency was asked is known to the case alone.
	if (duty === 'agency') return hasRole(actor, 'agency_focal_point');
	const { role, below } = DUTY_ROLES[duty] ?? {};
	return actor.assignments.some(
		(a) => a.role === role && (unitPath.startsWith(a.unitPath) || (below && a.unitPath.startsWith(unitPath)))
	);
}

/** What can be handed on; administering and auditing cannot, nor what a citizen is. */
export const DELEGABLE: readonly Role[] = STAFF_ROLES.filter((r) => r !== 'admin' && r !== 'auditor');

/** The one place that answers "may this actor do this to that". The auditor reads all and changes nothing. */
const RULES: { [A in Action]: Rule<A> } = {
	'layer:read': (actor, layer) => inAudience(actor, layer.readers) || hasRole(actor, 'auditor'),
	'layer:import': (actor, layer) =>
		layer.importable && (actor.kind === 'system' || hasRole(actor, ...layer.writers)),
	'dig:read': (actor) => actor.kind === 'system' || hasRole(actor, ...DIG_READERS),
	'dig:register': (actor) => hasRole(actor, 'utility_planner'),
	'dig:edit': (actor, dig) => holdsIn(actor, dig.unitId, 'utility_planner'),
	'dig:reroute': (actor, dig) =>
		holdsIn(actor, dig.unitId, 'utility_planner') || hasRole(actor, 'coordinator'),
	'dig:approve': (actor, { roles, unitPath }) =>
		actor.assignments.some(
			(a) => roles.includes(a.role) && (unitPath === null || unitPath.startsWith(a.unitPath))
		),
	'dig:respond': (actor, { unitId }) =>
		actor.kind === 'system' || hasRole(actor, 'coordinator') || holdsIn(actor, unitId, 'utility_planner'),
	'dig:inspect': (actor) => hasRole(actor, 'inspector'),
	'dig:attach': (actor) =>
		hasRole(actor, 'utility_planner', 'coordinator', 'head_of_engineering', 'inspector', 'traffic_police'),
	'dig:override': (actor) => hasRole(actor, 'coordinator'),
	'dig:import': (actor) => actor.kind === 'system' || hasRole(actor, 'coordinator'),
	'programme:bring': (actor) => actor.kind === 'system' || hasRole(actor, 'utility_planner', 'coordinator'),
	'programme:bring_any': (actor) => actor.kind === 'system' || hasRole(actor, 'coordinator'),
	'programme:call': (actor) => hasRole(actor, 'coordinator'),
	'programme:answer': (actor, { unitId }) =>
		hasRole(actor, 'coordinator') || holdsIn(actor, unitId, 'utility_planner'),
	'dig:plan': (actor) => hasRole(actor, 'coordinator'),
	'clash:judge': (actor, clash) => clash.unitIds.some((id) => holdsIn(actor, id, 'utility_planner')),
	'calendar:edit': (actor) => actor.kind === 'system' || hasRole(actor, 'coordinator', 'planner'),
	'contractor:edit': (actor) => actor.kind === 'system' || hasRole(actor, 'coordinator'),
	'tariff:edit': (actor) => hasRole(actor, 'coordinator'),
	'fee:read': (actor) => hasRole(actor, 'cashier', 'coordinator', 'governor', 'auditor'),
	'fee:collect': (actor) => hasRole(actor, 'cashier'),
	'fibre:create': (actor) => actor.kind === 'system' || hasRole(actor, 'utility_planner', 'coordinator'),
	'fibre:edit': (actor, { unitId }) =>
		hasRole(actor, 'coordinator') || (unitId !== null && holdsIn(actor, unitId, 'utility_planner')),
	'deposit:settle': (actor) => hasRole(actor, 'coordinator'),
	'report:read': (actor) => hasRole(actor, 'coordinator', 'inspector', 'head_of_engineering', 'auditor'),
	'report:close': (actor) => hasRole(actor, 'coordinator', 'inspector', 'head_of_engineering'),
	'permit:check': (actor) => isStaff(actor) || hasRole(actor, 'applicant_engineer'),
	'permit:state': (actor) => hasRole(actor, 'window_clerk', 'head_of_engineering', 'authority'),
	'permit_tariff:edit': (actor) => hasRole(actor, 'head_of_engineering'),
	'permit:open': (actor) => hasRole(actor, 'window_clerk', 'applicant_engineer', 'citizen'),
	'permit:list': (actor) => actor.kind === 'system' || hasRole(actor, ...PERMIT_READERS),
	'permit:read': (actor, { unitPath, own, hand }) =>
		actor.kind === 'system' ||
		own ||
		hand ||
		hasRole(actor, 'auditor', 'admin') ||
		actor.assignments.some((a) => PERMIT_OVERSEERS.includes(a.role) && inBranch(unitPath, a.unitPath)),
	'permit:documents': (actor, { unitPath, own, duty }) =>
		actor.kind === 'system' ||
		own ||
		(duty !== null && duty !== 'cashier' && duty !== 'agency') ||
		hasRole(actor, 'auditor') ||
		actor.assignments.some((a) => PERMIT_DOCUMENT_READERS.includes(a.role) && inBranch(unitPath, a.unitPath)),
	'permit:notes': (actor) => actor.kind === 'system' || hasRole(actor, ...STAFF_PERMIT_READERS),
	'permit:serve': (actor, { duty, unitPath }) => servesIn(actor, duty, unitPath),
	'permit:performance': (actor) => hasRole(actor, ...PERMIT_ANSWERABLE),
	'permit:statements': (actor) => hasRole(actor, ...PERMIT_OVERSEERS),
	'permit:alarms': (actor) => hasRole(actor, 'head_of_engineering', 'authority', 'governor'),
	'permit:answer_alarm': (actor, { level, unitPath }) =>
		actor.assignments.some(
			(a) =>
				unitPath.startsWith(a.unitPath) &&
				(a.role === 'head_of_engineering' ||
					(a.role === 'authority' && level !== 'first') ||
					(a.role === 'governor' && level === 'expired'))
		),
	'permit:notify': (actor, { unitPath }) =>
		servesIn(actor, 'clerk', unitPath) || servesIn(actor, 'approver', unitPath),
	'permit:objections': (actor) =>
		hasRole(actor, 'window_clerk', 'reviewer', 'head_of_engineering', 'authority', 'governor', 'auditor'),
	'permit:inspect': (actor) => hasRole(actor, 'inspector'),
	'permit_stage:edit': (actor) => hasRole(actor, 'head_of_engineering'),
	'permit:audit_draw': (actor) => hasRole(actor, 'auditor'),
	'permit_tie:declare': (actor, { personId }) =>
		actor.personId === personId ? isStaff(actor) : hasRole(actor, 'admin', 'hr_officer'),
	'permit_tie:lift': (actor, { personId }) =>
		actor.personId !== personId && hasRole(actor, 'admin', 'hr_officer'),
	'permit_discipline:read': (actor) => hasRole(actor, 'admin', 'head_of_engineering', 'auditor'),
	'permit_discipline:set': (actor) => hasRole(actor, 'admin', 'head_of_engineering'),
	'unit:read': (actor) => actor.kind !== 'anonymous',
	'people:read': (actor) => actor.kind === 'system' || hasRole(actor, 'admin', 'hr_officer', 'auditor'),
	'people:manage': (actor) => actor.kind === 'system' || hasRole(actor, 'admin'),
	'role:assign': (actor, { personId }) =>
		actor.kind === 'system' || (hasRole(actor, 'admin') && actor.personId !== personId),
	'role:delegate': (actor, { role, unitId }) =>
		DELEGABLE.includes(role) &&
		actor.assignments.some((a) => a.role === role && a.unitId === unitId && a.delegatedBy === null),
	'contact:read': (actor, { personId }) =>
		actor.kind === 'system' || actor.personId === personId || hasRole(actor, 'admin', 'hr_officer'),
	'contact:edit': (actor) => actor.kind === 'system' || hasRole(actor, 'admin', 'hr_officer'),
	'session:read': (actor) => actor.kind === 'system' || hasRole(actor, 'admin', 'auditor'),
	'session:revoke': (actor, { personId }) =>
		actor.kind === 'system' || actor.personId === personId || hasRole(actor, 'admin'),
	'audit:read': (actor) => actor.kind === 'system' || hasRole(actor, 'auditor', 'admin'),
	'operation:read': (actor) => actor.kind === 'system' || hasRole(actor, 'admin'),
	'mail:read': (actor) => hasRole(actor, 'admin'),
	'account:own': (actor) => actor.kind === 'person'
};

type Args<A extends Action> = Resources[A] extends undefined ? [] : [resource: Resources[A]];

/** May this actor do this to that? */
export function can<A extends Action>(actor: Actor, action: A, ...[resource]: Args<A>): boolean {
	if (actor.scopes && !inScope(actor.scopes, action)) return false;
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

/**
 * What an API key can be narrowed to: one action, or all of a kind (`dig:*`). Never what belongs to the human
 * being alone: the account, other people's access, handing on a role.
 */
export const SCOPES: readonly string[] = (() => {
	const personal = ['account', 'session', 'role', 'contact', 'people:manage'];
	const actions = Object.keys(RULES).filter(
		(a) => !personal.includes(a) && !personal.includes(a.split(':')[0] ?? '')
	);
	const whole = new Set(actions.map((a) => `${a.split(':')[0]}:*`).filter((s) => s !== 'people:*'));
	return [...actions, ...whole].sort();
})();

function inScope(scopes: readonly string[], action: Action): boolean {
	if (!SCOPES.includes(action)) return false;
	return scopes.includes(action) || scopes.includes(`${action.split(':')[0]}:*`);
}
