import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { formatReference } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/server/context.ts';

/** The id of a case that is about to be written down. */
export async function nextId(db: Tx['db']): Promise<string> {
	const { rows } = await sql<{
		id: string;
	}>`select nextval(pg_get_serial_sequence('permit', 'id'))::text as id`.execute(db);
	return rows[0]!.id;
}

/** The next reference of the year; the counter stays locked until the transaction ends, so no gaps. */
export async function takeReference(db: Tx['db'], now: Date, prefix: string): Promise<string> {
	const year = Number(cairoDate(now).slice(0, 4));
	const { rows } = await sql<{
		last: number;
	}>`insert into permit_reference as r (prefix, year, last) values (${prefix}, ${year}, 1)
		on conflict (prefix, year) do update set last = r.last + 1 returning last`.execute(db);
	return formatReference({ prefix, year, number: rows[0]!.last });
}
