export { surroundingsOf } from './surroundings.ts';
export { plotById } from './plot.ts';
