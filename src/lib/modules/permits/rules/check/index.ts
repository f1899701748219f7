export { REASONS, RULES, SUBJECTS } from './catalogue.ts';
export { checkProposal, verdictOfCheck, type CheckVerdict } from './check.ts';
export { withGeometry } from './place.ts';
export { proposalOf } from './proposal.ts';
export { CheckPermit } from './schema.ts';
export * from './types.ts';
