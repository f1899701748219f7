/** A: from the request for a site statement (بيان صلاحية الموقع) to the statement. */
export const STATEMENT_STATES = [
	'statement_draft',
	'statement_requested',
	'statement_returned',
	'statement_examined',
	'statement_issued',
	'statement_declined',
	'statement_withdrawn',
	'statement_lapsed'
] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];

/** Steps that only a request for a statement has; it is opened, changed, sent back and paid as a licence is. */
export const STATEMENT_ACTIONS = [
	'accept_request',
	'send_back',
	'issue_statement',
	'decline_statement'
] as const;
export type StatementAction = (typeof STATEMENT_ACTIONS)[number];

/** Where a request is over. */
export const STATEMENT_ENDS = [
	'statement_issued',
	'statement_declined',
	'statement_withdrawn',
	'statement_lapsed'
] as const satisfies readonly StatementState[];

/** Where it waits for the department, or for whoever asked. */
export const STATEMENT_OPEN = [
	'statement_requested',
	'statement_returned',
	'statement_examined'
] as const satisfies readonly StatementState[];
