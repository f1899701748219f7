export { bringProgramme, type ProgrammeOptions, type ProgrammeReport } from './bring.ts';
