/** Open trenches that citizens report. */
export { closeReport, listReports } from './desk.ts';
export { sendReport } from './send.ts';
