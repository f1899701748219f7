import { sql, type UpdateObject } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { DB } from '#lib/server/db/schema.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	demandTransition,
	factsOf,
	LEFT_STATES,
	type ApprovalStep,
	type Dig,
	type DigAction,
	type DigState,
	type HistoryAction
} from '../rules/index.ts';
import { recomputeClashes } from './clashes.ts';
import { keepAccount } from './fees/account.ts';
import { leaveJoint } from './joint/leave.ts';
import { refreshNuisance } from './nuisance/refresh.ts';
import { keepVersions, lockDigs, readDig, repeatable, type WriteOptions } from './save.ts';

export interface ChangeOptions extends WriteOptions {
	/** The version the sender saw. */
	version: number;
}

export type DigColumns = UpdateObject<DB, 'dig'>;

interface Change extends ChangeOptions {
	reference: string;
	action: DigAction;
	/** What the history calls it; `decide` may say it more exactly. */
	recorded: HistoryAction;
	reason?: string | null;
	/** What was asked, to recognise a repetition. */
	request: unknown;
	/** Who may; the owner when absent. */
	permit?: (dig: Dig, tx: Tx) => Promise<void> | void;
	/** When the change stands and its clashes are known; what it throws undoes all. */
	after?: (dig: Dig, tx: Tx) => Promise<void>;
	/** Kept in the audit log beside the usual. */
	detail?: Record<string, unknown>;
}

/** What a decision changes; columns absent means nothing but the state. */
export interface Decided {
	columns?: DigColumns;
	recorded?: HistoryAction;
	step?: ApprovalStep;
}

/**
 * Every change of a dig: by whom it is for, in a state that allows it, on the version the sender saw; kept as a new
 * version, its clashes brought up to date, audited; all or nothing.
 * @param decide what changes; null when nothing does. `to` is the state after it.
 * @throws DomainError `not_found`, `forbidden`, `state_forbids`, `version_conflict`, `key_reused`.
 */
export async function changeDig(
	ctx: Ctx,
	change: Change,
	decide: (dig: Dig, to: DigState, tx: Tx) => Promise<Decided | null>
): Promise<Once<Dig>> {
	const { reference, action, version, key, request } = change;
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, `dig.${action}`, key, { reference, version, request }), async () => {
			await lockDigs(tx.db);
			const dig = await readDig(tx.db, reference);
			if (change.permit) await change.permit(dig, tx);
			else demand(ctx, 'dig:edit', { unitId: dig.promoter.unit_id ?? '' });
			if (dig.version !== version)
				throw new DomainError('version_conflict', { params: { yours: version, current: dig.version } });
			const to = demandTransition(action, factsOf(dig), cairoDate(ctx.now())).to ?? dig.state;
			const decided = await decide(dig, to, tx);
			return decided ? saveChange(ctx, tx, dig, { ...change, to, decided }) : dig;
		})
	);
}

/** Writes a decided change: columns, version, history, clashes, audit. */
export async function saveChange(
	ctx: Ctx,
	tx: Tx,
	dig: Dig,
	change: Pick<Change, 'recorded' | 'reason' | 'after' | 'detail'> & { to: DigState; decided: Decided }
): Promise<Dig> {
	const { to, decided, reason = null } = change;
	const now = ctx.now();
	const { personId } = ctx.actor;
	const recorded = decided.recorded ?? change.recorded;
	if (LEFT_STATES.includes(to)) await leaveJoint(ctx, tx, dig, reason ?? '');
	await tx.db
		.updateTable('dig')
		.set({
			...decided.columns,
			state: to,
			version: sql`version + 1`,
			updated_at: now,
			updated_by: personId
		})
		.where('id', '=', dig.id)
		.execute();
	await keepVersions(tx.db, [dig.id], {
		action: recorded,
		at: now,
		personId,
		reason,
		step: decided.step ?? null
	});
	await refreshNuisance(tx.db, [dig.id]);
	const { opened, changed, closed } = await recomputeClashes(tx.db, [dig.id], now);
	if (change.after) await change.after(await readDig(tx.db, dig.reference), tx);
	await tx.audit(
		`dig.${recorded}`,
		{ type: 'dig', id: dig.id },
		{
			reference: dig.reference,
			version: dig.version + 1,
			...(reason === null ? {} : { reason }),
			...(decided.step ? { step: decided.step } : {}),
			...change.detail,
			clashes: { opened: opened.length, changed: changed.length, closed: closed.length }
		}
	);
	const saved = await readDig(tx.db, dig.reference);
	await keepAccount(ctx, tx, saved);
	return saved;
}
