import type { Pause } from '../clocks/service-clock.ts';
import { STATEMENT_ENDS } from './statement-vocabulary.ts';
import type { PermitState } from './vocabulary.ts';

/** States in which the clock of service stands still: something is asked of the applicant. */
const STANDING_STILL: readonly PermitState[] = [
	'returned_incomplete',
	'info_requested',
	'statement_returned'
];
/** States in which nothing runs any more. */
const ENDED: readonly PermitState[] = [
	'issued',
	'refused',
	'withdrawn',
	'lapsed',
	'suspended',
	'revoked',
	'expired',
	...STATEMENT_ENDS
];

/** Where the clock of service stands still whatever else happens. */
export const STILL_STATES: readonly PermitState[] = [...STANDING_STILL, ...ENDED];

export const isEnded = (state: PermitState) => ENDED.includes(state);

/** A step as the clock sees it. `settled`: everything that was owed is paid since. */
export interface ClockStep {
	to: PermitState;
	at: Date;
	settled?: boolean;
}

/** When the clock of service stood still, from the steps of a case in their order. */
export function pausesOf(steps: readonly ClockStep[]): Pause[] {
	const pauses: Pause[] = [];
	for (const { to, at, settled = false } of steps) {
		const last = pauses.at(-1);
		const still = STILL_STATES.includes(to) || (to === 'approved_fees_due' && !settled);
		if (still && (!last || last.to !== null)) pauses.push({ from: at, to: null });
		else if (!still && last && last.to === null) last.to = at;
	}
	return pauses;
}
