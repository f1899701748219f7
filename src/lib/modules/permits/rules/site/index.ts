export { KIND_NAMES } from './kind-names.ts';
export { buildableOf } from './buildable.ts';
export { SiteDrawn, SiteQuery } from './schema.ts';
export { factsOf, type FrontageFact, type Limit, type SiteFacts } from './facts.ts';
export { NOTHING_BUILT, proposalOn } from './proposal.ts';
export * from './types.ts';
export * from './walls.ts';
export { readSurvey, type Survey } from './survey.ts';
export * from './around-case.ts';
