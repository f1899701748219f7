import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import {
	CHARGES,
	depositBalance,
	overrunOf,
	releaseObstacle,
	type Charge,
	type Dig,
	type DigFees,
	type DigState,
	type FeeBasis,
	type Overrun,
	type RoadGrade
} from '../../rules/index.ts';
import { readDig } from '../save.ts';
import { accountOf, quoteOf } from './account.ts';
import { movesOf, paidBy, receiptsOf } from './ledger.ts';
import { tariffRows } from './tariff.ts';

/**
 * The account of a dig: a live quote while it is planned, then as it was drawn up; what was paid, what is due, the
 * deposit, the charge of days past the permitted end.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function digFees(ctx: Ctx, reference: string): Promise<DigFees> {
	demand(ctx, 'dig:read');
	return ctx.read(async (db) => feesOfDig(ctx, db, await readDig(db, reference)));
}

/** The same inside a transaction. */
export async function feesOfDig(ctx: Ctx, db: Tx['db'], dig: Dig): Promise<DigFees> {
	const today = cairoDate(ctx.now());
	const account = dig.state === 'planned' ? null : await accountOf(db, dig.id);
	const { basis, fees } = account ?? (await quoteOf(db, dig.id));
	const { rows } = await sql<{ grade: RoadGrade; reason: string }>`select grade, reason from dig_road_grade
		where dig_id = ${dig.id}`.execute(db);
	const overrun = await overrunOfDig(db, dig, basis, today);
	const receipts = await receiptsOf(db, dig.id);
	const moves = await movesOf(db, dig.id);
	const paid = paidBy(receipts);
	const owing = !FREE.includes(dig.state) && dig.promoter.unit_id !== null && !fees.gaps.length;
	const charged: Record<Charge, number> = {
		fees: owing ? fees.total : 0,
		deposit: owing ? fees.deposit : 0,
		overrun: overrun?.amount ?? 0
	};
	const balance = depositBalance(moves);
	const guarantee_until = await guaranteeUntil(db, dig);
	return {
		reference: dig.reference,
		drawn_up: account?.drawn_up ?? null,
		basis,
		grade: rows[0] ?? null,
		fees,
		overrun,
		charged,
		paid,
		due: Object.fromEntries(CHARGES.map((c) => [c, charged[c] - paid[c]])) as Record<Charge, number>,
		receipts,
		deposit: {
			balance,
			moves,
			guarantee_until,
			obstacle: releaseObstacle(
				{ state: dig.state, guarantee_until, open_defects: dig.life.open_defects },
				balance,
				today
			)
		},
		may: {
			collect: can(ctx.actor, 'fee:collect'),
			settle: can(ctx.actor, 'deposit:settle'),
			set_grade: can(ctx.actor, 'tariff:edit') && ['planned', 'submitted', 'granted'].includes(dig.state)
		}
	};
}

/** Of a plan, and of a work that is not carried out, nothing is due; nor of works that no unit here answers for. */
const FREE: readonly DigState[] = ['planned', 'cancelled', 'refused'];
/** The trench is open. */
const OPEN: readonly DigState[] = ['running'];
/** It was. */
const BEGUN: readonly DigState[] = ['finished', 'restored', 'closed'];

/** Only works with a permit can outstay it. */
async function overrunOfDig(db: Tx['db'], dig: Dig, basis: FeeBasis, today: string): Promise<Overrun | null> {
	const last = OPEN.includes(dig.state) ? today : BEGUN.includes(dig.state) ? dig.window.end : null;
	if (last === null) return null;
	const grades = basis.parts.map((part) => part.grade);
	const permitted_end = dig.life.permitted_ends_on ?? basis.window.end;
	return overrunOf({ permitted_end, last, grades }, await tariffRows(db));
}

/** The last day of the guarantee of the restored surface; null while none has been set. */
async function guaranteeUntil(db: Tx['db'], dig: Dig): Promise<string | null> {
	const { rows } = await sql<{ until: string | null }>`select guarantee_until as until from dig
		where id = ${dig.id}`.execute(db);
	return rows[0]?.until ?? null;
}
