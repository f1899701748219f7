export { codeForPlot, codeOf, ruleSetOn, sourceOf, type Code } from './code.ts';
export { heightAllowed, type HeightAllowed } from './height.ts';
export { RULE_SETS } from './sets.ts';
export * from './types.ts';
