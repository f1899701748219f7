import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { CaseRow } from '../cases/columns.ts';

/** Windows and heads of the department of a case. */
export const mayNotify = (ctx: Ctx, { unit_path: unitPath }: CaseRow): boolean =>
	can(ctx.actor, 'permit:notify', { unitPath });

export const mayAnswer = (ctx: Ctx, { unit_path: unitPath }: CaseRow): boolean =>
	can(ctx.actor, 'permit:serve', { duty: 'approver', unitPath });

/** Officers whose work the words are; that somebody is blind in a case the database knows. */
export const mayReadWords = (ctx: Ctx): boolean => can(ctx.actor, 'permit:objections');

/** @throws DomainError `forbidden`, `not_signed_in`. */
export function demandThat(ctx: Ctx, allowed: boolean): void {
	if (!allowed) throw new DomainError(ctx.actor.kind === 'anonymous' ? 'not_signed_in' : 'forbidden');
}
