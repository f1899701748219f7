export { permitNotes } from './list.ts';
export { actOnNote, pinNote } from './write.ts';
