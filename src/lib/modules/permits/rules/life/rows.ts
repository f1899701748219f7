import type { Duty, PermitAction, PermitState } from './vocabulary.ts';

/** One way from a state to a state. `from` is null where the case begins. */
export interface PermitTransition {
	action: PermitAction;
	from: PermitState | null;
	to: PermitState;
	by: Duty;
}

/** The ways of one action, from each state and in each duty. */
export function rows(
	action: PermitAction,
	from: readonly (PermitState | null)[],
	to: PermitState | 'same',
	by: readonly Duty[]
): PermitTransition[] {
	return from.flatMap((f) =>
		by.map((duty) => ({ action, from: f, to: to === 'same' ? (f as PermitState) : to, by: duty }))
	);
}
