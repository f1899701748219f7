/** Applicants' drawings. */
export { readDrawing, type Drawing } from './read.ts';
export { receiveDrawing } from './receive.ts';
