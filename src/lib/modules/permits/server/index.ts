/** The front door of the permits module. */
export { checkPermit, type PermitCheck } from './check.ts';
