import { isAppealed, type Appeal } from './appeal.ts';
import { PERMIT_TRANSITIONS } from './transitions.ts';
import type { Duty, PermitState } from './vocabulary.ts';

const HOLDERS: Record<PermitState, Duty | null> = {
	draft: 'applicant',
	submitted: 'clerk',
	intake_check: 'clerk',
	returned_incomplete: 'applicant',
	accepted: 'system',
	assigned: 'reviewer',
	technical_review: 'reviewer',
	info_requested: 'applicant',
	consultation: 'agency',
	recommended: 'approver',
	approval_review: 'approver',
	approved_fees_due: 'authority',
	issued: null,
	refused: null,
	withdrawn: null,
	lapsed: null,
	suspended: 'governor',
	revoked: null,
	expired: null,
	start_notified: 'inspector',
	site_board_ok: 'inspector',
	deviation: 'inspector',
	stop_work: 'applicant',
	corrected: 'inspector',
	execution_violation: 'authority',
	stages_complete: 'applicant',
	works_complete: null,
	works_ended: null,
	certificate_deposited: 'inspector',
	as_built_checked: 'approver',
	utility_letters: 'authority',
	closed: null,
	completion_ended: null,
	violation_open: 'authority',
	removal_ordered: 'applicant',
	reconciliation_requested: 'approver',
	reconciliation_quoted: 'applicant',
	reconciliation_accepted: 'cashier',
	reconciliation_paid: 'authority',
	violation_removed: null,
	violation_reconciled: null,
	violation_dismissed: null,
	statement_draft: 'applicant',
	statement_requested: 'clerk',
	statement_returned: 'applicant',
	statement_examined: 'approver',
	statement_issued: null,
	statement_declined: null,
	statement_withdrawn: null,
	statement_lapsed: null
};

/** In whose hands a case lies in a state: who must act next. */
export const holderOf = (state: PermitState): Duty | null => HOLDERS[state];

/** The same of a case as it stands: what is refused and appealed waits for its decision. */
export const holderNow = ({ state, appeal }: { state: PermitState; appeal: Appeal | null }): Duty | null =>
	isAppealed(appeal) ? 'governor' : holderOf(state);

/** The states that wait for a duty. */
export function waitingFor(duty: Duty): PermitState[] {
	return [...new Set(PERMIT_TRANSITIONS.map((t) => t.to))].filter((state) => HOLDERS[state] === duty);
}
