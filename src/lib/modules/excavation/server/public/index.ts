/** What everybody may know of works. */
export { publishedCard } from './card.ts';
export { worksFeed } from './feed.ts';
export { publishedWorks } from './works.ts';
