import { m } from '#lib/paraglide/messages.js';
import type { ActionForm } from './action-form.ts';
import type { WorksTaken } from '../../rules/life/works-schema.ts';

/** The steps after the licence, in the order of their buttons. An inspection has a page of its own. */
export const WORKS_FORMS: Record<Exclude<WorksTaken, 'inspect'>, ActionForm> = {
	notify_start: {
		label: m.permits_do_notify_start,
		text: m.permits_does_notify_start,
		variant: 'primary',
		fields: ['start']
	},
	check_board: {
		label: m.permits_do_check_board,
		text: m.permits_does_check_board,
		variant: 'primary',
		fields: []
	},
	stop_work: {
		label: m.permits_do_stop_work,
		text: m.permits_does_stop_work,
		variant: 'danger',
		fields: ['reason']
	},
	correct: {
		label: m.permits_do_correct,
		text: m.permits_does_correct,
		variant: 'primary',
		fields: ['reason']
	},
	resume_work: {
		label: m.permits_do_resume_work,
		text: m.permits_does_resume_work,
		variant: 'primary',
		fields: []
	},
	record_violation: {
		label: m.permits_do_record_violation,
		text: m.permits_does_record_violation,
		variant: 'danger',
		fields: ['violation']
	},
	deposit: {
		label: m.permits_do_deposit,
		text: m.permits_does_deposit,
		variant: 'primary',
		fields: ['as_built']
	},
	redeposit: {
		label: m.permits_do_redeposit,
		text: m.permits_does_redeposit,
		variant: 'secondary',
		fields: ['as_built']
	},
	check_as_built: {
		label: m.permits_do_check_as_built,
		text: m.permits_does_check_as_built,
		variant: 'primary',
		fields: ['examination']
	},
	certify: {
		label: m.permits_do_certify,
		text: m.permits_does_certify,
		variant: 'primary',
		fields: []
	},
	issue_letters: {
		label: m.permits_do_issue_letters,
		text: m.permits_does_issue_letters,
		variant: 'primary',
		fields: ['utilities']
	},
	order_removal: {
		label: m.permits_do_order_removal,
		text: m.permits_does_order_removal,
		variant: 'danger',
		fields: ['article', 'reason']
	},
	confirm_removal: {
		label: m.permits_do_confirm_removal,
		text: m.permits_does_confirm_removal,
		variant: 'primary',
		fields: ['reason']
	},
	dismiss_violation: {
		label: m.permits_do_dismiss_violation,
		text: m.permits_does_dismiss_violation,
		variant: 'secondary',
		fields: ['article', 'reason']
	},
	request_reconciliation: {
		label: m.permits_do_request_reconciliation,
		text: m.permits_does_request_reconciliation,
		variant: 'primary',
		fields: ['reason']
	},
	quote: {
		label: m.permits_do_quote,
		text: m.permits_does_quote,
		variant: 'primary',
		fields: ['quote']
	},
	decline_reconciliation: {
		label: m.permits_do_decline_reconciliation,
		text: m.permits_does_decline_reconciliation,
		variant: 'danger',
		fields: ['ground', 'article', 'reason']
	},
	accept_quote: {
		label: m.permits_do_accept_quote,
		text: m.permits_does_accept_quote,
		variant: 'primary',
		fields: []
	},
	close_violation: {
		label: m.permits_do_close_violation,
		text: m.permits_does_close_violation,
		variant: 'primary',
		fields: ['reason']
	}
};
