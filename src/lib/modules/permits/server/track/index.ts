export { ownCases } from './own-cases.ts';
export { readTrackTicket, TRACK_COOKIE, trackCookie, type TrackTicket } from './ticket.ts';
export { trackByPhone, trackOwn, trackWithTicket, type Tracked } from './track.ts';
