import { DomainError } from '#lib/kernel/errors.ts';
import type { Dig, Window } from './types.ts';
import type { Category, DigState } from './vocabulary.ts';

/** What can be done with a dig. */
export const DIG_ACTIONS = [
	'edit',
	'override',
	'reroute',
	'submit',
	'withdraw',
	'approve',
	'return',
	'refuse',
	'amend',
	'start',
	'file',
	'overrun',
	'finish',
	'inspect',
	'restore',
	'close',
	'cancel'
] as const;
export type DigAction = (typeof DIG_ACTIONS)[number];

/**
 * In which relation to the work somebody acts: the planner of the unit that owns it; the one whose approval is
 * asked now (the district's engineer, then the coordinator of the utilities information centre, then the traffic
 * police); the coordinator; either of owner and coordinator; the inspector on the street; the clock.
 */
export type Party = 'owner' | 'owner_or_coordinator' | 'approver' | 'coordinator' | 'inspector' | 'system';

/** What the life of a work is judged by. */
export interface LifeFacts {
	state: DigState;
	category: Category;
	/** The active period. */
	window: Window;
	/** Approvals of the request in hand that are still to be given. */
	open_approvals: number;
	/** When the file of an emergency that was begun without a permit is due. */
	file_due_at: string | null;
	/** When the request in hand was handed in. */
	submitted_at: string | null;
	/** The last day of the guarantee. */
	guarantee_until: string | null;
	open_defects: number;
}

export function factsOf({ state, category, window, life }: Dig): LifeFacts {
	const { open_approvals, file_due_at, submitted_at, guarantee_until, open_defects } = life;
	return {
		...{ state, category, window, open_approvals },
		...{ file_due_at, submitted_at, guarantee_until, open_defects }
	};
}

/** What must hold besides the state; each is a plain question to the facts. */
export const GUARDS = {
	/** Within the period that was granted. */
	in_period: (f, today) => f.window.start <= today && today <= f.window.end,
	emergency: (f) => f.category === 'emergency',
	others_to_ask: (f) => f.open_approvals > 1,
	last_to_ask: (f) => f.open_approvals === 1,
	file_missing: (f) => f.file_due_at !== null && f.submitted_at === null,
	/** The file of an emergency lies with those who judge it. */
	file_in_hand: (f) => f.open_approvals > 0,
	past_its_end: (f, today) => f.window.end < today,
	without_defects: (f) => f.open_defects === 0,
	guarantee_over: (f, today) =>
		f.open_defects === 0 && f.guarantee_until !== null && f.guarantee_until < today
} satisfies Record<string, (facts: LifeFacts, today: string) => boolean>;
export type Guard = keyof typeof GUARDS;

export interface Transition {
	action: DigAction;
	from: readonly DigState[];
	/** Null: the state stays. */
	to: DigState | null;
	by: Party;
	guard: Guard | null;
	needsReason: boolean;
}

/** The path a work walks, shown as steps; a refused or cancelled one has left it. */
export const PATH: readonly DigState[] = [
	'planned',
	'submitted',
	'granted',
	'running',
	'finished',
	'restored',
	'closed'
];

const row = (
	action: DigAction,
	from: readonly DigState[],
	to: DigState | null,
	by: Party,
	{ guard = null, needsReason = false }: { guard?: Guard | null; needsReason?: boolean } = {}
): Transition => ({ action, from, to, by, guard, needsReason });

const BEGUN = ['running', 'finished'] as const;

/** The whole life as data: what is not here cannot be done. Of an action's rows the first that fits counts. */
export const TRANSITIONS: readonly Transition[] = [
	row('edit', ['planned'], null, 'owner'),
	row('override', ['planned', 'submitted'], null, 'coordinator', { needsReason: true }),
	row('reroute', ['planned', 'submitted', 'granted', 'running'], null, 'owner_or_coordinator'),
	row('submit', ['planned'], 'submitted', 'owner'),
	row('withdraw', ['submitted'], 'planned', 'owner'),
	row('approve', ['submitted'], null, 'approver', { guard: 'others_to_ask' }),
	row('approve', ['submitted'], 'granted', 'approver', { guard: 'last_to_ask' }),
	row('approve', BEGUN, null, 'approver', { guard: 'file_in_hand' }),
	row('return', ['submitted'], 'planned', 'approver', { needsReason: true }),
	row('return', BEGUN, null, 'approver', { guard: 'file_in_hand', needsReason: true }),
	row('refuse', ['submitted'], 'refused', 'approver', { needsReason: true }),
	row('refuse', BEGUN, null, 'approver', { guard: 'file_in_hand', needsReason: true }),
	row('amend', ['granted'], 'submitted', 'owner', { needsReason: true }),
	row('start', ['granted'], 'running', 'owner', { guard: 'in_period' }),
	row('start', ['planned', 'submitted'], 'running', 'owner', { guard: 'emergency' }),
	row('file', BEGUN, null, 'owner', { guard: 'file_missing' }),
	row('overrun', ['running'], null, 'system', { guard: 'past_its_end' }),
	row('finish', ['running'], 'finished', 'owner'),
	row('inspect', ['running', 'finished', 'restored'], null, 'inspector'),
	row('restore', ['finished'], 'restored', 'inspector', { guard: 'without_defects' }),
	row('close', ['restored'], 'closed', 'coordinator', { guard: 'guarantee_over' }),
	row('cancel', ['planned', 'submitted', 'granted'], 'cancelled', 'owner', { needsReason: true })
];

/** The transition an action takes now; undefined when it cannot be taken. */
export function transitionOf(action: DigAction, facts: LifeFacts, today: string): Transition | undefined {
	return TRANSITIONS.find(
		(t) =>
			t.action === action &&
			t.from.includes(facts.state) &&
			(t.guard === null || GUARDS[t.guard](facts, today))
	);
}

/**
 * The same, for a caller who needs it.
 * @throws DomainError `state_forbids` when it cannot be taken now.
 */
export function demandTransition(action: DigAction, facts: LifeFacts, today: string): Transition {
	const found = transitionOf(action, facts, today);
	if (!found) throw new DomainError('state_forbids', { params: { state: facts.state } });
	return found;
}

/** Who acts when an action is taken: the same party in all its rows. */
export function partyOf(action: DigAction): Party {
	return TRANSITIONS.find((t) => t.action === action)!.by;
}
