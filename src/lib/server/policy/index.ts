export { ANONYMOUS, SYSTEM, hasRole, rolesOf, type Actor, type Assignment } from './actor.ts';
export { can, demand, type Action } from './policy.ts';
