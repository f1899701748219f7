export { drawAgain, type DrawRecord } from './pick.ts';
