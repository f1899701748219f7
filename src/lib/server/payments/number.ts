import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { formatReference } from '#lib/kernel/ids.ts';
import type { Tx } from '../context.ts';

const PREFIX = 'RC';

/**
 * The next number of the year of all cash desks together; the counter stays locked until the transaction ends, so no
 * gaps.
 */
export async function takeReceiptNumber(db: Tx['db'], now: Date): Promise<string> {
	const year = Number(cairoDate(now).slice(0, 4));
	const { rows } = await sql<{
		last: number;
	}>`insert into dig_receipt_number as r (year, last) values (${year}, 1)
		on conflict (year) do update set last = r.last + 1 returning last`.execute(db);
	return formatReference({ prefix: PREFIX, year, number: rows[0]!.last });
}
