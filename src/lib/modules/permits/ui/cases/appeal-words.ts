import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/display/tone.ts';
import { isAppealed, type Appeal, type AppealStanding } from '../../rules/life/appeal.ts';
import type { PermitState } from '../../rules/life/vocabulary.ts';
import { STATE, STATE_TONE } from './words.ts';

interface Reader {
	locale: 'ar' | 'en';
	date: (moment: string, style?: 'day') => string;
}

interface Days {
	/** Null of a refusal that was taken back. */
	until: string | null;
	unverified: boolean;
	filed_at: string | null;
	decided_at: string | null;
}

const TONE: Record<AppealStanding, Tone> = {
	possible: 'neutral',
	late: 'neutral',
	open: 'waiting',
	dismissed: 'blocked',
	granted: 'accent'
};
export const appealTone = (standing: AppealStanding): Tone => TONE[standing];

/** How an appeal stands, in a sentence: to whoever may file it, and to an officer. */
export function appealWords(
	standing: AppealStanding,
	{ until, unverified, filed_at, decided_at }: Days,
	{ reader, own }: { reader: Reader; own: boolean }
): string {
	const day = (of: string | null) => (of === null ? '' : reader.date(of));
	if (standing === 'open') return m.permits_appeal_open({ day: day(filed_at) }, reader);
	if (standing === 'dismissed') return m.permits_appeal_dismissed({ day: day(decided_at) }, reader);
	if (standing === 'granted') return m.permits_appeal_granted({ day: day(decided_at) }, reader);
	const last = day(until) + (unverified ? ` (${m.permits_appeal_unverified({}, reader)})` : '');
	if (standing === 'late') return m.permits_appeal_late({ day: last }, reader);
	return (own ? m.permits_appeal_yours : m.permits_appeal_possible)({ day: last }, reader);
}

interface Standing {
	state: PermitState;
	appeal: Pick<Appeal, 'filed_at' | 'outcome'> | null;
}

/** Where a case stands, in a word or two; what is refused and appealed is not told as over. */
export const standsWords = ({ state, appeal }: Standing, reader: { locale: 'ar' | 'en' }): string =>
	(isAppealed(appeal) ? m.register_state_appealed : STATE[state])({}, reader);
export const standsTone = ({ state, appeal }: Standing): Tone =>
	isAppealed(appeal) ? 'waiting' : STATE_TONE[state];
