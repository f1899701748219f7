import type { PermitAction, PermitState } from './vocabulary.ts';
import type { Life } from './works-vocabulary.ts';

/** What is still done in works and completion while their licence does not hold. */
const LEFT: Partial<Record<PermitState, readonly PermitAction[]>> = {
	suspended: ['inspect', 'stop_work', 'record_violation', 'cancel_receipt'],
	revoked: ['cancel_receipt'],
	expired: ['cancel_receipt']
};

/** A case that hangs from a licence, and where that stands; null where it hangs from none. */
export interface Hanging {
	life: Life;
	licence_state: PermitState | null;
}

/** The state of the licence that forbids a step; null where nothing does. A violation goes on whatever becomes of it. */
export function heldBy({ life, licence_state }: Hanging, action: PermitAction): PermitState | null {
	if (licence_state === null || (life !== 'execution' && life !== 'completion')) return null;
	return LEFT[licence_state]?.includes(action) === false ? licence_state : null;
}
