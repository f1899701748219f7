import type { Piastres } from '#lib/kernel/money.ts';
import type { PaymentMethod } from '#lib/kernel/payment.ts';
import type { Ctx } from '../context.ts';

/** What is to be paid, and for what. */
export interface PaymentOrder {
	reference: string;
	/** What of it: `intake`, `issue` ... */
	charge: string;
	amount: Piastres;
}

/** What whoever pays brings. */
export interface Tendered {
	method: PaymentMethod;
	/** Number of the cheque, the transfer, the card's slip. */
	document: string | null;
	payer: string | null;
}

/** Money that came, as its receipt tells it. */
export interface Collected extends Tendered {
	/** How the gateway itself calls the payment; null where it keeps no list. */
	gateway_reference: string | null;
}

/**
 * A way by which money comes. Modules know no more of it than this: they draw up what is owed, ask the gateway, and
 * write the receipt in the transaction that asked.
 */
export interface PaymentGateway {
	/** Stands on every receipt: `cash_desk`. */
	readonly name: string;
	/** Takes the whole amount. @throws DomainError when it does not come. */
	collect(ctx: Ctx, order: PaymentOrder, tendered: Tendered): Promise<Collected>;
	/** Gives back what a cancelled receipt had brought. @throws DomainError when it cannot. */
	refund(
		ctx: Ctx,
		order: PaymentOrder,
		paid: { gateway_reference: string | null; reason: string }
	): Promise<void>;
}
