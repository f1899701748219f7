/** Who digs for the promoters. */
export { addContractor, editContractor, listContractors } from './register.ts';
