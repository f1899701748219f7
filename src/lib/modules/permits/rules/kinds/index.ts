export { kindRules, type KindRules } from './kinds.ts';
