/** What a street has gone through. */
export { streetCard } from './card.ts';
