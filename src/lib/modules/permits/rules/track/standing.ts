import { shownStep, SHOWN_PATH } from '../life/shown-path.ts';
import type { PermitState } from '../life/vocabulary.ts';
import { worksPath } from '../life/works-path.ts';
import type { Life } from '../life/works-vocabulary.ts';
import type { Standstill, TrackedPath } from './types.ts';

/** Of a state in which it does. */
export function standstillOf(state: PermitState): Standstill {
	if (state === 'returned_incomplete' || state === 'statement_returned') return 'documents';
	if (state === 'info_requested') return 'information';
	return state === 'approved_fees_due' ? 'fees' : 'ended';
}

/** The way of a case of any life, and where it stands on it. */
export function trackedPath(life: Life, state: PermitState): TrackedPath {
	if (life !== 'licence') return worksPath(life, state);
	return { steps: SHOWN_PATH, current: shownStep(state), finished: state === 'issued' };
}

/** States that were reached with a reason which whoever asks is owed. */
export const REASONED: readonly PermitState[] = [
	'refused',
	'suspended',
	'revoked',
	'stop_work',
	'works_ended',
	'completion_ended',
	'removal_ordered',
	'violation_dismissed',
	'statement_declined'
];

/** Steps among colleagues: who was drawn, who withdrew, what was sent back from desk to desk. */
export const INNER_STEPS: readonly string[] = [
	'assign',
	'redraw',
	'recuse',
	'begin',
	'take_up',
	'challenge',
	'send_back',
	'waive'
];
