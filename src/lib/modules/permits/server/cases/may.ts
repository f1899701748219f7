import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { CaseRow } from './columns.ts';

/** @throws DomainError `forbidden` for those whose case it is not. */
export function demandReading(ctx: Ctx, found: CaseRow): void {
	demand(ctx, 'permit:read', {
		unitPath: found.unit_path,
		own: found.own,
		hand: found.my_duty !== null || found.asked
	});
}
