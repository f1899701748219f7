export { NOTHING_BUILT, proposalOn } from './proposal.ts';
export * from './types.ts';
