import type { Tx } from '#lib/server/context.ts';
import type { KeptCheck, PermitCheck } from '../../rules/index.ts';

/** The last answer that was kept; null before the first. */
export async function lastCheck(db: Tx['db'], permitId: string): Promise<KeptCheck | null> {
	const row = await db
		.selectFrom('permit_check')
		.select(['n', 'at', 'answer'])
		.where('permit_id', '=', permitId)
		.orderBy('n', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ? { n: row.n, at: row.at.toISOString(), answer: row.answer as unknown as PermitCheck } : null;
}
