import type { PermitAction, PermitState } from './vocabulary.ts';

/** Where the works and the completion stand that hang from a licence; null where there are none yet. */
export interface Begun {
	execution: PermitState | null;
	completion: PermitState | null;
}

/** Works in which nothing was built: their board was not seen, or they ended with their licence. */
const UNBUILT: readonly PermitState[] = ['start_notified', 'works_ended'];

/** A start is notified once; what was built is deposited once, after the site was seen. */
export function comesNow({ execution, completion }: Begun, action: PermitAction): boolean {
	if (action === 'notify_start') return execution === null;
	if (action === 'deposit') return isBuilt(execution) && completion === null;
	return true;
}

/** The site was seen, so there is something to deposit a certificate for. */
export const isBuilt = (execution: PermitState | null): boolean =>
	execution !== null && !UNBUILT.includes(execution);
