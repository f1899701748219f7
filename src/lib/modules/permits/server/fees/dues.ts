import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatMoney, type Piastres } from '#lib/kernel/money.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { CHARGES, type PayStage } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { drawUp } from './account.ts';

/** An account that holds, and what was paid of it. */
export interface Due {
	account_id: string;
	stage: PayStage;
	total: Piastres;
	paid: Piastres;
	due: Piastres;
}

/** What a case owes by the accounts that were drawn up. */
export async function duesOf(db: Tx['db'], permitId: string): Promise<Due[]> {
	const { rows } = await sql<
		Omit<Due, 'due'>
	>`select a.id::text as account_id, a.stage, a.total::float8 as total,
			coalesce((select sum(r.amount) from permit_receipt r where r.permit_id = a.permit_id and r.stage = a.stage
				and r.cancelled_at is null), 0)::float8 as paid
		from permit_account a where a.permit_id = ${permitId} and a.superseded_at is null`.execute(db);
	return rows
		.map((row) => ({ ...row, due: row.total - row.paid }))
		.sort((a, b) => CHARGES.indexOf(a.stage) - CHARGES.indexOf(b.stage));
}

/** True when receipts match every account that holds. */
export const isSettled = (dues: readonly Due[]): boolean => dues.every(({ due }) => due === 0);

/** An amount as both languages write it. */
export const inWords = (amount: Piastres) => ({
	ar: formatMoney(amount, { locale: 'ar' }),
	en: formatMoney(amount, { locale: 'en' })
});

/**
 * Sees that receipts match the accounts of these stages to the piastre; one that nobody drew up yet is drawn up now.
 * @throws DomainError `permit_fees_due` with what is left, `permit_fees_overpaid`, `permit_fees_unknown`.
 */
export async function demandPaid(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	stages: readonly Exclude<PayStage, 'reconciliation'>[]
): Promise<void> {
	const wanted: readonly PayStage[] = stages;
	const drawn = await duesOf(tx.db, found.id);
	const missing = stages.filter((stage) => !drawn.some((d) => d.stage === stage));
	for (const stage of missing) await drawUp(ctx, tx, found, stage);
	const dues = (missing.length ? await duesOf(tx.db, found.id) : drawn).filter((d) =>
		wanted.includes(d.stage)
	);
	const left = dues.reduce((sum, { due }) => sum + Math.max(due, 0), 0);
	if (left > 0) throw new DomainError('permit_fees_due', { params: inWords(left) });
	const over = dues.reduce((sum, { due }) => sum + Math.max(-due, 0), 0);
	if (over > 0) throw new DomainError('permit_fees_overpaid', { params: inWords(over) });
}
