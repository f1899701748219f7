/** The money of the excavation module: tariff, accounts, receipts, deposits. */
export { cashDesk } from './cash-desk.ts';
export { digFees } from './fees.ts';
export { setRoadGrade } from './grade.ts';
export { cancelReceipt, takePayment } from './pay.ts';
export { settleDeposit } from './settle.ts';
export { addTariff, closeTariff, readTariff } from './tariff.ts';
