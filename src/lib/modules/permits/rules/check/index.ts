export type { PermitCheck } from './answer.ts';
export { REASONS, RULES, SUBJECTS } from './catalogue.ts';
export { checkProposal, verdictOfCheck, type CheckVerdict } from './check.ts';
export { floorTooSmall } from './floors.ts';
export { withGeometry } from './place.ts';
export { BY_THE_CALLER, given, proposalOf } from './proposal.ts';
export { CheckOnSite, CheckPermit, ZoneValues } from './schema.ts';
export * from './types.ts';
