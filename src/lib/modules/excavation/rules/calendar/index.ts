/** When works may be done: hours by day (rule C7) and notice in working days (rule C8). */
export type * from './answers.ts';
export { c7, type C7Finding } from './c7.ts';
export { c8, firstStart, noticeOf, type C8Finding } from './c8.ts';
export { isHoliday, isWeekend, isWorkingDay, periodsOn, schoolSeasons, streetSeason } from './days.ts';
export type { CalendarFinding } from './finding.ts';
export { allowedHours, eachDay, hoursOn } from './hours.ts';
export { CALENDAR_DEFAULTS, calendarParameters, type CalendarParameters } from './parameters.ts';
export { patternsOf, shapeOf, shiftPatterns, type HoursPattern, type HoursShape } from './pattern.ts';
export { proposeYear, withProposals } from './proposals.ts';
export { hoursLost, hoursText, promisedHours, type HoursLost, type PromisedHours } from './promised.ts';
export * from './schema.ts';
export type * from './types.ts';
export * from './vocabulary.ts';
export { addWorkingDays, receivedOn, workingDayFrom, workingDaysBetween } from './working-days.ts';
export { timesOn, windowSpan, withinHours, workSpans, type WorkSpan } from './work-spans.ts';
