export { timelineOf } from './read.ts';
