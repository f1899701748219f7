import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { diffDays } from '#lib/kernel/dates.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { log } from '#lib/server/log/log.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { factsOf, transitionOf } from '../../rules/index.ts';
import { saveChange } from '../change.ts';
import { fallDue } from '../fibre/fall-due.ts';
import { chase } from '../programme/chase.ts';
import { lockDigs, readDig } from '../save.ts';
import { askLateOwners } from './ask-owners.ts';
import { escalateLate } from './escalate.ts';
import { extendForeign } from './overrun-foreign.ts';

/** What a sweep changed. */
export interface Swept {
	/** References of works whose period was extended. */
	overran: string[];
	/** Approvals that nobody gave in time, told to those above. */
	escalated: number;
	/** Granted by silence, where the governorate says so. */
	by_silence: number;
}

const EVERY_MS = 10 * 60_000;

/**
 * Does what time alone brings about, now and every ten minutes, until stopped. Several instances may do so at once.
 * @returns stops it.
 */
export function keepSweeping(platform: Platform): () => void {
	const sweep = () =>
		void sweepAll(makeCtx(platform, { actor: SYSTEM })).catch((error: unknown) =>
			log.error('the sweep of the digs failed', { error })
		);
	sweep();
	const timer = setInterval(sweep, EVERY_MS);
	timer.unref();
	return () => clearInterval(timer);
}

async function sweepAll(ctx: Ctx): Promise<void> {
	await sweepDigs(ctx);
	await askLateOwners(ctx);
	await chase(ctx);
	await fallDue(ctx);
}

/**
 * Extends running works past their end to today, and tells of approvals that are late. Each work in a transaction
 * of its own, looked at again under the digs' lock, so that two sweeps do nothing twice.
 */
export async function sweepDigs(ctx: Ctx): Promise<Swept> {
	const today = cairoDate(ctx.now());
	const { rows } = await ctx.read((db) =>
		sql<{ reference: string }>`select reference from dig
			where state = 'running' and ends_on < ${today}::date and unit_id is not null order by id`.execute(db)
	);
	const overran: string[] = [];
	for (const { reference } of rows) if (await extend(ctx, reference, today)) overran.push(reference);
	overran.push(...(await extendForeign(ctx, today)));
	return { overran, ...(await escalateLate(ctx, today)) };
}

/** The active period of a work that is not over goes on to today; what was granted stays on record. */
async function extend(ctx: Ctx, reference: string, today: string): Promise<boolean> {
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const dig = await readDig(tx.db, reference);
		const transition = transitionOf('overrun', factsOf(dig), today);
		if (!transition) return false;
		const permitted_ends_on = dig.life.permitted_ends_on ?? dig.window.end;
		await saveChange(ctx, tx, dig, {
			recorded: 'overran',
			to: transition.to ?? dig.state,
			decided: { columns: { ends_on: today, permitted_ends_on } },
			detail: { permitted_ends_on, days: diffDays(permitted_ends_on, today) }
		});
		return true;
	});
}
