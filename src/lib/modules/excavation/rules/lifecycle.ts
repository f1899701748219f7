import { DomainError } from '#lib/kernel/errors.ts';
import type { Window } from './types.ts';
import type { DigState } from './vocabulary.ts';

export type DigAction = 'edit' | 'cancel' | 'finish';

interface Transition {
	from: readonly DigState[];
	/** Null: the state stays. */
	to: DigState | null;
	needsReason: boolean;
}

/** The path a dig walks, shown as steps; a cancelled dig has left it. */
export const PATH: readonly DigState[] = ['planned', 'finished'];

/** What can be done in which state. Works that came from elsewhere may hold states nobody here can give yet. */
export const TRANSITIONS: Record<DigAction, Transition> = {
	edit: { from: ['planned'], to: null, needsReason: false },
	cancel: { from: ['planned', 'submitted', 'granted'], to: 'cancelled', needsReason: true },
	finish: { from: ['planned', 'granted', 'running'], to: 'finished', needsReason: false }
};

/** True when the action can be taken in that state; `finish` only once the work has begun. */
export function isOpen(action: DigAction, dig: { state: DigState; window: Window }, today: string): boolean {
	return TRANSITIONS[action].from.includes(dig.state) && (action !== 'finish' || dig.window.start <= today);
}

/**
 * The state after an action.
 * @throws DomainError `state_forbids` when it cannot be taken now.
 */
export function stateAfter(
	action: DigAction,
	dig: { state: DigState; window: Window },
	today: string
): DigState {
	if (!isOpen(action, dig, today)) throw new DomainError('state_forbids', { params: { state: dig.state } });
	return TRANSITIONS[action].to ?? dig.state;
}
