import { hash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, as it stands in a cookie. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token. A token has enough entropy that a plain hash cannot be reversed. */
export function hashToken(token: string): Buffer {
	return hash('sha256', token, 'buffer');
}
