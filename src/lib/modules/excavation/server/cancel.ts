import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { CancelDig, type Dig } from '../rules/index.ts';
import { changeDig, type ChangeOptions } from './change.ts';
import { parseInput } from './input.ts';
import { closeRound } from './life/rounds.ts';

/**
 * Takes a dig out of the programme, with a reason; it leaves the clash set at once and stays on record.
 * @param input `CancelDig`
 * @throws DomainError as `changeDig`, and `invalid_input`.
 */
export async function cancelDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const { reason } = parseInput(CancelDig, input);
	const change = { reference, action: 'cancel', recorded: 'cancelled', reason, request: { reason } } as const;
	return changeDig(ctx, { ...change, ...options }, async (dig, _to, tx) => {
		await closeRound(tx.db, dig, 'cancelled', ctx.now());
		return { columns: { submitted_at: null, granted_at: null, permitted_ends_on: null } };
	});
}
