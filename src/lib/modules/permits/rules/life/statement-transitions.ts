import { rows, type PermitTransition } from './rows.ts';
import { STATEMENT_OPEN } from './statement-vocabulary.ts';

const ASKING = ['applicant', 'clerk'] as const;
const WITH_ASKER = ['statement_draft', 'statement_returned'] as const;

/**
 * A request for a site statement. The window sees that its papers and its fee are there, another officer of the department
 * states what may be built.
 */
export const STATEMENT_TRANSITIONS: readonly PermitTransition[] = [
	...rows('open', [null], 'statement_draft', ASKING),
	...rows('edit', WITH_ASKER, 'same', ASKING),
	...rows('attach', WITH_ASKER, 'same', ASKING),
	...rows('submit', ['statement_draft'], 'statement_requested', ASKING),
	...rows('pay_fees', STATEMENT_OPEN, 'same', ['cashier']),
	...rows('cancel_receipt', STATEMENT_OPEN, 'same', ['cashier']),
	...rows('return', ['statement_requested'], 'statement_returned', ['clerk']),
	...rows('resubmit', ['statement_returned'], 'statement_requested', ASKING),
	...rows('accept_request', ['statement_requested'], 'statement_examined', ['clerk']),
	...rows('send_back', ['statement_examined'], 'statement_requested', ['approver', 'authority']),
	...rows('issue_statement', ['statement_examined'], 'statement_issued', ['approver', 'authority']),
	...rows('decline_statement', ['statement_examined'], 'statement_declined', ['approver', 'authority']),
	...rows('withdraw', ['statement_draft', ...STATEMENT_OPEN], 'statement_withdrawn', ASKING),
	...rows('lapse', ['statement_returned'], 'statement_lapsed', ['system'])
];
