export { declareTie, tieTyped } from './declare.ts';
export { disciplinesOf, setDisciplines } from './disciplines.ts';
export { liftTie } from './lift.ts';
export { listTies } from './list.ts';
