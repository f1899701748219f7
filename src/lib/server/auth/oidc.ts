import * as client from 'openid-client';
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { writeAudit } from '../audit/write.ts';
import type { Config } from '../config.ts';
import type { Ctx } from '../context.ts';
import type { DB } from '../db/schema.ts';
import type { Platform } from '../platform.ts';
import { ANONYMOUS, demand } from '../policy/index.ts';
import { subscriber, takeSlot } from './rate.ts';
import { safeNext } from './safe-next.ts';
import { openSession } from './session.ts';
import { normaliseUsername, type SignedIn } from './sign-in.ts';
import { hashToken } from './token.ts';
import { trusted } from './trusted.ts';

/** Binds the answer to the browser that asked. */
export const OIDC_COOKIE = 'diwan_oidc';
const CALLBACK = '/auth/oidc/callback';
const MINUTES = 10;

/** What the identity provider is called on the sign-in page; undefined when none is configured. */
export function oidcName(config: Config): string | undefined {
	if (!config.OIDC_ISSUER || !config.OIDC_CLIENT_ID) return undefined;
	return config.OIDC_NAME ?? new URL(config.OIDC_ISSUER).hostname;
}

/** Starts signing in at the identity provider. @returns where to send the browser, and the cookie's value. */
export async function beginOidc(
	platform: Platform,
	input: { origin: string; next: string | null; ip: string }
): Promise<{ url: URL; state: string }> {
	await takeSlot(platform, { name: 'oidc', about: subscriber(input.ip), limit: 60, seconds: 600 });
	const provider = await discover(platform.config);
	const codeVerifier = client.randomPKCECodeVerifier();
	const state = client.randomState();
	const nonce = client.randomNonce();
	await trusted(platform, (db) =>
		db
			.insertInto('auth.oidc_state')
			.values({
				state_hash: hashToken(state),
				nonce,
				code_verifier: codeVerifier,
				next: safeNext(input.next),
				expires_at: new Date(platform.now().getTime() + MINUTES * 60_000)
			})
			.execute()
	);
	const url = client.buildAuthorizationUrl(provider, {
		redirect_uri: input.origin + CALLBACK,
		scope: 'openid profile email',
		code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
		code_challenge_method: 'S256',
		state,
		nonce
	});
	return { url, state };
}

/**
 * Ends it: the provider's answer is checked (state, nonce, PKCE, signature) and its identity matched with a person.
 * @throws DomainError `bad_credentials` for an answer that is not ours or no longer good, `forbidden` when the
 *   identity is nobody's here; any other error when the provider itself fails.
 */
export async function finishOidc(
	platform: Platform,
	input: {
		origin: string;
		search: string;
		cookie: string | undefined;
		ip: string;
		userAgent: string | null;
		requestId?: string;
	}
): Promise<SignedIn & { next: string }> {
	const state = new URLSearchParams(input.search).get('state') ?? '';
	if (!state || state !== input.cookie) throw new DomainError('bad_credentials');
	const waiting = await trusted(platform, (db) =>
		db
			.deleteFrom('auth.oidc_state')
			.where('state_hash', '=', hashToken(state))
			.where('expires_at', '>', platform.now())
			.returning(['nonce', 'code_verifier', 'next'])
			.executeTakeFirst()
	);
	if (!waiting) throw new DomainError('bad_credentials');
	const provider = await discover(platform.config);
	const tokens = await client.authorizationCodeGrant(
		provider,
		new URL(CALLBACK + input.search, input.origin),
		{
			pkceCodeVerifier: waiting.code_verifier,
			expectedState: state,
			expectedNonce: waiting.nonce,
			idTokenExpected: true
		}
	);
	const claims = tokens.claims();
	if (!claims) throw new DomainError('bad_credentials');
	const requestId = input.requestId ?? randomUUID();
	const opened = await trusted(platform, async (db) => {
		const personId = await personOf(db, claims);
		if (!personId) {
			await writeAudit(db, { actor: ANONYMOUS, requestId }, 'session.refused', { type: 'person', id: '-' });
			return undefined;
		}
		const now = platform.now();
		return openSession(db, {
			personId,
			method: 'oidc',
			ip: input.ip,
			userAgent: input.userAgent,
			now,
			requestId
		});
	});
	if (!opened) throw new DomainError('forbidden');
	return { ...opened, next: waiting.next };
}

/** Forgets which identity over there is this person (it was replaced): the next match counts anew. */
export async function unlinkIdentity(ctx: Ctx, personId: string): Promise<void> {
	demand(ctx, 'people:manage');
	await trusted(ctx.platform, async (db) => {
		const gone = await db
			.deleteFrom('auth.oidc_link')
			.where('person_id', '=', personId)
			.returning('person_id')
			.execute();
		if (gone.length) await writeAudit(db, ctx, 'identity.unlinked', { type: 'person', id: personId });
	});
}

/** The linked person; else the one of that username, or of that verified e-mail, who is then linked. */
async function personOf(db: Transaction<DB>, claims: client.IDToken): Promise<string | undefined> {
	const { iss: issuer, sub: subject } = claims;
	const linked = await db
		.selectFrom('auth.oidc_link as l')
		.innerJoin('person as p', 'p.id', 'l.person_id')
		.select(['p.id', 'p.active'])
		.where('l.issuer', '=', issuer)
		.where('l.subject', '=', subject)
		.executeTakeFirst();
	if (linked) return linked.active ? linked.id : undefined;
	const username = typeof claims.preferred_username === 'string' ? claims.preferred_username : '';
	const email = claims.email_verified === true && typeof claims.email === 'string' ? claims.email : '';
	const found = await db
		.selectFrom('person as p')
		.leftJoin('person_contact as c', 'c.person_id', 'p.id')
		.select('p.id')
		.where('p.active', '=', true)
		.where((e) =>
			e.or([
				e('p.username', 'in', [normaliseUsername(username), normaliseUsername(email)]),
				e('c.email', '=', email.toLowerCase())
			])
		)
		// More than one person fits: nobody is guessed.
		.limit(2)
		.execute();
	const [person] = found;
	if (!person || found.length > 1) return undefined;
	const { numInsertedOrUpdatedRows } = await db
		.insertInto('auth.oidc_link')
		.values({ issuer, subject, person_id: person.id })
		// The person is linked with another identity already.
		.onConflict((c) => c.columns(['issuer', 'person_id']).doNothing())
		.executeTakeFirst();
	return numInsertedOrUpdatedRows === 1n ? person.id : undefined;
}

const known = new Map<string, { at: number; provider: Promise<client.Configuration> }>();

/** The provider's own description of itself, read again every hour. */
function discover(config: Config): Promise<client.Configuration> {
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret } = config;
	if (!issuer || !id) throw new DomainError('not_found');
	const key = `${issuer} ${id}`;
	const found = known.get(key);
	if (found && Date.now() - found.at < 3_600_000) return found.provider;
	const url = new URL(issuer);
	const provider = client.discovery(url, id, secret, undefined, {
		timeout: 10,
		execute: [
			// The token's signature is checked too, not only the channel it came through.
			client.enableNonRepudiationChecks,
			// Only when the operator named an unencrypted provider (in the machine's own network).
			...(url.protocol === 'http:' ? [client.allowInsecureRequests] : [])
		]
	});
	known.set(key, { at: Date.now(), provider });
	provider.catch(() => known.delete(key));
	return provider;
}
