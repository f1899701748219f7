export { publishedPermits, registerChoices, type RegisterChoices, type RegisterPage } from './list.ts';
export { publishedPermit } from './record.ts';
export { registerFeed } from './respond.ts';
