export { ANONYMOUS, SYSTEM, hasRole, rolesOf, type Actor, type Assignment } from './actor.ts';
export { can, DELEGABLE, demand, SCOPES, type Action } from './policy.ts';
