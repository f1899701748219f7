import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, hasRole } from '#lib/server/policy/index.ts';

/** True for a reviewer who has not signed in a case: whose it is stays hidden. */
export async function isBlind(db: Tx['db'], permitId: string): Promise<boolean> {
	const { rows } = await sql<{ blind: boolean }>`select permit_blind(${permitId}) as blind`.execute(db);
	return rows[0]!.blind;
}

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
