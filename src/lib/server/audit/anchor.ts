import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { DomainError } from '#lib/kernel/errors.ts';

/** The last row of one chain. */
export interface Head {
	chain: number;
	seq: number;
	/** SHA-256, hexadecimal. */
	hash: string;
}

/** The state of the whole log at a moment: short enough for the foot of a printed page. */
export interface Anchor {
	at: string;
	heads: { chain: number; seq: number; hint: string }[];
	digest: string;
}

const MARK = 'diwan-audit-1';

/**
 * The heads of all chains in one line of text, to be kept outside of the database (printed, mailed, in another
 * office). With it `verifyAudit` sees what no chain can show by itself: a cut-off end, or a whole rewritten log.
 */
export async function anchorAudit(pool: Pool, now: Date = new Date()): Promise<string> {
	const { rows } = await pool.query<{ chain: number; seq: string; hash: string }>(
		`select distinct on (chain) chain, seq, encode(hash, 'hex') as hash
		from audit_log order by chain, seq desc`
	);
	const heads = rows.map((r) => ({ chain: r.chain, seq: Number(r.seq), hash: r.hash }));
	const at = now.toISOString().replace(/\.\d+Z$/, 'Z');
	const parts = heads.map((h) => `${h.chain}:${h.seq}:${h.hash.slice(0, 8)}`);
	return [MARK, at, ...parts, digestOf(at, heads)].join(' ');
}

/** Reads an anchor as it was printed or typed. @throws DomainError `invalid_input`. */
export function readAnchor(text: string): Anchor {
	const [mark, at, ...rest] = text.trim().split(/\s+/);
	const digest = rest.pop() ?? '';
	const heads = rest.map((part) => /^([0-7]):(\d{1,15}):([0-9a-f]{8})$/.exec(part));
	const wrong = mark !== MARK || !at || !/^[0-9a-f]{64}$/.test(digest) || heads.some((h) => h === null);
	if (wrong) throw new DomainError('invalid_input', { fields: [{ path: 'anchor', code: 'field_wrong' }] });
	return {
		at: at ?? '',
		digest,
		heads: heads.map((h) => ({ chain: Number(h?.[1]), seq: Number(h?.[2]), hint: h?.[3] ?? '' }))
	};
}

export function digestOf(at: string, heads: readonly Head[]): string {
	const lines = heads.map((h) => `${h.chain}:${h.seq}:${h.hash}`);
	return createHash('sha256')
		.update([MARK, at, ...lines].join('\n'))
		.digest('hex');
}
