import type { PermitState } from './vocabulary.ts';

/** The way to a licence in the few steps a person thinks of. */
export const SHOWN_PATH = ['application', 'intake', 'review', 'approval', 'fees', 'licence'] as const;
export type ShownStep = (typeof SHOWN_PATH)[number];

const STEP_OF: Partial<Record<PermitState, ShownStep>> = {
	draft: 'application',
	submitted: 'intake',
	intake_check: 'intake',
	returned_incomplete: 'intake',
	accepted: 'review',
	assigned: 'review',
	technical_review: 'review',
	info_requested: 'review',
	consultation: 'review',
	recommended: 'approval',
	approval_review: 'approval',
	approved_fees_due: 'fees',
	issued: 'licence'
};

/** At which step a case stands; null where it has left the way. */
export const shownStep = (state: PermitState): ShownStep | null => STEP_OF[state] ?? null;
