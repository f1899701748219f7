export { accountLines, ensureDemo } from './ensure.ts';
export { loadDemo, type LoadOptions, type LoadReport } from './load.ts';
