/** The calendar of the excavation module: when digs may work, and who changes that. */
export { allowedWindows, digHours } from './ask.ts';
export { calendarBreaches } from './breaches.ts';
export { adoptYear, addCalendarRow, closeCalendarRow, confirmPeriod, type Changed } from './edit.ts';
export { calendarFindings, type CalendarQuestion } from './findings.ts';
export { loadCalendar, type Loaded } from './load.ts';
export { setDigHours } from './set-hours.ts';
export { readCalendar } from './year.ts';
