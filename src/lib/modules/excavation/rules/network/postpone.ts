import { addDays } from '#lib/kernel/dates.ts';
import type { ClashParty } from '../types.ts';

/** States in which a work has not begun and can still be moved. */
const MOVABLE: readonly string[] = ['planned', 'submitted', 'granted'];

/** Which of two closures that must not be together waits, and until when: the one that begins later, if it has not. */
export function toPostpone(a: ClashParty, b: ClashParty): { party: ClashParty; start: string } | null {
	const [first, later] = a.window.start <= b.window.start ? [a, b] : [b, a];
	const [party, other] = MOVABLE.includes(later.state) ? [later, first] : [first, later];
	if (!MOVABLE.includes(party.state)) return null;
	return { party, start: addDays(other.window.end, 1) };
}
