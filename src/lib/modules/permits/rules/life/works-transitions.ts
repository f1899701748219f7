import { rows, type PermitTransition } from './rows.ts';

const ASKING = ['applicant', 'clerk'] as const;
/** From the request to the last payment. */
const RECONCILING = ['reconciliation_requested', 'reconciliation_quoted', 'reconciliation_accepted'] as const;

/**
 * What comes after the licence. A step taken in the licence that opens a case of its own leaves the licence where it
 * stands; inspections do the same, and what they find is a step of the system that follows.
 */
export const WORKS_TRANSITIONS: readonly PermitTransition[] = [
	// C: execution
	...rows('notify_start', ['issued'], 'same', ASKING),
	...rows('notify_start', [null], 'start_notified', ASKING),
	...rows('check_board', ['start_notified'], 'site_board_ok', ['inspector']),
	...rows(
		'inspect',
		['site_board_ok', 'deviation', 'stop_work', 'corrected', 'execution_violation', 'stages_complete'],
		'same',
		['inspector']
	),
	...rows('deviate', ['site_board_ok', 'corrected', 'stages_complete'], 'deviation', ['system']),
	...rows('finish_stages', ['site_board_ok'], 'stages_complete', ['system']),
	...rows('stop_work', ['start_notified', 'site_board_ok', 'deviation', 'corrected'], 'stop_work', [
		'inspector'
	]),
	...rows('correct', ['deviation', 'stop_work'], 'corrected', ASKING),
	...rows('resume_work', ['corrected'], 'site_board_ok', ['inspector']),
	// Where the board was not seen yet.
	...rows('resume_work', ['corrected'], 'start_notified', ['inspector']),
	...rows('record_violation', ['deviation', 'stop_work'], 'execution_violation', ['inspector']),
	...rows('settle', ['execution_violation'], 'corrected', ['system']),
	...rows('hand_over', ['stages_complete'], 'works_complete', ['system']),
	// With the licence that carried them.
	...rows(
		'end_works',
		[
			...(['start_notified', 'site_board_ok', 'deviation', 'stop_work', 'corrected'] as const),
			...(['execution_violation', 'stages_complete'] as const)
		],
		'works_ended',
		['system']
	),
	...rows('end_works', ['certificate_deposited', 'as_built_checked', 'utility_letters'], 'completion_ended', [
		'system'
	]),
	// D: completion
	...rows('deposit', ['issued'], 'same', ASKING),
	...rows('deposit', [null], 'certificate_deposited', ASKING),
	...rows('redeposit', ['certificate_deposited'], 'same', ASKING),
	...rows('record_violation', ['certificate_deposited'], 'same', ['inspector']),
	...rows('check_as_built', ['certificate_deposited'], 'as_built_checked', ['inspector']),
	...rows('certify', ['as_built_checked'], 'utility_letters', ['approver']),
	// Its papers and its fee, until it is certified.
	...rows('attach', ['certificate_deposited', 'as_built_checked'], 'same', ASKING),
	...rows('pay_fees', ['certificate_deposited', 'as_built_checked'], 'same', ['cashier']),
	...rows('cancel_receipt', ['certificate_deposited', 'as_built_checked'], 'same', ['cashier']),
	...rows('issue_letters', ['utility_letters'], 'closed', ['authority']),
	...rows('issue_letters', ['closed'], 'same', ['authority']),
	// E: violation and reconciliation
	...rows('record_violation', ['issued', 'suspended', 'revoked', 'expired'], 'same', ['inspector']),
	...rows('record_violation', [null], 'violation_open', ['inspector']),
	...rows('order_removal', ['violation_open'], 'removal_ordered', ['authority']),
	...rows('confirm_removal', ['violation_open', 'removal_ordered'], 'violation_removed', ['inspector']),
	...rows('dismiss_violation', ['violation_open'], 'violation_dismissed', ['authority']),
	...rows(
		'request_reconciliation',
		['violation_open', 'removal_ordered'],
		'reconciliation_requested',
		ASKING
	),
	...rows('quote', ['reconciliation_requested', 'reconciliation_quoted'], 'reconciliation_quoted', [
		'approver'
	]),
	...rows(
		'decline_reconciliation',
		['reconciliation_requested', 'reconciliation_quoted'],
		'removal_ordered',
		['approver']
	),
	...rows('accept_quote', ['reconciliation_quoted'], 'reconciliation_accepted', ASKING),
	...rows('attach', ['reconciliation_requested'], 'same', ASKING),
	...rows('pay_fees', RECONCILING, 'same', ['cashier']),
	...rows('cancel_receipt', RECONCILING, 'same', ['cashier']),
	...rows('cancel_receipt', ['reconciliation_paid'], 'reconciliation_accepted', ['cashier']),
	...rows('lapse_reconciliation', RECONCILING, 'violation_open', ['system']),
	...rows('settle_payment', ['reconciliation_accepted'], 'reconciliation_paid', ['system']),
	...rows('close_violation', ['reconciliation_paid'], 'violation_reconciled', ['authority'])
];
