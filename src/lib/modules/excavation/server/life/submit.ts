import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { demandReason, demandWindow, AmendDig, Nothing, type Dig } from '../../rules/index.ts';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { changeDig, type ChangeOptions } from '../change.ts';
import { editDetours, editedColumns } from '../edit.ts';
import { parseInput } from '../input.ts';
import { demandUnblocked, noticeOf } from './blockers.ts';
import { closeRound, openRound } from './rounds.ts';

/**
 * Hands a planned dig in for its permit: notice counts from now, the first of those who approve is asked.
 * @param input `Nothing`
 * @throws DomainError as `changeDig`, and `dig_blocked` with every finding that forbids it.
 */
export async function submitDig(ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) {
	const request = parseInput(Nothing, input);
	return changeDig(
		ctx,
		{
			...{ reference, action: 'submit', recorded: 'submitted', request },
			...options,
			after: async (dig, tx) => {
				await demandUnblocked(ctx, tx.db, dig);
				await openRound(tx.db, dig, { kind: 'request', now: ctx.now(), personId: ctx.actor.personId });
			}
		},
		async (dig) => {
			demandReason(dig);
			return { columns: { round: dig.life.round + 1, submitted_at: ctx.now() } };
		}
	);
}

/** Takes a request back; the dig is planned again. @param input `Nothing` */
export async function withdrawDig(ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) {
	const request = parseInput(Nothing, input);
	const change = { reference, action: 'withdraw', recorded: 'withdrawn', request } as const;
	return changeDig(ctx, { ...change, ...options }, async (dig, _to, tx) => {
		await closeRound(tx.db, dig, 'withdrawn', ctx.now());
		return { columns: { submitted_at: null } };
	});
}

/**
 * Changes a granted dig: it goes back to those who approve, and may not begin before they have.
 * @param input `AmendDig`
 * @throws DomainError as `editDig`, and `dig_blocked`.
 */
export async function amendDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const data = parseInput(AmendDig, input);
	if (data.window) demandWindow(data.window, cairoDate(ctx.now()));
	// Who keeps the start gave notice of it with the first request.
	let noticeFrom: Date | null = ctx.now();
	return changeDig(
		ctx,
		{
			...{ reference, action: 'amend', recorded: 'amended', reason: data.reason, request: data },
			...options,
			after: async (dig, tx) => {
				await demandUnblocked(ctx, tx.db, dig, noticeFrom);
				await openRound(tx.db, dig, {
					...{ kind: 'amendment', now: ctx.now(), personId: ctx.actor.personId },
					noticeFrom
				});
			}
		},
		async (dig, _to, tx) => {
			const rerouted = await editDetours(tx.db, dig, data);
			const columns = (await editedColumns(tx.db, dig, data, ctx.locale)) ?? (rerouted ? {} : null);
			if (!columns) return null;
			const start = data.window?.start ?? dig.window.start;
			if (start >= dig.window.start) noticeFrom = await noticeOf(tx.db, dig);
			const anew = { submitted_at: ctx.now(), granted_at: null, permitted_ends_on: null };
			return { columns: { ...columns, ...anew, round: dig.life.round + 1 } };
		}
	);
}

/**
 * The file of an emergency that was begun without a permit, handed in afterwards.
 * @param input `Nothing`
 */
export async function fileDig(ctx: Ctx, reference: string, input: unknown, options: ChangeOptions) {
	const request = parseInput(Nothing, input);
	return changeDig(
		ctx,
		{
			...{ reference, action: 'file', recorded: 'filed', request },
			...options,
			after: (dig, tx) =>
				openRound(tx.db, dig, { kind: 'emergency', now: ctx.now(), personId: ctx.actor.personId })
		},
		async (dig) => ({ columns: { round: dig.life.round + 1, submitted_at: ctx.now() } })
	);
}
