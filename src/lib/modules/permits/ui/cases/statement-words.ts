import type { Tone } from '#lib/ui/display/tone.ts';
import { m } from '#lib/paraglide/messages.js';
import type { StatementAction, StatementState } from '../../rules/life/statement-vocabulary.ts';
import type { StatementTaken } from '../../rules/life/statement-schema.ts';
import type { ActionForm } from './action-form.ts';

type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

/** What the codes of a request for a statement are called. */
export const STATEMENT_STATE: Words<StatementState> = {
	statement_draft: m.permits_state_statement_draft,
	statement_requested: m.permits_state_statement_requested,
	statement_returned: m.permits_state_statement_returned,
	statement_examined: m.permits_state_statement_examined,
	statement_issued: m.permits_state_statement_issued,
	statement_declined: m.permits_state_statement_declined,
	statement_withdrawn: m.permits_state_statement_withdrawn,
	statement_lapsed: m.permits_state_statement_lapsed
};

export const STATEMENT_TONE: Record<StatementState, Tone> = {
	statement_draft: 'neutral',
	statement_requested: 'waiting',
	statement_returned: 'waiting',
	statement_examined: 'accent',
	statement_issued: 'done',
	statement_declined: 'blocked',
	statement_withdrawn: 'neutral',
	statement_lapsed: 'neutral'
};

export const STATEMENT_EVENT: Words<StatementAction> = {
	accept_request: m.permits_event_accept_request,
	send_back: m.permits_event_send_back,
	issue_statement: m.permits_event_issue_statement,
	decline_statement: m.permits_event_decline_statement
};

/** Its steps, in the order of their buttons. */
export const STATEMENT_FORMS: Record<StatementTaken, ActionForm> = {
	accept_request: {
		label: m.permits_do_accept_request,
		text: m.permits_does_accept_request,
		variant: 'primary',
		fields: []
	},
	issue_statement: {
		label: m.permits_do_issue_statement,
		text: m.permits_does_issue_statement,
		variant: 'primary',
		fields: ['place']
	},
	send_back: {
		label: m.permits_do_send_back,
		text: m.permits_does_send_back,
		variant: 'secondary',
		fields: ['reason']
	},
	decline_statement: {
		label: m.permits_do_decline_statement,
		text: m.permits_does_decline_statement,
		variant: 'danger',
		fields: ['article', 'reason']
	}
};

/** What steps bring here that they share with a licence. */
export const STATEMENT_TEXTS: Partial<Record<string, ActionForm['text']>> = {
	submit: m.permits_does_submit_statement,
	resubmit: m.permits_does_resubmit_statement
};
