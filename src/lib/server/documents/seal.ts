import { createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';

/** Signs short texts that travel on paper, so that anybody with the public key can tell that they are ours. */
export interface Seal {
	/** The text with its signature, in letters that stand in an address. */
	write(text: string): string;
	/** The text of a code that we wrote; null for anything else. */
	read(code: string): string | null;
	/** The public key (Ed25519, 32 bytes) as base64url. */
	publicKey: string;
}

const PURPOSE = 'diwan document seal v1';
/** What precedes the seed in a private key as PKCS 8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const MOST = 4000;

/**
 * The installation's seal. Its key follows from the secret, so every instance has the same one and nothing needs to
 * be kept; who changes the secret makes the papers of before unreadable.
 */
export function sealOf(secret: string): Seal {
	const seed = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32));
	const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
	const open: KeyObject = createPublicKey(key);
	const publicKey = (open.export({ format: 'jwk' }) as { x: string }).x;
	return {
		publicKey,
		write(text) {
			const body = Buffer.from(text, 'utf8').toString('base64url');
			return `${body}.${sign(null, signed(body), key).toString('base64url')}`;
		},
		read(code) {
			const [body, signature, ...rest] = code.split('.');
			if (!body || !signature || rest.length || code.length > MOST) return null;
			const bytes = Buffer.from(signature, 'base64url');
			// Base64 has spare bits: only the one way of writing a signature counts.
			if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return null;
			if (!verify(null, signed(body), open, bytes)) return null;
			return Buffer.from(body, 'base64url').toString('utf8');
		}
	};
}

const signed = (body: string) => Buffer.from(`${PURPOSE}\n${body}`);
