/** How money comes. Stable: API, database constraints and messages rely on the codes. */
export const PAYMENT_METHODS = ['cash', 'cheque', 'transfer', 'card'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
