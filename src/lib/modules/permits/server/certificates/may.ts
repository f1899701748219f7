import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import type { CertificateRow } from './row.ts';

/** Who may have the paper: of a statement, in which nobody is named, whoever may look at sites; of a case those who may know whose it is. */
export function mayRead(
	{ actor }: Pick<Ctx, 'actor'>,
	{ kind, permit_id, unit_path, own, duty }: CertificateRow
): boolean {
	if (kind === 'statement' && can(actor, 'permit:check')) return true;
	return permit_id !== null && can(actor, 'permit:documents', { unitPath: unit_path, own, duty });
}

/** Who may take one back: head or authority of the department. Licence and refusal stand and fall with their case. */
export function mayRevoke({ actor }: Pick<Ctx, 'actor'>, row: CertificateRow): boolean {
	if (row.revoked_at || row.superseded_by || row.kind === 'licence' || row.kind === 'refusal') return false;
	return REVOKERS.some((duty) => can(actor, 'permit:serve', { duty, unitPath: row.unit_path }));
}

export const REVOKERS = ['authority', 'approver'] as const;
