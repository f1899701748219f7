export { answerAlarm } from './answer.ts';
export { openAlarms } from './open.ts';
