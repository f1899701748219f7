/** The front door of the committee's sessions. */
export { minutesPaper } from './minutes.ts';
export { openSession } from './open.ts';
export { sessionPeriod } from './period.ts';
export { getSession, listSessions } from './read.ts';
export { closeSession, decideItem, noteAttendance } from './sit.ts';
