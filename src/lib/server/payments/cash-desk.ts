import { DomainError } from '#lib/kernel/errors.ts';
import type { PaymentGateway } from './gateway.ts';

/**
 * The cash desk: the cashier holds the money before the receipt is written, and hands it back before it is cancelled,
 * so that nothing else is asked. What is not cash has a number by which the bank knows it.
 */
export const cashDesk: PaymentGateway = {
	name: 'cash_desk',
	collect: (_ctx, _order, tendered) => {
		if (tendered.method !== 'cash' && tendered.document === null)
			throw new DomainError('invalid_input', {
				fields: [{ path: 'document', code: 'payment_document_missing' }]
			});
		return Promise.resolve({ ...tendered, gateway_reference: null });
	},
	refund: () => Promise.resolve()
};
