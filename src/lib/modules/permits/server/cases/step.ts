import { sql, type UpdateObject } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { DB } from '#lib/server/db/schema.ts';
import type { CaseRow } from './columns.ts';
import type { Duty, PermitAction, PermitState } from '../../rules/index.ts';

export type CaseColumns = UpdateObject<DB, 'permit'>;

/** One step of a case, as it is kept. */
export interface Step {
	action: PermitAction;
	duty: Duty;
	to: PermitState;
	reason?: string | null;
	detail?: Record<string, unknown>;
	columns?: CaseColumns;
}

/** What a step brings beside the new state; `to` where it leads elsewhere than usual; `after` when it stands. */
export type Effect = Pick<Step, 'reason' | 'detail' | 'columns'> & {
	to?: PermitState;
	after?: (found: CaseRow) => Promise<void>;
};

/** Keeps a step: the event, the case where it leads, the audit entry. @returns the new version. */
export async function keepStep(
	ctx: Ctx,
	tx: Tx,
	found: { id: string; reference: string; state: PermitState; version: number },
	{ action, duty, to, reason = null, detail = {}, columns = {} }: Step
): Promise<{ state: PermitState; version: number }> {
	const now = ctx.now();
	const version = found.version + 1;
	const personId = duty === 'applicant' || duty === 'system' ? null : ctx.actor.personId;
	await sql`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason, detail)
		values (${found.id}, ${version}, ${action}, ${found.state}, ${to}, ${duty}, ${personId}, ${now}, ${reason},
			${JSON.stringify(detail)}::jsonb)`.execute(tx.db);
	await tx.db
		.updateTable('permit')
		.set({ ...columns, state: to, version, updated_at: now })
		.where('id', '=', found.id)
		.execute();
	await tx.audit(
		`permit.${action}`,
		{ type: 'permit', id: found.id },
		{ reference: found.reference, version, state: to, ...(reason === null ? {} : { reason }), ...detail }
	);
	await tx.announce('permit', [found.id]);
	return { state: to, version };
}
