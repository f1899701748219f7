export { permitPerformance } from './figures.ts';
export { performanceCsv } from './csv.ts';
