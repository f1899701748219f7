export { accountLines, ensureDemo } from './ensure.ts';
export { loadDemo, type LoadReport } from './load.ts';
