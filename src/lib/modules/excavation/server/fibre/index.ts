/** From copper to fibre. */
export { fibreArea, fibreProgramme } from './read.ts';
export { connectBuilding, tieDig } from './tie.ts';
export { createFibreArea, deleteFibreArea, editFibreArea } from './write.ts';
