import { readClaims, verdictByPaper, type PermitClaims } from '../../rules/permit/claims.ts';
import type { PermitVerdict } from '../../rules/permit/verdict.ts';

/** What the code says by itself: the seal is checked in this browser, nothing is asked of anybody. */
export interface PaperAlone {
	claims: PermitClaims;
	/** Null: the paper does not tell its hours. */
	verdict: PermitVerdict | null;
}

const PURPOSE = 'diwan document seal v1';

/**
 * Checks a code with the published key. Null for a forged one; undefined where this browser cannot check (an old one,
 * or a page that did not come over a secure connection).
 */
export async function readPaper(
	code: string,
	key: { kty: string; crv: string; x: string },
	now: Date
): Promise<PaperAlone | null | undefined> {
	const [body = '', signature = ''] = code.split('.');
	try {
		const open = await crypto.subtle.importKey('jwk', key, 'Ed25519', false, ['verify']);
		const text = new TextEncoder().encode(`${PURPOSE}\n${body}`);
		if (!(await crypto.subtle.verify('Ed25519', open, bytesOf(signature), text))) return null;
	} catch {
		return undefined;
	}
	const claims = readClaims(new TextDecoder().decode(bytesOf(body)));
	return claims && { claims, verdict: verdictByPaper(claims, now) };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
	const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}
