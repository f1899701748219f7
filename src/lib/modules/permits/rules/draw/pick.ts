/** What an auditor needs to compute a draw again. */
export interface DrawRecord {
	reference: string;
	/** The first draw of a case is 1; another is ordered by an auditor. */
	n: number;
	/** The day's seed, 32 bytes as hexadecimal. */
	seed: string;
	/** Ids of those who could be drawn, ascending. */
	candidates: readonly string[];
}

/**
 * Who is drawn: the first seven bytes of HMAC-SHA-256(seed, `reference:n`) as a big-endian number, modulo the number
 * of candidates, is the place in their list. The database draws by the same rule (`permit_pick`).
 */
export async function drawAgain({ reference, n, seed, candidates }: DrawRecord): Promise<string> {
	const key = await crypto.subtle.importKey(
		'raw',
		Uint8Array.from(seed.match(/../g) ?? [], (pair) => parseInt(pair, 16)),
		{ name: 'HMAC', hash: 'SHA-256' },
		false,
		['sign']
	);
	const text = new TextEncoder().encode(`${reference}:${n}`);
	const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, text));
	const number = mac.subarray(0, 7).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
	return candidates[Number(number % BigInt(candidates.length))]!;
}
