import type http from 'node:http';
import type { Platform } from '#lib/server/platform.ts';

/** Answers a request in front of SvelteKit; false when it is not one of these. */
export type Front = (req: http.IncomingMessage, res: http.ServerResponse) => boolean;

export function frontDoor(_platform: Platform): Front {
	return () => false;
}
