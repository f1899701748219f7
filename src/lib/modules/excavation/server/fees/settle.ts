import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { SettleDeposit, type DigFees } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { lockDigs, readDig, repeatable, type WriteOptions } from '../save.ts';
import { feesOfDig } from './fees.ts';
import { move } from './pay.ts';

/**
 * Gives the deposit back once the guarantee has ended, or keeps it (all, or a part) for works that were not made
 * good, with a reason.
 * @param input `SettleDeposit`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids` with the obstacle, `invalid_input`, `key_reused`.
 */
export async function settleDeposit(
	ctx: Ctx,
	reference: string,
	kind: 'released' | 'forfeited',
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<DigFees>> {
	demand(ctx, 'deposit:settle');
	const { reason, amount: named } = parseInput(SettleDeposit, input);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, `deposit.${kind}`, key, { reference, reason, named }), async () => {
			await lockDigs(tx.db);
			const dig = await readDig(tx.db, reference);
			const { deposit } = await feesOfDig(ctx, tx.db, dig);
			const obstacle = kind === 'released' ? deposit.obstacle : deposit.balance > 0 ? null : 'nothing_held';
			if (obstacle) throw new DomainError('state_forbids', { params: { state: obstacle } });
			const amount = named ?? deposit.balance;
			if (amount > deposit.balance)
				throw new DomainError('invalid_input', {
					fields: [{ path: 'amount', code: 'dig_too_big', params: { limit: deposit.balance } }]
				});
			await move(ctx, tx, { digId: dig.id, kind, amount, reason });
			const detail = { reference: dig.reference, amount, reason, on: cairoDate(ctx.now()) };
			await tx.audit(
				kind === 'released' ? 'deposit.released' : 'deposit.forfeited',
				{ type: 'dig', id: dig.id },
				detail
			);
			return feesOfDig(ctx, tx.db, dig);
		})
	);
}
