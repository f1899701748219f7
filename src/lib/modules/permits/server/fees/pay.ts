import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { cashDesk, takeReceiptNumber, type PaymentGateway } from '#lib/server/payments/index.ts';
import { CHARGES_OF, type InputOf } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import type { Effect } from '../cases/step.ts';
import { drawUp } from './account.ts';
import { duesOf, inWords, isSettled } from './dues.ts';
import { amountsDue, settlePrice } from './reconciliation.ts';

/** The ways by which money can come; receipts name them. */
const GATEWAYS: readonly PaymentGateway[] = [cashDesk];

/**
 * Takes all that is due at a stage, or of a reconciliation one of its parts or several, and gives a receipt.
 * @throws DomainError `permit_nothing_due`, `permit_amount_due` when it is another amount, as the
 * gateway.
 */
export async function payFees(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ stage, amount, ...tendered }: InputOf<'pay_fees'>,
	gateway: PaymentGateway = cashDesk
): Promise<Effect> {
	if (!CHARGES_OF[found.life].includes(stage)) throw new DomainError('permit_nothing_due');
	// What silence granted is paid for as well, though nobody approved it.
	const drawn = await duesOf(tx.db, found.id);
	const missing = !drawn.some((d) => d.stage === stage);
	if (missing && stage !== 'reconciliation' && (stage !== 'issue' || found.deemed_at !== null))
		await drawUp(ctx, tx, found, stage);
	const dues = missing ? await duesOf(tx.db, found.id) : drawn;
	const owed = dues.find((d) => d.stage === stage);
	if (!owed || owed.due <= 0) throw new DomainError('permit_nothing_due');
	const parts = stage === 'reconciliation' ? await amountsDue(tx.db, found) : [owed.due];
	if (!parts.includes(amount)) {
		const due = parts[0] ?? owed.due;
		throw new DomainError('permit_amount_due', { params: { due, ...inWords(due) } });
	}
	const order = { reference: found.reference, charge: stage, amount };
	const { method, document, payer, gateway_reference } = await gateway.collect(ctx, order, tendered);
	const number = await takeReceiptNumber(tx.db, ctx.now());
	await sql`${LATER}insert into permit_receipt (number, permit_id, stage, account_id, amount,
			method, gateway, gateway_reference, paid_at, cashier_id)
		values (${number}, ${found.id}, ${stage}, ${owed.account_id}, ${amount}, ${method}, ${gateway.name}, ${gateway_reference},
			${ctx.now()}, ${ctx.actor.personId})`.execute(tx.db);
	if (payer !== null || document !== null)
		await sql`${LATER}insert into permit_receipt_payer (receipt_id, permit_id, payer, document)
			select id, permit_id, ${payer}, ${document} from permit_receipt where number = ${number}`.execute(tx.db);
	const settled = isSettled(dues.map((d) => (d === owed ? { ...d, due: d.due - amount } : d)));
	const detail = { stage, number, amount, method, settled };
	if (stage !== 'reconciliation') return { detail };
	return { detail, after: (paying) => settlePrice(ctx, tx, paying) };
}

/**
 * Cancels a receipt with a reason: what it brought is due again, its number stays taken.
 * @throws DomainError `not_found`, `permit_receipt_over` for one that was cancelled before, `state_forbids` for the
 * examination of a request that was priced on it.
 */
export async function cancelPayment(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ number, reason }: InputOf<'cancel_receipt'>
): Promise<Effect> {
	const { rows } = await sql<{
		id: string;
		number: string;
		stage: string;
		amount: number;
		gateway: string;
		gateway_reference: string | null;
		cancelled: boolean;
	}>`select id::text, number, stage, amount::float8 as amount, gateway, gateway_reference, cancelled_at is not null as cancelled
		from permit_receipt where permit_id = ${found.id} and number = ${tidy(number)}`.execute(tx.db);
	const receipt = rows[0];
	if (!receipt) throw new DomainError('not_found');
	if (receipt.cancelled) throw new DomainError('permit_receipt_over');
	if (found.life === 'violation' && receipt.stage === 'intake' && found.state !== 'reconciliation_requested')
		throw new DomainError('state_forbids', { params: { state: found.state } });
	const order = { reference: found.reference, charge: receipt.stage, amount: receipt.amount };
	const gateway = GATEWAYS.find((g) => g.name === receipt.gateway) ?? cashDesk;
	await gateway.refund(ctx, order, { gateway_reference: receipt.gateway_reference, reason });
	await sql`update permit_receipt set cancelled_at = ${ctx.now()}, cancelled_by = ${ctx.actor.personId},
		cancel_reason = ${reason} where id = ${receipt.id}`.execute(tx.db);
	return {
		reason,
		detail: { stage: receipt.stage, number: receipt.number, amount: receipt.amount, settled: false }
	};
}

function tidy(text: string): string {
	const parsed = parseReference(text);
	return parsed ? formatReference(parsed) : text;
}
