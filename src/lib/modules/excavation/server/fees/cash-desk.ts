import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { CashDesk, Due } from '../../rules/index.ts';
import { RECEIPT, RECEIPT_PEOPLE, toReceipt, type ReceiptRow } from './columns.ts';

/** The most that the desk lists. */
const MOST = 500;

/**
 * What waits at the cash desk: accounts that are not paid, the oldest first, and the receipts of today. (Days past
 * a permitted end are told on the record: they grow while the trench is open.)
 * @throws DomainError `forbidden`.
 */
export async function cashDesk(ctx: Ctx): Promise<CashDesk> {
	demand(ctx, 'fee:read');
	const today = cairoDate(ctx.now());
	return ctx.read(async (db) => {
		const due = await sql<DueRow>`select d.reference, d.title,
				jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as promoter,
				a.made_at, (a.total - coalesce(paid.fees, 0))::float8 as fees,
				(a.deposit - coalesce(paid.deposit, 0))::float8 as deposit
			from dig_account a join dig d on d.id = a.dig_id left join unit u on u.id = d.unit_id
			left join lateral (
				select sum(amount) filter (where charge = 'fees') as fees,
					sum(amount) filter (where charge = 'deposit') as deposit
				from dig_receipt r where r.dig_id = d.id and r.cancelled_at is null
			) paid on true
			where a.superseded_at is null and d.state not in ('planned', 'cancelled', 'refused')
				and (a.total > coalesce(paid.fees, 0) or a.deposit > coalesce(paid.deposit, 0))
			order by a.made_at, a.id limit ${MOST}`.execute(db);
		const receipts = await sql<ReceiptRow & { reference: string }>`select ${RECEIPT}, d.reference
			from dig_receipt r join dig d on d.id = r.dig_id ${RECEIPT_PEOPLE}
			where r.paid_at >= (${today}::date)::timestamp at time zone 'Africa/Cairo'
			order by r.id desc limit ${MOST}`.execute(db);
		return {
			today,
			due: due.rows.map(({ made_at, ...row }): Due => ({ ...row, since: made_at.toISOString() })),
			receipts: receipts.rows.map((row) => ({ ...toReceipt(row), reference: row.reference }))
		};
	});
}

interface DueRow {
	reference: string;
	title: string;
	promoter: Bilingual;
	made_at: Date;
	fees: number;
	deposit: number;
}
