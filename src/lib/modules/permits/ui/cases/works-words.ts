import type { Tone } from '#lib/ui/display/tone.ts';
import { m } from '#lib/paraglide/messages.js';
import type { WorksStep } from '../../rules/life/works-path.ts';
import type {
	ForbiddenGround,
	Life,
	Utility,
	WorksAction,
	WorksState
} from '../../rules/life/works-vocabulary.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

/** What the codes of the works are called. */
export const LIFE: Words<Life> = {
	statement: m.permits_life_statement,
	licence: m.permits_life_licence,
	execution: m.permits_life_execution,
	completion: m.permits_life_completion,
	violation: m.permits_life_violation
};

export const WORKS_STATE: Words<WorksState> = {
	start_notified: m.permits_state_start_notified,
	site_board_ok: m.permits_state_site_board_ok,
	deviation: m.permits_state_deviation,
	stop_work: m.permits_state_stop_work,
	corrected: m.permits_state_corrected,
	execution_violation: m.permits_state_execution_violation,
	stages_complete: m.permits_state_stages_complete,
	works_complete: m.permits_state_works_complete,
	works_ended: m.permits_state_works_ended,
	certificate_deposited: m.permits_state_certificate_deposited,
	as_built_checked: m.permits_state_as_built_checked,
	utility_letters: m.permits_state_utility_letters,
	closed: m.permits_state_closed,
	completion_ended: m.permits_state_completion_ended,
	violation_open: m.permits_state_violation_open,
	removal_ordered: m.permits_state_removal_ordered,
	reconciliation_requested: m.permits_state_reconciliation_requested,
	reconciliation_quoted: m.permits_state_reconciliation_quoted,
	reconciliation_accepted: m.permits_state_reconciliation_accepted,
	reconciliation_paid: m.permits_state_reconciliation_paid,
	violation_removed: m.permits_state_violation_removed,
	violation_reconciled: m.permits_state_violation_reconciled,
	violation_dismissed: m.permits_state_violation_dismissed
};

export const WORKS_TONE: Record<WorksState, Tone> = {
	start_notified: 'waiting',
	site_board_ok: 'accent',
	deviation: 'blocked',
	stop_work: 'blocked',
	corrected: 'waiting',
	execution_violation: 'blocked',
	stages_complete: 'done',
	works_complete: 'done',
	works_ended: 'blocked',
	certificate_deposited: 'waiting',
	as_built_checked: 'accent',
	utility_letters: 'accent',
	closed: 'done',
	completion_ended: 'blocked',
	violation_open: 'blocked',
	removal_ordered: 'blocked',
	reconciliation_requested: 'waiting',
	reconciliation_quoted: 'waiting',
	reconciliation_accepted: 'waiting',
	reconciliation_paid: 'accent',
	violation_removed: 'done',
	violation_reconciled: 'done',
	violation_dismissed: 'neutral'
};

export const WORKS_EVENT: Words<WorksAction> = {
	notify_start: m.permits_event_notify_start,
	check_board: m.permits_event_check_board,
	inspect: m.permits_event_inspect,
	deviate: m.permits_event_deviate,
	finish_stages: m.permits_event_finish_stages,
	stop_work: m.permits_event_stop_work,
	correct: m.permits_event_correct,
	resume_work: m.permits_event_resume_work,
	record_violation: m.permits_event_record_violation,
	settle: m.permits_event_settle,
	hand_over: m.permits_event_hand_over,
	end_works: m.permits_event_end_works,
	deposit: m.permits_event_deposit,
	redeposit: m.permits_event_redeposit,
	check_as_built: m.permits_event_check_as_built,
	certify: m.permits_event_certify,
	issue_letters: m.permits_event_issue_letters,
	order_removal: m.permits_event_order_removal,
	confirm_removal: m.permits_event_confirm_removal,
	dismiss_violation: m.permits_event_dismiss_violation,
	request_reconciliation: m.permits_event_request_reconciliation,
	quote: m.permits_event_quote,
	decline_reconciliation: m.permits_event_decline_reconciliation,
	accept_quote: m.permits_event_accept_quote,
	settle_payment: m.permits_event_settle_payment,
	lapse_reconciliation: m.permits_event_lapse_reconciliation,
	close_violation: m.permits_event_close_violation
};

export const WORKS_STEP: Words<WorksStep> = {
	start: m.permits_step_start,
	board: m.permits_step_board,
	stages: m.permits_step_stages,
	built: m.permits_step_built,
	deposit: m.permits_step_deposit,
	overlay: m.permits_step_overlay,
	conformity: m.permits_step_conformity,
	letters: m.permits_step_letters,
	request: m.permits_step_request,
	examined: m.permits_step_examined,
	statement: m.permits_step_statement,
	found: m.permits_step_found,
	decision: m.permits_step_decision,
	reconciliation: m.permits_step_reconciliation,
	payment: m.permits_step_payment,
	closure: m.permits_step_closure
};

/** For which the law never reconciles. */
export const GROUND: Words<ForbiddenGround> = {
	structural_risk: m.permits_ground_structural_risk,
	antiquities_land: m.permits_ground_antiquities_land,
	nile_law: m.permits_ground_nile_law,
	garage_use: m.permits_ground_garage_use
};

export const UTILITY: Words<Utility> = {
	electricity: m.permits_utility_electricity,
	water: m.permits_utility_water,
	sewage: m.permits_utility_sewage,
	gas: m.permits_utility_gas,
	telecom: m.permits_utility_telecom
};
