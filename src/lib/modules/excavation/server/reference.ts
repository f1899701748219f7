import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/server/context.ts';

const PREFIX = 'EX';

/** Takes the next references of the year; the counter stays locked until the transaction ends, so no gaps. */
export async function takeReferences(db: Tx['db'], now: Date, count = 1): Promise<string[]> {
	const year = Number(cairoDate(now).slice(0, 4));
	const { rows } = await sql<{ last: number }>`insert into dig_reference as r (year, last)
		values (${year}, ${count}) on conflict (year) do update set last = r.last + ${count}
		returning last`.execute(db);
	const last = rows[0]?.last ?? count;
	return Array.from({ length: count }, (_, i) =>
		formatReference({ prefix: PREFIX, year, number: last - count + 1 + i })
	);
}

/** A reference as stored, from one as typed; the text itself when it is none. */
export function tidyReference(text: string): string {
	const parsed = parseReference(text);
	return parsed ? formatReference(parsed) : text;
}
