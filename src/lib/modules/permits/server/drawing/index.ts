/** Applicants' drawings. */
export { readDrawing } from './read.ts';
export { receiveDrawing } from './receive.ts';
