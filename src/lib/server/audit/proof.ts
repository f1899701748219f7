import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import type { Head } from './anchor.ts';
import { ROW_HASH } from './row-hash.ts';
import type { Tampering } from './verify.ts';

/** What an entry is about. */
export interface Subject {
	type: string;
	id: string;
}

/** The entries about some subjects and the ends of all chains at one moment: kept outside, it shows whether they were changed. */
export interface Proof {
	rows: Head[];
	heads: Head[];
	/** SHA-256 of both, short enough for the foot of a page. */
	digest: string;
}

/** An entry that is not as it was. */
export interface BadEntry {
	chain: number;
	seq: number;
	reason: Extract<Tampering, 'edited' | 'unlinked' | 'missing' | 'rewritten'>;
	/** Null where it is gone, or is about something else. */
	action: string | null;
	at: Date | null;
}

/** The proof of what was written about some subjects until now, this transaction included. */
export async function proofOf(db: Tx['db'], subjects: readonly Subject[]): Promise<Proof> {
	const { rows } = await sql<{ rows: Head[]; heads: Head[] }>`select
		(select coalesce(jsonb_agg(jsonb_build_object('chain', l.chain, 'seq', l.seq, 'hash', encode(l.hash, 'hex'))
			order by l.chain, l.seq), '[]') from audit_log l join ${listed(subjects)} on ${ABOUT}) as rows,
		(select coalesce(jsonb_agg(jsonb_build_object('chain', h.chain, 'seq', h.seq, 'hash', encode(h.hash, 'hex'))
			order by h.chain), '[]') from generate_series(0, 7) c, lateral (select chain, seq, hash from audit_log
				where chain = c order by seq desc limit 1) h) as heads`.execute(db);
	const found = rows[0]!;
	return { ...found, digest: digestOf(found) };
}

/** The digest of a proof. */
export function digestOf({ rows, heads }: Pick<Proof, 'rows' | 'heads'>): string {
	const line = ({ chain, seq, hash }: Head) => `${chain}:${seq}:${hash}`;
	return createHash('sha256')
		.update(['diwan-proof-1', ...rows.map(line), '', ...heads.map(line)].join('\n'))
		.digest('hex');
}

/**
 * Computes every entry about the subjects again, with its links to the entries before and after, and holds it against
 * the proof: an entry that was changed, taken out or written anew is named.
 */
export async function verifyProof(
	db: Tx['db'],
	subjects: readonly Subject[],
	{ rows: promised, heads }: Pick<Proof, 'rows' | 'heads'>
): Promise<{ rows: number; bad: BadEntry[] }> {
	const all = [...promised, ...heads];
	const { rows } = await sql<BadEntry & { seq: string; reason: BadEntry['reason'] | null }>`
with own as (
	select l.chain, l.seq from audit_log l join ${listed(subjects)} on ${ABOUT}
), places as (
	select chain, seq, max(hash) as hash, bool_or(mine) as mine from (
		select chain, seq, null as hash, true as mine from own
		union all select p.chain, p.seq, p.hash, p.mine from unnest(${all.map((h) => h.chain)}::smallint[],
			${all.map((h) => h.seq)}::bigint[], ${all.map((h) => h.hash)}::text[],
			${all.map((_, i) => i < promised.length)}::boolean[]) as p (chain, seq, hash, mine)
	) every_one group by chain, seq
)
select p.chain, p.seq, case when p.mine then l.action end as action, case when p.mine then l.at end as at, case
	when l.seq is null then 'missing'
	when l.hash <> ${sql.raw(ROW_HASH)} then 'edited'
	when encode(l.hash, 'hex') <> p.hash then 'rewritten'
	when l.seq > 1 and b.seq is null then 'missing'
	when l.prev_hash <> coalesce(b.hash, decode(repeat('00', 32), 'hex')) then 'unlinked'
	when a.prev_hash <> l.hash then 'rewritten'
end as reason
from places p left join audit_log l on l.chain = p.chain and l.seq = p.seq
	left join audit_log b on b.chain = p.chain and b.seq = p.seq - 1
	left join audit_log a on a.chain = p.chain and a.seq = p.seq + 1
order by p.chain, p.seq`.execute(db);
	const bad = rows.flatMap(({ reason, ...row }) =>
		reason === null ? [] : [{ ...row, seq: Number(row.seq), reason }]
	);
	return { rows: rows.length, bad };
}

const ABOUT = sql`l.subject_type = s.type and l.subject_id = s.id`;
const listed = (subjects: readonly Subject[]) =>
	sql`unnest(${subjects.map((s) => s.type)}::text[], ${subjects.map((s) => s.id)}::text[]) as s (type, id)`;
