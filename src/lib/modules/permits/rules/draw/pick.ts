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

/** A draw as it is worked out, step by step. */
export interface DrawWorking {
	/** What is signed with the seed: `reference:n`. */
	text: string;
	/** HMAC-SHA-256 of the text, hexadecimal. */
	mac: string;
	/** Its first seven bytes as a big-endian number. */
	number: bigint;
	/** The number modulo how many could be drawn: the place in their list, from 0. */
	place: number;
	picked: string;
}

/** Bytes of it that make the number: they fit a `bigint` of the database. */
const BYTES = 7;

const toBytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A draw with its steps: the first seven bytes of HMAC-SHA-256(seed, `reference:n`) as a big-endian number, modulo the
 * number of candidates, is the place in their list. The database draws by the same rule (`permit_pick`).
 */
export async function workDraw({ reference, n, seed, candidates }: DrawRecord): Promise<DrawWorking> {
	const key = await crypto.subtle.importKey('raw', toBytes(seed), { name: 'HMAC', hash: 'SHA-256' }, false, [
		'sign'
	]);
	const text = `${reference}:${n}`;
	const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
	const number = mac.subarray(0, BYTES).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
	const place = Number(number % BigInt(candidates.length));
	return { text, mac: toHex(mac), number, place, picked: candidates[place]! };
}

/** Who is drawn. */
export const drawAgain = async (draw: DrawRecord): Promise<string> => (await workDraw(draw)).picked;

/** Whether a seed is the one whose SHA-256 was public before it was used; both hexadecimal. */
export async function isSeedOf(commitment: string, seed: string): Promise<boolean> {
	return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(seed)))) === commitment;
}
