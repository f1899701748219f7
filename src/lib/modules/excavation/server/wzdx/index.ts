/** The feed of works for navigation services. */
export { buildFeed } from './build.ts';
export { workZones, type FeedAnswer } from './serve.ts';
