import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { takeReceiptNumber } from '#lib/server/payments/index.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CancelReceipt, depositBalance, TakePayment, type Charge, type DigFees } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { lockDigs, readDig, repeatable, type WriteOptions } from '../save.ts';
import { accountOf, keepAccount } from './account.ts';
import { feesOfDig } from './fees.ts';
import { movesOf } from './ledger.ts';

/**
 * Takes what is due for a charge at the cash desk and gives a receipt; a deposit is held from then on.
 * @param input `TakePayment`; its amount is what the cashier was shown.
 * @throws DomainError `forbidden`, `not_found`, `state_forbids` when nothing is due, `conflict` when the amount due
 * has changed meanwhile, `key_reused`.
 */
export async function takePayment(
	ctx: Ctx,
	reference: string,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<DigFees>> {
	demand(ctx, 'fee:collect');
	const payment = parseInput(TakePayment, input);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'fee.collect', key, { reference, ...payment }), async () => {
			await lockDigs(tx.db);
			const dig = await readDig(tx.db, reference);
			// An account that was told stands until the work changes, whatever the tariff has done since.
			if (!(await accountOf(tx.db, dig.id))) await keepAccount(ctx, tx, dig);
			const { due } = await feesOfDig(ctx, tx.db, dig);
			if (due[payment.charge] <= 0) throw new DomainError('state_forbids', { params: { state: dig.state } });
			if (due[payment.charge] !== payment.amount)
				throw new DomainError('conflict', { params: { due: due[payment.charge] } });
			const number = await takeReceiptNumber(tx.db, ctx.now());
			const { rows } = await sql<{ id: string }>`insert into dig_receipt
					(number, dig_id, charge, amount, method, document, paid_at, cashier_id)
				values (${number}, ${dig.id}, ${payment.charge}, ${payment.amount}, ${payment.method},
					${payment.document}, ${ctx.now()}, ${ctx.actor.personId}) returning id::text`.execute(tx.db);
			if (payment.charge === 'deposit')
				await move(ctx, tx, { digId: dig.id, kind: 'held', amount: payment.amount, receiptId: rows[0]!.id });
			const detail = { reference: dig.reference, number, ...payment };
			await tx.audit('dig.paid', { type: 'dig', id: dig.id }, detail);
			return feesOfDig(ctx, tx.db, dig);
		})
	);
}

/**
 * Cancels a receipt with a reason; its number stays taken. A deposit must still be held in full.
 * @param input `CancelReceipt`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids`, `invalid_input`.
 */
export async function cancelReceipt(ctx: Ctx, number: string, input: unknown): Promise<DigFees> {
	demand(ctx, 'fee:collect');
	const { reason } = parseInput(CancelReceipt, input);
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const { rows } = await sql<ReceiptFound>`select r.id::text, r.dig_id::text, r.number, r.charge,
				r.amount::float8 as amount, r.cancelled_at is not null as cancelled, d.reference
			from dig_receipt r join dig d on d.id = r.dig_id where r.number = ${tidyNumber(number)}`.execute(tx.db);
		const receipt = rows[0];
		if (!receipt) throw new DomainError('not_found');
		const { id, dig_id: digId, charge, amount } = receipt;
		const spent = charge === 'deposit' && depositBalance(await movesOf(tx.db, digId)) < amount;
		if (receipt.cancelled || spent)
			throw new DomainError('state_forbids', {
				params: { state: receipt.cancelled ? 'cancelled' : 'settled' }
			});
		await sql`update dig_receipt set cancelled_at = ${ctx.now()}, cancelled_by = ${ctx.actor.personId},
			cancel_reason = ${reason} where id = ${id}`.execute(tx.db);
		if (charge === 'deposit')
			await move(ctx, tx, { digId, kind: 'cancelled', amount, receiptId: id, reason });
		const detail = { reference: receipt.reference, number: receipt.number, charge, amount, reason };
		await tx.audit('dig.receipt_cancelled', { type: 'dig', id: digId }, detail);
		return feesOfDig(ctx, tx.db, await readDig(tx.db, receipt.reference));
	});
}

interface ReceiptFound {
	id: string;
	dig_id: string;
	number: string;
	charge: Charge;
	amount: number;
	cancelled: boolean;
	reference: string;
}

/** Adds to the ledger of deposits. */
export async function move(
	ctx: Ctx,
	tx: Tx,
	entry: {
		digId: string;
		kind: 'held' | 'cancelled' | 'released' | 'forfeited';
		amount: number;
		receiptId?: string;
		reason?: string;
	}
): Promise<void> {
	await sql`insert into dig_deposit_move (dig_id, kind, amount, receipt_id, at, person_id, reason)
		values (${entry.digId}, ${entry.kind}, ${entry.amount}, ${entry.receiptId ?? null}, ${ctx.now()},
			${ctx.actor.personId}, ${entry.reason ?? null})`.execute(tx.db);
}

function tidyNumber(text: string): string {
	const parsed = parseReference(text);
	return parsed ? formatReference(parsed) : text;
}
