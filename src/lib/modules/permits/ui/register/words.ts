import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import type { PublicPermit } from '../../rules/register/types.ts';
import type { PublicEvent, PublicState } from '../../rules/register/vocabulary.ts';

/** What the public codes are called. Each takes the reader: `PUBLIC_STATE.issued({}, prefs)`. */
type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const PUBLIC_STATE: Words<PublicState> = {
	in_review: m.register_state_in_review,
	fees_due: m.register_state_fees_due,
	issued: m.register_state_issued,
	building: m.register_state_building,
	completed: m.register_state_completed,
	suspended: m.register_state_suspended,
	refused: m.register_state_refused,
	appealed: m.register_state_appealed,
	withdrawn: m.register_state_withdrawn,
	revoked: m.register_state_revoked,
	expired: m.register_state_expired
};

/** The state in a sentence, for somebody who lives next door. */
export const PUBLIC_STATE_SAYS: Words<PublicState> = {
	in_review: m.register_says_in_review,
	fees_due: m.register_says_fees_due,
	issued: m.register_says_issued,
	building: m.register_says_building,
	completed: m.register_says_completed,
	suspended: m.register_says_suspended,
	refused: m.register_says_refused,
	appealed: m.register_says_appealed,
	withdrawn: m.register_says_withdrawn,
	revoked: m.register_says_revoked,
	expired: m.register_says_expired
};

export const PUBLIC_TONE: Record<PublicState, Tone> = {
	in_review: 'waiting',
	fees_due: 'accent',
	issued: 'done',
	building: 'accent',
	completed: 'done',
	suspended: 'blocked',
	refused: 'blocked',
	appealed: 'waiting',
	withdrawn: 'neutral',
	revoked: 'blocked',
	expired: 'neutral'
};

export const PUBLIC_EVENT: Words<PublicEvent> = {
	submitted: m.register_event_submitted,
	accepted: m.register_event_accepted,
	notified: m.register_event_notified,
	approved: m.register_event_approved,
	refused: m.register_event_refused,
	appealed: m.register_event_appealed,
	appeal_dismissed: m.register_event_appeal_dismissed,
	appeal_granted: m.register_event_appeal_granted,
	issued: m.register_event_issued,
	suspended: m.register_event_suspended,
	resumed: m.register_event_resumed,
	revoked: m.register_event_revoked,
	withdrawn: m.register_event_withdrawn,
	expired: m.register_event_expired,
	started: m.register_event_started,
	works_complete: m.register_event_works_complete,
	deposited: m.register_event_deposited,
	completed: m.register_event_completed
};

/** A licence that another took the place of is not told as in force. */
const replaced = ({ state, amended_by }: Pick<PublicPermit, 'state' | 'amended_by'>) =>
	amended_by !== null && state === 'issued';

/** Where an entry stands, in a word or two, and in which colour. */
export const standingWords = (entry: PublicPermit, reader: { locale: 'ar' | 'en' }): string =>
	(replaced(entry) ? m.register_state_amended : PUBLIC_STATE[entry.state])({}, reader);
export const standingTone = (entry: PublicPermit): Tone =>
	replaced(entry) ? 'neutral' : PUBLIC_TONE[entry.state];

/** The same in a sentence. Works of a licence that changed another may have begun under that one. */
export const standingSays = (entry: PublicPermit, reader: { locale: 'ar' | 'en' }): string => {
	if (replaced(entry)) return m.certificate_amended({}, reader);
	if (entry.amended_by && entry.state === 'building') return m.register_says_building_amended({}, reader);
	if (entry.state === 'issued' && entry.amends) return m.register_says_in_force({}, reader);
	return PUBLIC_STATE_SAYS[entry.state]({}, reader);
};
