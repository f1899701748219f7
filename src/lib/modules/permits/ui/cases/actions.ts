import type { ButtonVariant } from '#lib/ui/controls/button.ts';
import type { ActionField, ActionForm } from './action-form.ts';
import { m } from '#lib/paraglide/messages.js';
import type { TakenAction } from '../../rules/life/schema.ts';
import type { WorksTaken } from '../../rules/life/works-schema.ts';
import type { StatementTaken } from '../../rules/life/statement-schema.ts';
import { STATEMENT_FORMS } from './statement-words.ts';
import { WORKS_FORMS } from './works-actions.ts';

/** `edit` has a page of its own, money its card. */
type Elsewhere = 'edit' | 'pay_fees' | 'cancel_receipt';

const LABELS: Record<Exclude<TakenAction, Elsewhere | WorksTaken | StatementTaken>, ActionForm['label']> = {
	submit: m.permits_do_submit,
	take_in: m.permits_do_take_in,
	accept: m.permits_do_accept,
	resubmit: m.permits_do_resubmit,
	begin: m.permits_do_begin,
	recommend: m.permits_do_recommend,
	inform: m.permits_do_inform,
	answer: m.permits_do_answer,
	take_up: m.permits_do_take_up,
	approve: m.permits_do_approve,
	issue: m.permits_do_issue,
	issue_deemed: m.permits_do_issue_deemed,
	resume: m.permits_do_resume,
	redraw: m.permits_do_redraw,
	return: m.permits_do_return,
	ask: m.permits_do_ask,
	consult: m.permits_do_consult,
	waive: m.permits_do_waive,
	challenge: m.permits_do_challenge,
	dispute_deemed: m.permits_do_dispute_deemed,
	recuse: m.permits_do_recuse,
	refuse: m.permits_do_refuse,
	file_appeal: m.permits_do_file_appeal,
	dismiss_appeal: m.permits_do_dismiss_appeal,
	grant_appeal: m.permits_do_grant_appeal,
	suspend: m.permits_do_suspend,
	revoke: m.permits_do_revoke,
	withdraw: m.permits_do_withdraw
};

const TEXTS: Record<Exclude<TakenAction, Elsewhere | WorksTaken | StatementTaken>, ActionForm['label']> = {
	submit: m.permits_does_submit,
	take_in: m.permits_does_take_in,
	accept: m.permits_does_accept,
	resubmit: m.permits_does_resubmit,
	begin: m.permits_does_begin,
	recommend: m.permits_does_recommend,
	inform: m.permits_does_inform,
	answer: m.permits_does_answer,
	take_up: m.permits_does_take_up,
	approve: m.permits_does_approve,
	issue: m.permits_does_issue,
	issue_deemed: m.permits_does_issue_deemed,
	resume: m.permits_does_resume,
	redraw: m.permits_does_redraw,
	return: m.permits_does_return,
	ask: m.permits_does_ask,
	consult: m.permits_does_consult,
	waive: m.permits_does_waive,
	challenge: m.permits_does_challenge,
	dispute_deemed: m.permits_does_dispute_deemed,
	recuse: m.permits_does_recuse,
	refuse: m.permits_does_refuse,
	file_appeal: m.permits_does_file_appeal,
	dismiss_appeal: m.permits_does_dismiss_appeal,
	grant_appeal: m.permits_does_grant_appeal,
	suspend: m.permits_does_suspend,
	revoke: m.permits_does_revoke,
	withdraw: m.permits_does_withdraw
};

/** The steps of a page, in the order of their buttons. */
export const ACTION_FORMS: Record<Exclude<TakenAction, Elsewhere | 'inspect'>, ActionForm> = {
	submit: form('submit', 'primary'),
	accept_request: STATEMENT_FORMS.accept_request,
	issue_statement: STATEMENT_FORMS.issue_statement,
	take_in: form('take_in', 'primary'),
	accept: form('accept', 'primary', 'certificate'),
	resubmit: form('resubmit', 'primary', 'answers'),
	begin: form('begin', 'primary'),
	recommend: form('recommend', 'primary', 'recommendation'),
	inform: form('inform', 'primary', 'answers'),
	answer: form('answer', 'primary', 'answer'),
	take_up: form('take_up', 'primary'),
	approve: form('approve', 'primary'),
	issue: form('issue', 'primary'),
	issue_deemed: form('issue_deemed', 'primary', 'reason'),
	resume: form('resume', 'primary', 'reason'),
	redraw: form('redraw', 'primary', 'reason'),
	grant_appeal: form('grant_appeal', 'primary', 'reason'),
	file_appeal: form('file_appeal', 'primary', 'grounds'),
	return: form('return', 'secondary', 'requests'),
	ask: form('ask', 'secondary', 'requests'),
	consult: form('consult', 'secondary', 'agencies'),
	waive: form('waive', 'secondary', 'waiver', 'article', 'reason'),
	challenge: form('challenge', 'secondary', 'reason'),
	dispute_deemed: form('dispute_deemed', 'secondary', 'reason'),
	recuse: form('recuse', 'secondary', 'reason'),
	refuse: form('refuse', 'danger', 'article', 'reason'),
	dismiss_appeal: form('dismiss_appeal', 'danger', 'article', 'reason'),
	suspend: form('suspend', 'danger', 'reason'),
	revoke: form('revoke', 'danger', 'article', 'reason'),
	send_back: STATEMENT_FORMS.send_back,
	decline_statement: STATEMENT_FORMS.decline_statement,
	withdraw: form('withdraw', 'danger', 'reason'),
	...WORKS_FORMS
};
export type ShownAction = keyof typeof ACTION_FORMS;

function form(action: keyof typeof LABELS, variant: ButtonVariant, ...fields: ActionField[]): ActionForm {
	return { label: LABELS[action], text: TEXTS[action], variant, fields };
}

/**
 * How the button of a step looks beside the others of a page: the first that leads on leads alone, and what ends or
 * undoes something is in outline, for its dialog asks again.
 * @param led Something else on the page leads already.
 */
export function variantOf(action: ShownAction, offered: readonly ShownAction[], led = false): ButtonVariant {
	const { variant } = ACTION_FORMS[action];
	if (variant === 'danger') return 'caution';
	const first = offered.find((other) => ACTION_FORMS[other].variant === 'primary');
	return variant === 'primary' && (led || action !== first) ? 'secondary' : variant;
}
