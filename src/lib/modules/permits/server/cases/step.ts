import { sql, type UpdateObject } from 'kysely';
import { auditEntry } from '#lib/server/audit/index.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import type { DB } from '#lib/server/db/schema.ts';
import { MONEY, type CaseRow } from './columns.ts';
import type { Duty, PermitAction, PermitState, PermitStep } from '../../rules/index.ts';

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

/**
 * What a step brings beside the new state; `to` where it leads elsewhere than usual; `after` when it stands.
 * @returns of `after` the case as it stands then, where that is known.
 */
export type Effect = Pick<Step, 'reason' | 'detail' | 'columns'> & {
	to?: PermitState;
	after?: (found: CaseRow) => Promise<CaseRow | void>;
	/** What it made payable; not kept with the step. */
	due?: PermitStep['due'];
};

/** Days and moments that a step gives a case: the only columns of most steps. */
const DATES = [
	...(['submitted_at', 'applied_on', 'certificate_on', 'accepted_at', 'decided_at'] as const),
	...(['issued_at', 'expires_on', 'deemed_at'] as const)
];

/** Keeps a step: the event, the case where it leads, the audit entry. @returns the new version. */
export async function keepStep(
	ctx: Ctx,
	tx: Tx,
	found: { id: string; reference: string; state: PermitState; version: number },
	{ action, duty, to, reason = null, detail = {}, columns = {} }: Step
): Promise<{ state: PermitState; version: number }> {
	const at = ctx.now();
	const version = found.version + 1;
	const told = {
		reference: found.reference,
		version,
		state: to,
		...(reason === null ? {} : { reason }),
		...detail
	};
	const event = {
		...{
			permit_id: found.id,
			version,
			action,
			from_state: found.state,
			to_state: to,
			duty,
			at,
			reason,
			detail
		},
		person_id: duty === 'applicant' || duty === 'system' ? null : ctx.actor.personId
	};
	if (datesAlone(columns)) {
		const entry = auditEntry(ctx, `permit.${action}`, { type: 'permit', id: found.id }, told);
		const step = { ...event, columns, entry };
		await sql`${LATER}select permit_keep_step(${JSON.stringify(step)}::jsonb)`.execute(tx.db);
		return { state: to, version };
	}
	await tx.db
		.insertInto('permit_event')
		.values({ ...event, detail: JSON.stringify(detail) })
		.execute();
	await tx.db
		.updateTable('permit')
		.set({ ...columns, state: to, version, updated_at: at })
		.where('id', '=', found.id)
		.execute();
	await tx.audit(`permit.${action}`, { type: 'permit', id: found.id }, told);
	await tx.announce('permit', [found.id]);
	return { state: to, version };
}

/**
 * A case as it stands after a step that its asker took, whose row they hold; null where the step changed more than is
 * known here.
 */
export function afterStep(
	ctx: Ctx,
	found: CaseRow,
	{ action, duty, to, detail, columns = {} }: Step
): CaseRow | null {
	if (!datesAlone(columns)) return null;
	const at = ctx.now();
	const mine = duty === 'system' || duty === 'applicant' ? {} : { my_duty: duty, my_hand: duty };
	const moves = to !== found.state;
	const after = {
		...{ ...found, ...mine, ...(columns as Partial<CaseRow>) },
		...{ state: to, version: found.version + 1, since: moves ? at : found.since }
	};
	const told = moves || MONEY.some((money) => money === action);
	if (!told || after.submitted_at === null) return after;
	return { ...after, steps: [...found.steps, { to, at, settled: detail?.settled === true }] };
}

function datesAlone(columns: CaseColumns): boolean {
	return Object.entries(columns).every(
		([name, value]) =>
			DATES.some((date) => date === name) && (value instanceof Date || typeof value === 'string')
	);
}
