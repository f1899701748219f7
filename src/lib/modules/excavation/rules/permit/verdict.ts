import type { Bilingual } from '#lib/kernel/layer.ts';
import type { ToldPattern } from '../calendar/answers.ts';
import type { Window } from '../types.ts';
import type { DigState } from '../vocabulary.ts';

/** What somebody in the street is told about a paper. Only `allowed` is green. */
export const PERMIT_VERDICTS = [
	'allowed',
	'not_now',
	'not_yet',
	'expired',
	'suspended',
	'revoked',
	'ended',
	'forged'
] as const;
export type PermitVerdict = (typeof PERMIT_VERDICTS)[number];

/** In place of a code: the page alone, which telephones keep and which reads the code by itself. */
export const NO_CODE = '-';

/** What could be the code of a permit to dig, genuine or forged: what was left out or mistyped elsewhere is neither. */
export const isPermitCode = (text: string): boolean => text.includes('.');

/** The answer to a code. */
export interface PermitCheck {
	verdict: PermitVerdict;
	/** When it was judged, UTC. */
	at: string;
	/** When the answer changes by the hours; null when it does not within a week. */
	changes_at: string | null;
	/** Null for a forged paper. */
	paper: { reference: string; organisation: string; window: Window; issued_at: string } | null;
	/** What the register says of it now; only while the permit stands. */
	work: { title: string; organisation: Bilingual; streets: Bilingual[]; patterns: ToldPattern[] } | null;
	/** The work was changed after the paper was made: what stands here counts. */
	changed_since: boolean;
	/** The calendar allows other hours than the paper says on days that are still to come. */
	hours_changed: boolean;
}

/** The verdict on a genuine paper by what the register says of its work at a moment. */
export function verdictOfPermit(
	work: { state: DigState; window: Window } | null,
	today: string,
	allowedNow: boolean
): PermitVerdict {
	if (!work || work.state === 'cancelled' || work.state === 'refused') return 'revoked';
	if (work.state === 'planned' || work.state === 'submitted') return 'suspended';
	if (work.state !== 'granted' && work.state !== 'running') return 'ended';
	if (allowedNow) return 'allowed';
	if (today < work.window.start) return 'not_yet';
	return today > work.window.end ? 'expired' : 'not_now';
}
