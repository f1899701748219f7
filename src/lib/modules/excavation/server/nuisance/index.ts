/** How much digs disturb traffic. */
export { digNuisance } from './read.ts';
export { refreshNuisance } from './refresh.ts';
