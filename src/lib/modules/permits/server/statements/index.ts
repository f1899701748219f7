export { openStatementRequest } from './open.ts';
