import { seal, unseal } from '#lib/server/auth/index.ts';
import type { Platform } from '#lib/server/platform.ts';

/** Kept after a telephone was right: opens one licence and what hangs from it, for an hour. */
export interface TrackTicket {
	rootId: string;
}

type Sealing = Pick<Platform, 'config'> & { now: () => Date };

export const TRACK_COOKIE = 'diwan_track';
const MINUTES = 60;

/** It ends with the browser, goes to the pages of tracking alone, and no script reads it. */
export function trackCookie(url: URL) {
	return {
		path: '/portal/track',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: MINUTES * 60
	} as const;
}

export function makeTrackTicket(platform: Sealing, ticket: TrackTicket): string {
	const until = platform.now().getTime() + MINUTES * 60_000;
	return seal(platform.config, 'tracking', JSON.stringify({ ...ticket, until }), '').toString('base64url');
}

/** Undefined when it is over, or was not given out here. */
export function readTrackTicket(platform: Sealing, text: string | undefined): TrackTicket | undefined {
	const opened = text && unseal(platform.config, 'tracking', Buffer.from(text, 'base64url'), '');
	if (!opened) return undefined;
	const { until, ...ticket } = JSON.parse(opened) as TrackTicket & { until: number };
	return until > platform.now().getTime() ? ticket : undefined;
}
