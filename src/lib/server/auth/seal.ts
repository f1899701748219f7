import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';

/** What a secret is sealed for: each purpose has a key of its own, derived from DIWAN_SECRET. */
export type Purpose =
	'totp' | 'second-factor' | 'national-id' | 'area-mail' | 'office' | 'tracking' | 'draft';

type WithSecret = Pick<Config, 'secret'>;
const VERSION = 1;

/** Encrypts with AES-256-GCM; `bound` (whose it is) must be the same when opening. */
export function seal(config: WithSecret, purpose: Purpose, text: string, bound: string): Buffer {
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', keyFor(config, purpose), iv).setAAD(Buffer.from(bound));
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), sealed]);
}

/** The sealed text, or undefined when it was altered, belongs to another or the installation's secret changed. */
export function unseal(
	config: WithSecret,
	purpose: Purpose,
	sealed: Buffer,
	bound: string
): string | undefined {
	if (sealed.length < 29 || sealed[0] !== VERSION) return undefined;
	try {
		const opener = createDecipheriv('aes-256-gcm', keyFor(config, purpose), sealed.subarray(1, 13))
			.setAAD(Buffer.from(bound))
			.setAuthTag(sealed.subarray(13, 29));
		return Buffer.concat([opener.update(sealed.subarray(29)), opener.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

/** A keyed hash: finds an equal value without anybody being able to guess it from the database alone. */
export function blindIndex(config: WithSecret, purpose: Purpose, value: string): Buffer {
	return createHmac('sha256', keyFor(config, purpose, 'index'))
		.update(value)
		.digest();
}

function keyFor(config: WithSecret, purpose: Purpose, use = 'seal'): Buffer {
	return Buffer.from(hkdfSync('sha256', config.secret, '', `diwan/${purpose}/${use}`, 32));
}
