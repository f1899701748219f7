import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Platform } from '../platform.ts';

/** At most `limit` attempts within any `seconds`. What an attempt is about is only kept as a hash. */
export interface Limit {
	name: string;
	about: string;
	limit: number;
	seconds: number;
}

/** A counted attempt, to be given back when it turns out to be a rightful one. */
export interface Slot {
	key: string;
	at: string;
}

let counter = Math.floor(Math.random() * 1000);

/**
 * Counts an attempt before it is made, so that many at once cannot slip through together. The window slides:
 * no burst of twice the limit at its edge. Kept in the database: a restart forgives nobody.
 * @throws DomainError `rate_limited` with `retry_after` in seconds.
 */
export async function takeSlot(platform: Pick<Platform, 'db' | 'now'>, limit: Limit): Promise<Slot> {
	const key = keyOf(limit);
	const now = platform.now();
	// Microseconds, counted, make the moment this attempt's own name.
	counter = (counter + 1) % 1000;
	const at = now.toISOString().replace('Z', `${String(counter).padStart(3, '0')}Z`);
	const recent = sql`array(select h from unnest(r.hits) h where h > ${at}::timestamptz - ${limit.seconds} * interval '1 second' order by h)`;
	const expires = sql`${at}::timestamptz + ${limit.seconds} * interval '1 second'`;
	const { rows } = await sql<{ taken: boolean; wait: string }>`
		insert into auth.rate as r (key, hits, expires_at) values (${key}, array[${at}::timestamptz], ${expires})
		on conflict (key) do update set
			hits = case when cardinality(${recent}) >= ${limit.limit} then ${recent}
				else ${recent} || ${at}::timestamptz end,
			expires_at = ${expires}
		returning ${at}::timestamptz = any (r.hits) as taken,
			extract(epoch from r.hits[1] - ${at}::timestamptz) + ${limit.seconds} as wait`.execute(platform.db);
	const [row] = rows;
	if (!row?.taken)
		throw new DomainError('rate_limited', {
			params: { retry_after: Math.max(1, Math.ceil(Number(row?.wait))) }
		});
	return { key, at };
}

/** Takes back one attempt. */
export async function releaseSlot(platform: Pick<Platform, 'db'>, { key, at }: Slot): Promise<void> {
	await sql`update auth.rate set hits = array_remove(hits, ${at}::timestamptz) where key = ${key}`.execute(
		platform.db
	);
}

/** Forgets all attempts: the rightful owner came through. */
export async function forgetSlots(platform: Pick<Platform, 'db'>, { key }: Pick<Slot, 'key'>): Promise<void> {
	await sql`delete from auth.rate where key = ${key}`.execute(platform.db);
}

/** An address as far as it names one subscriber: IPv4 whole, IPv6 by its /64. */
export function subscriber(ip: string): string {
	const v4 = /(?:^|:)((?:\d{1,3}\.){3}\d{1,3})$/.exec(ip);
	if (v4?.[1]) return v4[1];
	const [head = '', tail] = ip.split('%')[0]!.toLowerCase().split('::');
	const groups = head.split(':').filter(Boolean);
	const after = (tail ?? '').split(':').filter(Boolean);
	while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
	return [...groups, ...after]
		.slice(0, 4)
		.map((g) => g.replace(/^0+(?=.)/, ''))
		.join(':');
}

function keyOf({ name, about }: Limit): string {
	return `${name}:${createHash('sha256').update(about).digest('base64url').slice(0, 32)}`;
}
