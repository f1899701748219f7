import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { CHARGES, type Charge, type DepositMove, type Receipt } from '../../rules/index.ts';
import {
	NAME,
	RECEIPT,
	RECEIPT_PEOPLE,
	toMove,
	toReceipt,
	type MoveRow,
	type ReceiptRow
} from './columns.ts';

/** What was paid for a dig, the oldest first, cancelled receipts among it. */
export async function receiptsOf(db: Tx['db'], digId: string): Promise<Receipt[]> {
	const { rows } = await sql<ReceiptRow>`select ${RECEIPT} from dig_receipt r ${RECEIPT_PEOPLE}
		where r.dig_id = ${digId} order by r.id`.execute(db);
	return rows.map(toReceipt);
}

/** What happened to the deposit of a dig, the oldest first. */
export async function movesOf(db: Tx['db'], digId: string): Promise<DepositMove[]> {
	const { rows } =
		await sql<MoveRow>`select m.kind, m.amount::float8 as amount, m.at, ${NAME('p')} as by, m.reason,
			r.number as receipt
		from dig_deposit_move m left join person p on p.id = m.person_id left join dig_receipt r on r.id = m.receipt_id
		where m.dig_id = ${digId} order by m.id`.execute(db);
	return rows.map(toMove);
}

/** What receipts that stand have brought in for each charge. */
export function paidBy(receipts: readonly Receipt[]): Record<Charge, number> {
	const paid = Object.fromEntries(CHARGES.map((c) => [c, 0])) as Record<Charge, number>;
	for (const { charge, amount, cancelled } of receipts) if (!cancelled) paid[charge] += amount;
	return paid;
}
