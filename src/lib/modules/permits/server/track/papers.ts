import { sql } from 'kysely';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Tx } from '#lib/server/context.ts';
import { statusOf, type TrackedCertificate, type TrackedReceipt } from '../../rules/index.ts';
import { certificateRows } from '../certificates/row.ts';

/** Receipts of a licence and of what hangs from it, without who paid and who took it; the newest first. */
export async function receiptsTold(db: Tx['db'], rootId: string): Promise<TrackedReceipt[]> {
	const { rows } = await sql<TrackedReceipt>`select * from (
		select r.number, p.reference, r.stage, r.amount::float8 as amount, r.method,
			(r.paid_at at time zone 'Africa/Cairo')::date as paid_on, r.cancelled_at is not null as cancelled
		from permit_receipt r join permit p on p.id = r.permit_id where p.root_id = ${rootId}::bigint
		union all
		select y.receipt_no, p.reference, 'reconciliation', y.amount::float8, null, y.paid_on, false
		from permit_payment y join permit p on p.id = y.permit_id where p.root_id = ${rootId}::bigint) receipt
		order by paid_on desc, number desc`.execute(db);
	return rows;
}

/** Certificates of a licence and of what hangs from it, with what each is worth today. */
export async function certificatesTold(
	db: Tx['db'],
	rootId: string,
	today: CivilDate
): Promise<TrackedCertificate[]> {
	return (await certificateRows(db, sql`p.root_id = ${rootId}::bigint`)).map((row) => {
		const { number, kind, code, subject, valid_until } = row;
		return {
			...{ number, kind, code, subject, valid_until },
			status: statusOf(
				{
					...{ kind, valid_until, licence_state: row.licence_state },
					revoked: row.revoked_at !== null,
					superseded: row.superseded_by !== null
				},
				today
			),
			issued_at: row.issued_at.toISOString()
		};
	});
}
