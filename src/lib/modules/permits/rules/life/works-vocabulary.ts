/**
 * The lives of a case: the request for a statement, which stands by itself; the licence; and what hangs from it or, for a
 * violation, from a plot alone.
 */
export const LIVES = ['statement', 'licence', 'execution', 'completion', 'violation'] as const;
export type Life = (typeof LIVES)[number];

/** C: from the notice of start to the last stage. */
export const EXECUTION_STATES = [
	'start_notified',
	'site_board_ok',
	'deviation',
	'stop_work',
	'corrected',
	'execution_violation',
	'stages_complete',
	'works_complete',
	'works_ended'
] as const;

/** D: from the certificate of the engineer to the letters to the utilities. */
export const COMPLETION_STATES = [
	'certificate_deposited',
	'as_built_checked',
	'utility_letters',
	'closed',
	'completion_ended'
] as const;

/** E: a violation, which is removed, reconciled or was none. */
export const VIOLATION_STATES = [
	'violation_open',
	'removal_ordered',
	'reconciliation_requested',
	'reconciliation_quoted',
	'reconciliation_accepted',
	'reconciliation_paid',
	'violation_removed',
	'violation_reconciled',
	'violation_dismissed'
] as const;

export const WORKS_STATES = [...EXECUTION_STATES, ...COMPLETION_STATES, ...VIOLATION_STATES] as const;
export type WorksState = (typeof WORKS_STATES)[number];

export const WORKS_ACTIONS = [
	'notify_start',
	'check_board',
	'inspect',
	'deviate',
	'finish_stages',
	'stop_work',
	'correct',
	'resume_work',
	'record_violation',
	'settle',
	'hand_over',
	'end_works',
	'deposit',
	'redeposit',
	'check_as_built',
	'certify',
	'issue_letters',
	'order_removal',
	'confirm_removal',
	'dismiss_violation',
	'request_reconciliation',
	'quote',
	'decline_reconciliation',
	'accept_quote',
	'settle_payment',
	'lapse_reconciliation',
	'close_violation'
] as const;
export type WorksAction = (typeof WORKS_ACTIONS)[number];

/** Where a violation is over: the plot is free again. */
export const VIOLATION_ENDS = ['violation_removed', 'violation_reconciled', 'violation_dismissed'] as const;

/** What Law 187/2023 never reconciles. */
export const FORBIDDEN_GROUNDS = ['structural_risk', 'antiquities_land', 'nile_law', 'garage_use'] as const;
export type ForbiddenGround = (typeof FORBIDDEN_GROUNDS)[number];

/** Who may connect a building once its certificate is deposited. */
export const UTILITIES = ['electricity', 'water', 'sewage', 'gas', 'telecom'] as const;
export type Utility = (typeof UTILITIES)[number];
