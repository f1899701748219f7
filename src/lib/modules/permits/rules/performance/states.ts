import type { PermitState } from '../life/vocabulary.ts';

/** The states of a licence on its way, from the window to the decision, as they follow each other. */
export const WAITING_STATES = [
	'submitted',
	'intake_check',
	'returned_incomplete',
	'accepted',
	'assigned',
	'technical_review',
	'info_requested',
	'consultation',
	'recommended',
	'approval_review',
	'approved_fees_due'
] as const satisfies readonly PermitState[];
