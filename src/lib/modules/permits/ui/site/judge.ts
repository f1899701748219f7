/** What is needed once somebody tries a building: fetched then, not with the page. */
export { checkProposal, verdictOfCheck } from '../../rules/check/check.ts';
export { REASONS, RULES, SUBJECTS } from '../../rules/check/catalogue.ts';
export { NOTHING_BUILT, proposalOn } from '../../rules/site/proposal.ts';
export { cornersOf, gripAt, moveCorner, moveWall, polygonOf, wallsOf } from '../../rules/site/walls.ts';
