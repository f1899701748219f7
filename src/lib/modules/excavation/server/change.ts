import { sql, type UpdateObject } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { DB } from '#lib/server/db/schema.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { stateAfter, type Dig, type DigAction, type DigState, type HistoryAction } from '../rules/index.ts';
import { recomputeClashes } from './clashes.ts';
import { keepVersions, lockDigs, readDig, repeatable, type WriteOptions } from './save.ts';

export interface ChangeOptions extends WriteOptions {
	/** The version the sender saw. */
	version: number;
}

export type DigColumns = UpdateObject<DB, 'dig'>;

interface Change extends ChangeOptions {
	reference: string;
	action: DigAction;
	recorded: HistoryAction;
	reason?: string | null;
	/** What was asked, to recognise a repetition. */
	request: unknown;
}

/**
 * Every change of a dig: its owner, in a state that allows it, on the version the sender saw; kept as a new
 * version, its clashes brought up to date, audited; all or nothing.
 * @param decide the columns that change; null when nothing does.
 * @throws DomainError `not_found`, `forbidden`, `state_forbids`, `version_conflict`, `key_reused`.
 */
export async function changeDig(
	ctx: Ctx,
	{ reference, action, recorded, reason, version, key, request }: Change,
	decide: (dig: Dig, state: DigState, tx: Tx) => Promise<DigColumns | null>
): Promise<Once<Dig>> {
	const now = ctx.now();
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, `dig.${action}`, key, { reference, version, request }), async () => {
			await lockDigs(tx.db);
			const dig = await readDig(tx.db, reference);
			demand(ctx, 'dig:edit', { unitId: dig.promoter.unit_id ?? '' });
			if (dig.version !== version)
				throw new DomainError('version_conflict', { params: { yours: version, current: dig.version } });
			const state = stateAfter(action, dig, cairoDate(now));
			const columns = await decide(dig, state, tx);
			if (!columns) return dig;
			await tx.db
				.updateTable('dig')
				.set({
					...columns,
					state,
					version: sql`version + 1`,
					updated_at: now,
					updated_by: ctx.actor.personId
				})
				.where('id', '=', dig.id)
				.execute();
			await keepVersions(tx.db, [dig.id], {
				action: recorded,
				at: now,
				personId: ctx.actor.personId,
				reason: reason ?? null
			});
			const { opened, changed, closed } = await recomputeClashes(tx.db, [dig.id], now);
			await tx.audit(
				`dig.${recorded}`,
				{ type: 'dig', id: dig.id },
				{
					reference: dig.reference,
					version: version + 1,
					reason,
					clashes: { opened: opened.length, changed: changed.length, closed: closed.length }
				}
			);
			return readDig(tx.db, dig.reference);
		})
	);
}
