import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestProvider {
	issuer: string;
	/** Claims of the next identity that signs in. */
	claims: Record<string, unknown>;
	/** Changes the ID token's content before it is signed, to forge it. */
	forge: (payload: Record<string, unknown>) => Record<string, unknown>;
	/** Signs with a key that is not published. */
	wrongKey: boolean;
	/** What a browser does at the authorisation address. @returns the address it is sent back to. */
	visit(url: URL): Promise<URL>;
	close(): Promise<void>;
}

const CLIENT = 'diwan-test';
const SECRET = 'shh';
export const PROVIDER_CLIENT = { OIDC_CLIENT_ID: CLIENT, OIDC_CLIENT_SECRET: SECRET };

/** An OpenID provider of a page: discovery, authorisation with PKCE, token, keys. */
export async function identityProvider(): Promise<TestProvider> {
	const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const codes = new Map<string, { challenge: string; nonce: string; redirect: string }>();

	const server = http.createServer((req, res) => {
		const url = new URL(req.url ?? '/', provider.issuer);
		const json = (value: unknown, status = 200) =>
			res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
		if (url.pathname === '/.well-known/openid-configuration')
			return json({
				issuer: provider.issuer,
				authorization_endpoint: `${provider.issuer}/authorize`,
				token_endpoint: `${provider.issuer}/token`,
				jwks_uri: `${provider.issuer}/keys`,
				response_types_supported: ['code'],
				subject_types_supported: ['public'],
				id_token_signing_alg_values_supported: ['RS256']
			});
		if (url.pathname === '/keys')
			return json({
				keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }]
			});
		if (url.pathname === '/authorize') {
			const q = url.searchParams;
			if (q.get('client_id') !== CLIENT || q.get('code_challenge_method') !== 'S256') return json({}, 400);
			const code = randomUUID();
			const redirect = q.get('redirect_uri') ?? '';
			codes.set(code, { challenge: q.get('code_challenge') ?? '', nonce: q.get('nonce') ?? '', redirect });
			const back = new URL(redirect);
			back.searchParams.set('code', code);
			back.searchParams.set('state', q.get('state') ?? '');
			return res.writeHead(302, { location: back.href }).end();
		}
		if (url.pathname !== '/token') return json({}, 404);
		let body = '';
		req.on('data', (chunk) => (body += chunk));
		req.on('end', () => {
			const q = new URLSearchParams(body);
			const asked = codes.get(q.get('code') ?? '');
			codes.delete(q.get('code') ?? '');
			const challenge = createHash('sha256')
				.update(q.get('code_verifier') ?? '')
				.digest('base64url');
			const secret =
				q.get('client_secret') ?? Buffer.from(req.headers.authorization?.slice(6) ?? '', 'base64').toString();
			if (
				!asked ||
				asked.challenge !== challenge ||
				asked.redirect !== q.get('redirect_uri') ||
				!secret.endsWith(SECRET)
			)
				return json({ error: 'invalid_grant' }, 400);
			const now = Math.floor(Date.now() / 1000);
			const payload = { iss: provider.issuer, aud: CLIENT, iat: now, exp: now + 300, nonce: asked.nonce };
			return json({
				access_token: 'a',
				token_type: 'Bearer',
				id_token: token({ ...payload, ...provider.claims })
			});
		});
	});

	function token(payload: Record<string, unknown>): string {
		const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
		const text = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part(provider.forge(payload))}`;
		const key = provider.wrongKey ? others.privateKey : keys.privateKey;
		return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const provider: TestProvider = {
		issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		claims: {},
		forge: (payload) => payload,
		wrongKey: false,
		async visit(url) {
			const answer = await fetch(url, { redirect: 'manual' });
			return new URL(answer.headers.get('location') ?? 'http://nowhere.invalid');
		},
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
	return provider;
}
