export { REASONS, RULES, SUBJECTS } from './catalogue.ts';
export { checkProposal, verdictOfCheck, type CheckVerdict } from './check.ts';
export { boundaryOf, FRONTAGE_REACH_M, type Boundary, type Frontage } from './frontage.ts';
export { withGeometry } from './place.ts';
export { proposalOf } from './proposal.ts';
export { CheckPermit } from './schema.ts';
export { streetWidth, type StreetWidth } from './street-width.ts';
export * from './types.ts';
