import type { Platform } from '../platform.ts';
import { seal, unseal } from './seal.ts';

/** Proof that the password was right, for the minutes in which the second factor is asked. */
export interface Ticket {
	personId: string;
	/** When the password was set: a changed password voids the ticket. */
	changedAt: string;
}

const MINUTES = 5;

export function makeTicket(platform: Pick<Platform, 'config' | 'now'>, ticket: Ticket): string {
	const until = platform.now().getTime() + MINUTES * 60_000;
	return seal(platform.config, 'second-factor', JSON.stringify({ ...ticket, until }), '').toString(
		'base64url'
	);
}

export function readTicket(platform: Pick<Platform, 'config' | 'now'>, text: string): Ticket | undefined {
	const opened = unseal(platform.config, 'second-factor', Buffer.from(text, 'base64url'), '');
	if (!opened) return undefined;
	const { until, ...ticket } = JSON.parse(opened) as Ticket & { until: number };
	return until > platform.now().getTime() ? ticket : undefined;
}
