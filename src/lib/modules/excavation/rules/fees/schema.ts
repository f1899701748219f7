import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import { SURFACES } from '../vocabulary.ts';
import { CHARGES, PAYMENT_METHODS, ROAD_GRADES, TARIFF_ITEMS, type TariffItem } from './vocabulary.ts';

/** What clients send about fees. Amounts are whole piastres. */

const Day = isoDay();
const Piastres = z.number().int().min(0).max(1_000_000_000_00);
const Reason = freeText().min(1).max(LIMITS.reasonLength);

/** A new price or rate; the row of the same thing that holds until further notice ends the day before. */
export const AddTariff = z.strictObject({
	item: z.enum(Object.keys(TARIFF_ITEMS) as [TariffItem, ...TariffItem[]]),
	grade: z.enum(ROAD_GRADES).nullable().default(null),
	surface: z.enum(SURFACES).nullable().default(null),
	value: Piastres,
	valid_from: Day,
	valid_to: Day.nullable().default(null),
	/** The decree or letter it was read in. */
	origin: freeText().min(1).max(LIMITS.titleLength)
});
export type AddTariff = z.output<typeof AddTariff>;

/** Ends a row after a day (today when absent). */
export const CloseTariff = z.strictObject({ reason: Reason, valid_to: Day.optional() });
export type CloseTariff = z.output<typeof CloseTariff>;

/** The grade of the road as the register has it; null: as the map has it. */
export const SetGrade = z.strictObject({ grade: z.enum(ROAD_GRADES).nullable(), reason: Reason });
export type SetGrade = z.output<typeof SetGrade>;

/** Money taken at the cash desk. `amount` is what the cashier was shown and took: all that is due. */
export const TakePayment = z.strictObject({
	charge: z.enum(CHARGES),
	amount: Piastres.min(1),
	method: z.enum(PAYMENT_METHODS).default('cash'),
	/** Number of the cheque or transfer. */
	document: freeText().min(1).max(100).nullable().default(null)
});
export type TakePayment = z.output<typeof TakePayment>;

export const CancelReceipt = z.strictObject({ reason: Reason });
export type CancelReceipt = z.output<typeof CancelReceipt>;

/** Gives a deposit back or keeps it for bad works; all that is held when no amount is named. */
export const SettleDeposit = z.strictObject({ reason: Reason, amount: Piastres.min(1).optional() });
export type SettleDeposit = z.output<typeof SettleDeposit>;
