import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import type { CaseRow } from '../cases/columns.ts';

/** Which documents of a case somebody opens; null: none, nor their list. An agency looks at the drawings. */
export function opensDocuments(ctx: Ctx, found: CaseRow): 'all' | 'technical' | null {
	const { own, my_duty, unit_path: unitPath, asked, blind } = found;
	if (can(ctx.actor, 'permit:documents', { unitPath, own, duty: my_duty }))
		return blind ? 'technical' : 'all';
	return asked || my_duty === 'agency' ? 'technical' : null;
}

/** @throws DomainError `forbidden` */
export function demandDocumentsOpen(ctx: Ctx, found: CaseRow): 'all' | 'technical' {
	const opens = opensDocuments(ctx, found);
	if (opens === null) throw new DomainError('forbidden');
	return opens;
}
