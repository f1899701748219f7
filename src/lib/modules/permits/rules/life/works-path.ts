import type { PermitState } from './vocabulary.ts';
import type { Life } from './works-vocabulary.ts';

/** The steps a person thinks of, and at which of them each state stands. */
interface Path {
	steps: readonly string[];
	at: Partial<Record<PermitState, string>>;
	/** The last state of a good way. */
	end: readonly PermitState[];
}

export const WORKS_STEPS = [
	'start',
	'board',
	'stages',
	'built',
	'deposit',
	'overlay',
	'conformity',
	'letters',
	'request',
	'examined',
	'statement',
	'found',
	'decision',
	'reconciliation',
	'payment',
	'closure'
] as const;
export type WorksStep = (typeof WORKS_STEPS)[number];

const PATHS: Record<Exclude<Life, 'licence'>, Path & { steps: readonly WorksStep[] }> = {
	statement: {
		steps: ['request', 'examined', 'statement'],
		at: {
			statement_draft: 'request',
			statement_requested: 'examined',
			statement_returned: 'examined',
			statement_examined: 'statement',
			statement_issued: 'statement',
			statement_declined: 'statement',
			statement_withdrawn: 'request',
			statement_lapsed: 'examined'
		},
		end: ['statement_issued']
	},
	execution: {
		steps: ['start', 'board', 'stages', 'built'],
		at: {
			start_notified: 'start',
			site_board_ok: 'stages',
			deviation: 'stages',
			stop_work: 'stages',
			corrected: 'stages',
			execution_violation: 'stages',
			stages_complete: 'built',
			works_complete: 'built',
			works_ended: 'stages'
		},
		end: ['works_complete']
	},
	completion: {
		steps: ['deposit', 'overlay', 'conformity', 'letters'],
		at: {
			certificate_deposited: 'overlay',
			as_built_checked: 'conformity',
			utility_letters: 'letters',
			closed: 'letters',
			completion_ended: 'conformity'
		},
		end: ['closed']
	},
	violation: {
		steps: ['found', 'decision', 'reconciliation', 'payment', 'closure'],
		at: {
			violation_open: 'decision',
			removal_ordered: 'decision',
			reconciliation_requested: 'reconciliation',
			reconciliation_quoted: 'reconciliation',
			reconciliation_accepted: 'payment',
			reconciliation_paid: 'closure',
			violation_removed: 'closure',
			violation_reconciled: 'closure',
			violation_dismissed: 'closure'
		},
		end: ['violation_removed', 'violation_reconciled', 'violation_dismissed']
	}
};

/** The path of a life beside the licence: its steps, the one a state stands at, whether it is gone to its end. */
export function worksPath(
	life: Exclude<Life, 'licence'>,
	state: PermitState
): { steps: readonly WorksStep[]; current: WorksStep; finished: boolean } {
	const { steps, at, end } = PATHS[life];
	return { steps, current: (at[state] ?? steps[0]) as WorksStep, finished: end.includes(state) };
}
