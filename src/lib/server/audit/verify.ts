import type { Pool } from 'pg';
import { digestOf, readAnchor, type Head } from './anchor.ts';
import { ROW_HASH } from './row-hash.ts';

/**
 * What is wrong with a row: its content does not fit its hash; it does not continue the row before it; the row
 * before it is gone; its clock runs backwards; compared with an anchor, the end was cut off or the log rewritten.
 */
export type Tampering = 'edited' | 'unlinked' | 'missing' | 'backdated' | 'truncated' | 'rewritten';

export interface BadRow {
	chain: number;
	seq: number;
	reason: Tampering;
}

export interface Verification {
	ok: boolean;
	rows: number;
	/** The first bad row of each chain that has one, in the order of the chains. */
	bad: BadRow[];
}

const CHAINS = 8;

/**
 * Recomputes every hash and every link of the audit log. The hash is written out here and not asked of the
 * database's own function, which whoever changes rows could change too.
 */
export async function verifyAudit(pool: Pool, { anchor }: { anchor?: string } = {}): Promise<Verification> {
	const promised = anchor === undefined ? undefined : readAnchor(anchor);
	const result: Verification = { ok: true, rows: 0, bad: [] };
	// Two at a time: a chain is read by one process of the server.
	for (let chain = 0; chain < CHAINS; chain += 2) {
		const pair = await Promise.all([verifyChain(pool, chain), verifyChain(pool, chain + 1)]);
		for (const { rows, bad } of pair) {
			result.rows += rows;
			if (bad) result.bad.push(bad);
		}
	}
	if (promised) result.bad.push(...(await compare(pool, promised)));
	result.ok = result.bad.length === 0;
	return result;
}

// Clocks are set back by seconds now and then; more than this is not a clock.
const CLOCK_TOLERANCE = '10 minutes';

const CHAIN = `
	with linked as (
		select seq, at, hash, prev_hash,
			${ROW_HASH} as expected,
			lag(seq, 1, 0::bigint) over w as seq_before,
			lag(hash, 1, decode(repeat('00', 32), 'hex')) over w as hash_before,
			lag(at) over w as at_before
		from audit_log l where chain = $1
		window w as (order by seq)
	), judged as (
		select seq, case
			when seq <> seq_before + 1 then 'missing'
			when prev_hash <> hash_before then 'unlinked'
			when hash <> expected then 'edited'
			when at < at_before - interval '${CLOCK_TOLERANCE}' then 'backdated'
		end as reason from linked
	)
	select count(*) as rows, min(seq) filter (where reason is not null) as seq,
		(array_agg(reason order by seq) filter (where reason is not null))[1] as reason
	from judged`;

async function verifyChain(pool: Pool, chain: number): Promise<{ rows: number; bad?: BadRow }> {
	const { rows } = await pool.query<{ rows: string; seq: string | null; reason: Tampering }>(CHAIN, [chain]);
	const [found] = rows;
	if (!found || found.seq === null) return { rows: Number(found?.rows ?? 0) };
	return { rows: Number(found.rows), bad: { chain, seq: Number(found.seq), reason: found.reason } };
}

async function compare(pool: Pool, promised: ReturnType<typeof readAnchor>): Promise<BadRow[]> {
	const { rows } = await pool.query<{ chain: number; seq: string; hash: string; last: string }>(
		`select p.chain, p.seq, encode(l.hash, 'hex') as hash,
			coalesce((select max(seq) from audit_log where chain = p.chain), 0) as last
		from unnest($1::int[], $2::bigint[]) as p (chain, seq)
			left join audit_log l on l.chain = p.chain and l.seq = p.seq
		order by p.chain`,
		[promised.heads.map((h) => h.chain), promised.heads.map((h) => h.seq)]
	);
	const bad: BadRow[] = [];
	const heads: Head[] = [];
	for (const [i, row] of rows.entries()) {
		const { chain } = row;
		const seq = Number(row.seq);
		if (Number(row.last) < seq) bad.push({ chain, seq: Number(row.last) + 1, reason: 'truncated' });
		else if (!row.hash?.startsWith(promised.heads[i]?.hint ?? ''))
			bad.push({ chain, seq, reason: 'rewritten' });
		else heads.push({ chain, seq, hash: row.hash });
	}
	const [first] = heads;
	// The eight letters fit but the whole does not: somebody went to great lengths, in a chain that cannot be named.
	if (bad.length === 0 && first && digestOf(promised.at, heads) !== promised.digest)
		bad.push({ chain: first.chain, seq: first.seq, reason: 'rewritten' });
	return bad;
}
