import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import type { CaseRow } from './columns.ts';

/** @throws DomainError `forbidden` for those whose case it is not. */
export function demandReading(ctx: Ctx, found: CaseRow): void {
	demand(ctx, 'permit:read', {
		unitPath: found.unit_path,
		own: found.own,
		hand: found.my_duty !== null || found.asked
	});
}

/**
 * Whether a case's owner and engineer are the asker's to know, where they may read it: not to take its money, to answer
 * for an agency, or to administer.
 */
export function mayKnowPeople(
	{ actor }: Pick<Ctx, 'actor'>,
	{ unit_path: unitPath, own, my_duty: duty }: Pick<CaseRow, 'unit_path' | 'own' | 'my_duty'>
): boolean {
	return can(actor, 'permit:documents', { unitPath, own, duty });
}
