import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import { NOTE_DUTIES, takesNotes, type Duty, type NoteDuty } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { heldDuty, mayServe } from '../cases/duty.ts';

/** Whether somebody reads what the officers of a case wrote on its map: whoever applies does not. */
export const readsNotes = (ctx: Ctx, { own }: CaseRow): boolean => !own && can(ctx.actor, 'permit:notes');

/** The duty in which somebody writes on the map of a case; null where they do not. */
export function writesAs(ctx: Ctx, found: CaseRow): NoteDuty | null {
	if (!readsNotes(ctx, found)) return null;
	const held = heldDuty(found);
	const writes = (duty: Duty): duty is NoteDuty =>
		(NOTE_DUTIES as readonly Duty[]).includes(duty) && mayServe(ctx, found, duty);
	if (held !== null) return writes(held) ? held : null;
	return NOTE_DUTIES.find((duty) => duty !== 'reviewer' && writes(duty)) ?? null;
}

/** @throws DomainError `permit_separation` for those with another duty in the case, `forbidden`, `state_forbids`. */
export function demandWriting(ctx: Ctx, found: CaseRow): NoteDuty {
	const duty = writesAs(ctx, found);
	if (duty === null) {
		const held = heldDuty(found);
		const other = held !== null && !(NOTE_DUTIES as readonly Duty[]).includes(held);
		throw other
			? new DomainError('permit_separation', { params: { action: 'note' } })
			: new DomainError('forbidden');
	}
	if (!takesNotes(found)) throw new DomainError('state_forbids', { params: { state: found.state } });
	return duty;
}
