import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type {
	DepositKind,
	DepositMove,
	FeeLine,
	PaymentMethod,
	Charge,
	Receipt,
	TariffRow
} from '../../rules/index.ts';

/** How rows of money become the module's types. Bigints arrive as text; amounts are far below 2^53. */

/** A person by name, or null. */
export const NAME = (alias: string) =>
	sql`case when ${sql.ref(`${alias}.id`)} is not null then
		jsonb_build_object('ar', ${sql.ref(`${alias}.name_ar`)}, 'en', ${sql.ref(`${alias}.name_en`)}) end`;

export const TARIFF = sql`t.id::text, t.item, t.grade, t.surface, t.value::float8 as value, t.valid_from, t.valid_to,
	t.origin, t.verified`;
export type TariffColumns = TariffRow;

export interface LineRow extends Omit<FeeLine, 'window' | 'days'> {
	from_on: string;
	to_on: string;
	days: number;
}
export const LINE = sql`l.item, l.grade, l.surface, l.protected, l.from_on, l.to_on, l.to_on - l.from_on + 1 as days,
	l.of_days, l.quantity::float8 as quantity, l.price::float8 as price, l.factor::float8 as factor, l.formula,
	l.amount::float8 as amount, l.tariff_ids::text[] as tariff_ids, l.tariff_from, l.verified`;

export function toLine({ from_on, to_on, ...row }: LineRow): FeeLine {
	return { ...row, window: { start: from_on, end: to_on } };
}

export interface ReceiptRow {
	number: string;
	charge: Charge;
	amount: number;
	method: PaymentMethod;
	document: string | null;
	paid_at: Date;
	cashier: Bilingual | null;
	cancelled_at: Date | null;
	cancel_reason: string | null;
	canceller: Bilingual | null;
}
export const RECEIPT = sql`r.number, r.charge, r.amount::float8 as amount, r.method, r.document, r.paid_at,
	${NAME('cashier')} as cashier, r.cancelled_at, r.cancel_reason, ${NAME('canceller')} as canceller`;
export const RECEIPT_PEOPLE = sql`left join person cashier on cashier.id = r.cashier_id
	left join person canceller on canceller.id = r.cancelled_by`;

export function toReceipt({ cancelled_at, cancel_reason, canceller, paid_at, ...row }: ReceiptRow): Receipt {
	return {
		...row,
		paid_at: paid_at.toISOString(),
		cancelled: cancelled_at && {
			at: cancelled_at.toISOString(),
			reason: cancel_reason ?? '',
			by: canceller
		}
	};
}

export interface MoveRow {
	kind: DepositKind;
	amount: number;
	at: Date;
	by: Bilingual | null;
	reason: string | null;
	receipt: string | null;
}
export const toMove = (row: MoveRow): DepositMove => ({ ...row, at: row.at.toISOString() });
