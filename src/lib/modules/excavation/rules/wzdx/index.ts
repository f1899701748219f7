/** The feed of works for navigation services (WZDx 4.2). */
export { HORIZON_DAYS as FEED_HORIZON_DAYS, KEPT_MS as FEED_KEPT_MS } from './periods.ts';
export { UPDATE_SECONDS, workZoneFeed } from './feed.ts';
export type { PublicDetour, PublicWork, RoadEvent, WorkRoad, WorkZoneFeed } from './types.ts';
