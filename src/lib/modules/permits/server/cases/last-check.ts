import type { Tx } from '#lib/server/context.ts';
import type { KeptCheck, PermitCheck } from '../../rules/index.ts';

/** Answers of a transaction: they change in it with `noteCheck` alone. */
const seen = new WeakMap<Tx['db'], Map<string, KeptCheck | null>>();

/** The last answer that was kept; null before the first. */
export async function lastCheck(db: Tx['db'], permitId: string): Promise<KeptCheck | null> {
	const known = seen.get(db)?.get(permitId);
	if (known !== undefined) return known;
	const row = await db
		.selectFrom('permit_check')
		.select(['n', 'at', 'answer'])
		.where('permit_id', '=', permitId)
		.orderBy('n', 'desc')
		.limit(1)
		.executeTakeFirst();
	const check = row
		? { n: row.n, at: row.at.toISOString(), answer: row.answer as unknown as PermitCheck }
		: null;
	noteCheck(db, permitId, check);
	return check;
}

/** Tells what the last answer of a case is for the rest of a transaction. */
export function noteCheck(db: Tx['db'], permitId: string, check: KeptCheck | null): void {
	const checks = seen.get(db) ?? new Map<string, KeptCheck | null>();
	checks.set(permitId, check);
	seen.set(db, checks);
}
