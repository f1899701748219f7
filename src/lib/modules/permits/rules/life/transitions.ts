import { DomainError } from '#lib/kernel/errors.ts';
import { rows, type PermitTransition } from './rows.ts';
import type { Duty, PermitAction, PermitState } from './vocabulary.ts';
import { STATEMENT_TRANSITIONS } from './statement-transitions.ts';
import { WORKS_TRANSITIONS } from './works-transitions.ts';

/** After acceptance and before the decision: the time in which silence becomes consent. */
export const UNDECIDED: readonly PermitState[] = [
	'accepted',
	'assigned',
	'technical_review',
	'info_requested',
	'consultation',
	'recommended',
	'approval_review',
	'approved_fees_due'
];
const ASKING = ['applicant', 'clerk'] as const;

/** Where whoever asks can still give up. */
const OPEN: readonly PermitState[] = [
	'draft',
	'submitted',
	'intake_check',
	'returned_incomplete',
	...UNDECIDED
];

/** Where money is taken: from the file's first day at the window to the licence. */
const PAYING: readonly PermitState[] = ['submitted', 'intake_check', 'returned_incomplete', ...UNDECIDED];

/** The whole life as data; the database holds the same rows and follows no other. */
export const PERMIT_TRANSITIONS: readonly PermitTransition[] = [
	...rows('open', [null], 'draft', ASKING),
	...rows('edit', ['draft', 'returned_incomplete', 'info_requested'], 'same', ASKING),
	// Papers come with what is asked for; what the works need before they begin, after the decision as well.
	...rows(
		'attach',
		['draft', 'returned_incomplete', 'info_requested', 'approved_fees_due', 'issued'],
		'same',
		ASKING
	),
	...rows('pay_fees', PAYING, 'same', ['cashier']),
	...rows('cancel_receipt', PAYING, 'same', ['cashier']),
	...rows('submit', ['draft'], 'submitted', ASKING),
	...rows('take_in', ['submitted'], 'intake_check', ['clerk']),
	...rows('return', ['intake_check'], 'returned_incomplete', ['clerk']),
	...rows('resubmit', ['returned_incomplete'], 'intake_check', ASKING),
	...rows('accept', ['intake_check'], 'accepted', ['clerk']),
	...rows('assign', ['accepted'], 'assigned', ['system']),
	...rows('redraw', ['accepted', 'assigned', 'technical_review'], 'assigned', ['auditor']),
	...rows('begin', ['assigned'], 'technical_review', ['reviewer']),
	...rows('recuse', ['assigned', 'technical_review'], 'accepted', ['reviewer']),
	...rows('ask', ['technical_review'], 'info_requested', ['reviewer']),
	...rows('inform', ['info_requested'], 'technical_review', ASKING),
	...rows('consult', ['technical_review'], 'consultation', ['reviewer']),
	...rows('answer', ['consultation'], 'same', ['agency']),
	...rows('hear', ['consultation'], 'technical_review', ['system']),
	...rows('recommend', ['technical_review'], 'recommended', ['reviewer']),
	...rows('waive', ['technical_review', 'approval_review'], 'same', ['approver']),
	...rows('take_up', ['recommended'], 'approval_review', ['approver']),
	...rows('challenge', ['approval_review'], 'technical_review', ['approver']),
	...rows('approve', ['approval_review'], 'approved_fees_due', ['approver']),
	...rows('refuse', ['approval_review'], 'refused', ['approver']),
	...rows('refuse', ['approved_fees_due'], 'refused', ['authority']),
	// Once for each refusal; who decides it had no hand in it, and one that is granted begins the examination anew.
	...rows('file_appeal', ['refused'], 'same', ASKING),
	...rows('dismiss_appeal', ['refused'], 'same', ['governor']),
	...rows('grant_appeal', ['refused'], 'accepted', ['governor']),
	...rows('issue', ['approved_fees_due'], 'issued', ['authority']),
	...rows('deem', UNDECIDED, 'same', ['system']),
	...rows('issue_deemed', UNDECIDED, 'issued', ['authority']),
	...rows('dispute_deemed', UNDECIDED, 'same', ['authority']),
	...rows('withdraw', OPEN, 'withdrawn', ASKING),
	...rows('lapse', ['returned_incomplete'], 'lapsed', ['system']),
	...rows('suspend', ['issued'], 'suspended', ['governor']),
	...rows('resume', ['suspended'], 'issued', ['governor']),
	...rows('revoke', ['issued', 'suspended'], 'revoked', ['authority']),
	...rows('expire', ['issued'], 'expired', ['system']),
	...WORKS_TRANSITIONS,
	...STATEMENT_TRANSITIONS
];

/** What somebody in a duty can do in a state. */
export function actionsOf(state: PermitState, duty: Duty): PermitAction[] {
	return PERMIT_TRANSITIONS.filter((t) => t.from === state && t.by === duty).map((t) => t.action);
}

/** The duties in which an action is taken. */
export function dutiesFor(action: PermitAction): Duty[] {
	return [...new Set(PERMIT_TRANSITIONS.filter((t) => t.action === action).map((t) => t.by))];
}

/**
 * Where an action of a duty leads from a state.
 * @throws DomainError `state_forbids` where it leads nowhere.
 */
export function demandStep(action: PermitAction, state: PermitState, duty: Duty): PermitState {
	const found = PERMIT_TRANSITIONS.find((t) => t.action === action && t.from === state && t.by === duty);
	if (!found) throw new DomainError('state_forbids', { params: { state } });
	return found.to;
}
