/** Where a case stands, in the few words that are public: how an office judges among itself is not. */
export const PUBLIC_STATES = [
	'in_review',
	'fees_due',
	'issued',
	'building',
	'completed',
	'suspended',
	'refused',
	'appealed',
	'withdrawn',
	'revoked',
	'expired'
] as const;
export type PublicState = (typeof PUBLIC_STATES)[number];

/** What of a case's life is told, by day. */
export const PUBLIC_EVENTS = [
	'submitted',
	'accepted',
	'notified',
	'approved',
	'refused',
	'appealed',
	'appeal_dismissed',
	'appeal_granted',
	'issued',
	'suspended',
	'resumed',
	'revoked',
	'withdrawn',
	'expired',
	'started',
	'works_complete',
	'deposited',
	'completed'
] as const;
export type PublicEvent = (typeof PUBLIC_EVENTS)[number];

/** Uses of a building that have a word; another one was typed and is not published. */
export const PUBLIC_USES = ['residential', 'commercial', 'administrative', 'industrial', 'parking'] as const;
export type PublicUse = (typeof PUBLIC_USES)[number];

/** Where a case stood after an event; what only happens beside it leaves it where it was. */
export function stateAfter(event: PublicEvent, before: PublicState): PublicState {
	return AFTER[event] ?? before;
}

const AFTER: Partial<Record<PublicEvent, PublicState>> = {
	submitted: 'in_review',
	accepted: 'in_review',
	approved: 'fees_due',
	refused: 'refused',
	appealed: 'appealed',
	appeal_dismissed: 'refused',
	appeal_granted: 'in_review',
	issued: 'issued',
	suspended: 'suspended',
	resumed: 'issued',
	revoked: 'revoked',
	withdrawn: 'withdrawn',
	expired: 'expired',
	started: 'building',
	completed: 'completed'
};
