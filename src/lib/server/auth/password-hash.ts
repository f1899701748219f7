import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { COST } from './password-cost.ts';

const KEY_BYTES = 32;
/** How today's hashes begin. */
const HEAD = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$`;

/** `$scrypt$ln=15,r=8,p=1$<salt>$<key>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const key = await derive(password, salt, COST);
	return `${HEAD}${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** True when the password made that hash. An unreadable hash fits nothing. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
	const parts = parse(stored);
	if (!parts) return false;
	const key = await derive(password, parts.salt, parts.cost);
	return timingSafeEqual(key, parts.key);
}

/** True when the hash was made with another cost than today's. */
export function isOutdated(stored: string): boolean {
	return !stored.startsWith(HEAD);
}

/** A hash that no password fits: verifying against it takes as long as a real one (unknown usernames). */
export const NOBODYS_HASH = `${HEAD}${randomBytes(16).toString('base64url')}$${randomBytes(KEY_BYTES).toString('base64url')}`;

interface Cost {
	ln: number;
	r: number;
	p: number;
}

function parse(stored: string): { cost: Cost; salt: Buffer; key: Buffer } | undefined {
	const m = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{16,64})\$([\w-]{43})$/.exec(stored);
	if (!m) return undefined;
	const [, ln, r, p, salt, key] = m as unknown as [string, string, string, string, string, string];
	if (Number(ln) > 20) return undefined;
	return {
		cost: { ln: Number(ln), r: Number(r), p: Number(p) },
		salt: Buffer.from(salt, 'base64url'),
		key: Buffer.from(key, 'base64url')
	};
}

function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
	const N = 2 ** ln;
	const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
	return new Promise((resolve, reject) =>
		// The same letters typed on another keyboard must be the same password.
		scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
			error ? reject(error) : resolve(key)
		)
	);
}
