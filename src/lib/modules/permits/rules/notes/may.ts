import { isEnded } from '../life/pauses.ts';
import type { PermitSummary } from '../life/types.ts';
import type { NoteAction } from './schema.ts';

/** How far from the plot a remark about it can lie, metres. */
export const NOTE_REACH_M = 300;

/** Notes are of a file that was handed in and is not decided. */
export const takesNotes = ({ life, state }: Pick<PermitSummary, 'life' | 'state'>): boolean =>
	life === 'licence' && state !== 'draft' && !isEnded(state);

/** What can be done to a note: answered by any officer who may write; settled by its writer and by the second officer. */
export function noteActions(
	note: { settled: boolean; own: boolean },
	writer: { writes: boolean; duty: string | null }
): NoteAction[] {
	if (note.settled || !writer.writes) return [];
	return note.own || writer.duty === 'approver' ? ['reply', 'settle'] : ['reply'];
}
