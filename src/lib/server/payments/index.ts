/** Money that comes: the gateways, and the numbers of receipts. */
export { cashDesk } from './cash-desk.ts';
export type { Collected, PaymentGateway, PaymentOrder, Tendered } from './gateway.ts';
export { takeReceiptNumber } from './number.ts';
