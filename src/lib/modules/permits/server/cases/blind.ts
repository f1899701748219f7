import type { Ctx } from '#lib/server/context.ts';
import { can, hasRole } from '#lib/server/policy/index.ts';

/**
 * What was typed about a case and may say whose it is is kept from who has to judge without knowing: its address from a
 * reviewer who has not signed and from an agency.
 */
export function isWithheld(
	actor: Ctx['actor'],
	{ blind, unit_path: unitPath, own }: { blind: boolean; unit_path: string; own?: boolean }
): boolean {
	if (own || actor.kind === 'system') return false;
	if (blind) return true;
	return (
		hasRole(actor, 'agency_focal_point') && !can(actor, 'permit:read', { unitPath, own: false, hand: false })
	);
}
