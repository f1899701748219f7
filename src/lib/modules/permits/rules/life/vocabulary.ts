import { STATEMENT_ACTIONS, STATEMENT_STATES } from './statement-vocabulary.ts';
import { WORKS_ACTIONS, WORKS_STATES } from './works-vocabulary.ts';

/** What is asked for. */
export const PERMIT_KINDS = [
	'new',
	'added_floors',
	'amendment',
	'completion',
	'strengthening',
	'demolition',
	'finishing',
	'fence'
] as const;
export type PermitKind = (typeof PERMIT_KINDS)[number];

/** Those that change how much of a plot is built on, or how high: nothing of them can be judged without an outline. */
export const OUTLINED_KINDS: readonly PermitKind[] = ['new', 'added_floors', 'amendment'];

/** Those that change what a licence allowed, and name it. The database knows the same (`permit_amends_fault`). */
export const AMENDING_KINDS: readonly PermitKind[] = ['added_floors', 'amendment'];

export const PERMIT_STATES = [
	'draft',
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
	'approved_fees_due',
	'issued',
	'refused',
	'withdrawn',
	'lapsed',
	'suspended',
	'revoked',
	'expired',
	...WORKS_STATES,
	...STATEMENT_STATES
] as const;
export type PermitState = (typeof PERMIT_STATES)[number];

/** In which capacity somebody acts in a case; an officer has one in each case. */
export const DUTIES = [
	'applicant',
	'clerk',
	'reviewer',
	'approver',
	'cashier',
	'authority',
	'inspector',
	'agency',
	'auditor',
	'governor',
	'system'
] as const;
export type Duty = (typeof DUTIES)[number];

export const PERMIT_ACTIONS = [
	'open',
	'edit',
	'attach',
	'pay_fees',
	'cancel_receipt',
	'submit',
	'take_in',
	'return',
	'resubmit',
	'accept',
	'assign',
	'redraw',
	'begin',
	'recuse',
	'ask',
	'inform',
	'consult',
	'answer',
	'hear',
	'recommend',
	'waive',
	'take_up',
	'challenge',
	'approve',
	'refuse',
	'file_appeal',
	'dismiss_appeal',
	'grant_appeal',
	'issue',
	'issue_deemed',
	'deem',
	'dispute_deemed',
	'withdraw',
	'lapse',
	'suspend',
	'resume',
	'revoke',
	'expire',
	...WORKS_ACTIONS,
	...STATEMENT_ACTIONS
] as const;
export type PermitAction = (typeof PERMIT_ACTIONS)[number];

export const CONSULTATION_ANSWERS = ['no_objection', 'conditions', 'objection'] as const;
export const OUTCOMES = ['grant', 'refuse'] as const;
