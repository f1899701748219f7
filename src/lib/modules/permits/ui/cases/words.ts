import { m } from '#lib/paraglide/messages.js';
import { STATEMENT_EVENT, STATEMENT_STATE, STATEMENT_TONE } from './statement-words.ts';
import { WORKS_EVENT, WORKS_STATE, WORKS_TONE } from './works-words.ts';
import { RETURN_WORDS } from '../../rules/documents/vocabulary.ts';
import type { PaymentMethod } from '#lib/kernel/payment.ts';
import type { DocumentState } from '../../rules/life/documents.ts';
import { FAULTS, type Fault } from '../../rules/life/requests.ts';
import type { ShownStep } from '../../rules/life/shown-path.ts';
import type { Tone } from '#lib/ui/display/tone.ts';
import type {
	CONSULTATION_ANSWERS,
	Duty,
	OUTCOMES,
	PermitAction,
	PermitKind,
	PermitState
} from '../../rules/life/vocabulary.ts';

/** What the codes are called. Each takes the reader: `STATE.draft({}, prefs)`. */
type Words<Code extends string> = Record<Code, (inputs: object, reader: { locale: 'ar' | 'en' }) => string>;

export const STATE: Words<PermitState> = {
	draft: m.permits_state_draft,
	submitted: m.permits_state_submitted,
	intake_check: m.permits_state_intake_check,
	returned_incomplete: m.permits_state_returned_incomplete,
	accepted: m.permits_state_accepted,
	assigned: m.permits_state_assigned,
	technical_review: m.permits_state_technical_review,
	info_requested: m.permits_state_info_requested,
	consultation: m.permits_state_consultation,
	recommended: m.permits_state_recommended,
	approval_review: m.permits_state_approval_review,
	approved_fees_due: m.permits_state_approved_fees_due,
	issued: m.permits_state_issued,
	refused: m.permits_state_refused,
	withdrawn: m.permits_state_withdrawn,
	lapsed: m.permits_state_lapsed,
	suspended: m.permits_state_suspended,
	revoked: m.permits_state_revoked,
	expired: m.permits_state_expired,
	...WORKS_STATE,
	...STATEMENT_STATE
};

export const KIND: Words<PermitKind> = {
	new: m.permits_kind_new,
	added_floors: m.permits_kind_added_floors,
	amendment: m.permits_kind_amendment,
	completion: m.permits_kind_completion,
	strengthening: m.permits_kind_strengthening,
	demolition: m.permits_kind_demolition,
	finishing: m.permits_kind_finishing,
	fence: m.permits_kind_fence
};

export const DUTY: Words<Duty> = {
	applicant: m.permits_duty_applicant,
	clerk: m.permits_duty_clerk,
	reviewer: m.permits_duty_reviewer,
	approver: m.permits_duty_approver,
	cashier: m.permits_duty_cashier,
	authority: m.permits_duty_authority,
	inspector: m.permits_duty_inspector,
	agency: m.permits_duty_agency,
	auditor: m.permits_duty_auditor,
	governor: m.permits_duty_governor,
	system: m.permits_duty_system
};

export const EVENT: Words<PermitAction> = {
	open: m.permits_event_open,
	edit: m.permits_event_edit,
	attach: m.permits_event_attach,
	pay_fees: m.permits_event_pay_fees,
	cancel_receipt: m.permits_event_cancel_receipt,
	submit: m.permits_event_submit,
	take_in: m.permits_event_take_in,
	return: m.permits_event_return,
	resubmit: m.permits_event_resubmit,
	accept: m.permits_event_accept,
	assign: m.permits_event_assign,
	redraw: m.permits_event_redraw,
	begin: m.permits_event_begin,
	recuse: m.permits_event_recuse,
	ask: m.permits_event_ask,
	inform: m.permits_event_inform,
	consult: m.permits_event_consult,
	answer: m.permits_event_answer,
	hear: m.permits_event_hear,
	recommend: m.permits_event_recommend,
	waive: m.permits_event_waive,
	take_up: m.permits_event_take_up,
	challenge: m.permits_event_challenge,
	approve: m.permits_event_approve,
	refuse: m.permits_event_refuse,
	file_appeal: m.permits_event_file_appeal,
	dismiss_appeal: m.permits_event_dismiss_appeal,
	grant_appeal: m.permits_event_grant_appeal,
	issue: m.permits_event_issue,
	issue_deemed: m.permits_event_issue_deemed,
	deem: m.permits_event_deem,
	dispute_deemed: m.permits_event_dispute_deemed,
	withdraw: m.permits_event_withdraw,
	lapse: m.permits_event_lapse,
	suspend: m.permits_event_suspend,
	resume: m.permits_event_resume,
	revoke: m.permits_event_revoke,
	expire: m.permits_event_expire,
	...WORKS_EVENT,
	...STATEMENT_EVENT
};

export const STATE_TONE: Record<PermitState, Tone> = {
	draft: 'neutral',
	submitted: 'waiting',
	intake_check: 'accent',
	returned_incomplete: 'waiting',
	accepted: 'waiting',
	assigned: 'waiting',
	technical_review: 'accent',
	info_requested: 'waiting',
	consultation: 'waiting',
	recommended: 'accent',
	approval_review: 'accent',
	approved_fees_due: 'accent',
	issued: 'done',
	refused: 'blocked',
	withdrawn: 'neutral',
	lapsed: 'neutral',
	suspended: 'blocked',
	revoked: 'blocked',
	expired: 'neutral',
	...WORKS_TONE,
	...STATEMENT_TONE
};

export const FAULT = Object.fromEntries(
	FAULTS.map((code) => [
		code,
		code === 'question'
			? m.permits_fault_question
			: (_inputs: object, { locale }: { locale: 'ar' | 'en' }) => RETURN_WORDS[code][locale]
	])
) as Words<Fault>;

export const DOCUMENT_STATE: Words<DocumentState> = {
	present: m.permits_document_present,
	missing: m.permits_document_missing,
	returned: m.permits_document_returned,
	unknown: m.permits_document_unknown,
	later: m.permits_document_later,
	not_needed: m.permits_document_not_needed
};

export const DOCUMENT_TONE: Record<DocumentState, Tone> = {
	present: 'done',
	missing: 'blocked',
	returned: 'waiting',
	unknown: 'waiting',
	later: 'neutral',
	not_needed: 'neutral'
};

export const ANSWER: Words<(typeof CONSULTATION_ANSWERS)[number] | 'silent'> = {
	no_objection: m.permits_agency_no_objection,
	conditions: m.permits_agency_conditions,
	objection: m.permits_agency_objection,
	silent: m.permits_agency_silent
};

export const OUTCOME: Words<(typeof OUTCOMES)[number]> = {
	grant: m.permits_outcome_grant,
	refuse: m.permits_outcome_refuse
};

export const STEP: Words<ShownStep> = {
	application: m.permits_step_application,
	intake: m.permits_step_intake,
	review: m.permits_step_review,
	approval: m.permits_step_approval,
	fees: m.permits_step_fees,
	licence: m.permits_step_licence
};

/** Uses of a floor that have a unit cost of their own. */
export const USE = {
	residential: m.permits_use_residential,
	commercial: m.permits_use_commercial,
	administrative: m.permits_use_administrative,
	industrial: m.permits_use_industrial,
	parking: m.permits_use_parking
};

export const METHOD: Words<PaymentMethod> = {
	cash: m.fees_method_cash,
	cheque: m.fees_method_cheque,
	transfer: m.fees_method_transfer,
	card: m.fees_method_card
};
