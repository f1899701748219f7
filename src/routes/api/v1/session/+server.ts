import { z } from 'zod';
import { DomainError } from '#lib/kernel/errors.ts';
import { actorJson } from '#lib/modules/people/server/index.ts';
import { SESSION_COOKIE, sessionCookie, signIn, signOut } from '#lib/server/auth/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

const Credentials = z.strictObject({
	username: z.string().min(1).max(100),
	password: z.string().min(1).max(1000),
	/** The code of the second factor, when the account has one. */
	totp: z.string().max(40).optional()
});

export const _docs: Docs = {
	GET: { summary: 'Who is signed in', access: 'Anybody signed in.' },
	POST: {
		summary: 'Sign in; the answer sets the session cookie',
		access: 'Everybody. Five failures in ten minutes per name and address: rate_limited with Retry-After.',
		body: Credentials,
		status: 201
	},
	DELETE: { summary: 'Sign out', access: 'Everybody.', status: 204 }
};

export const GET = endpoint(({ locals }: RequestEvent) => {
	if (locals.ctx.actor.kind !== 'person') throw new DomainError('not_signed_in');
	return Response.json(actorJson(locals.ctx.actor), { headers: { 'cache-control': 'no-store' } });
});

export const POST = endpoint(async ({ request, locals, cookies, url, getClientAddress }: RequestEvent) => {
	const { totp, ...rest } = Credentials.parse(await readJson(request, 10_000));
	const { token, actor } = await signIn(locals.ctx.platform, {
		...rest,
		...(totp === undefined ? {} : { totp }),
		ip: getClientAddress(),
		userAgent: request.headers.get('user-agent'),
		requestId: locals.ctx.requestId
	});
	cookies.set(SESSION_COOKIE, token, sessionCookie(url));
	return Response.json(actorJson(actor), { status: 201 });
});

export const DELETE = endpoint(async ({ locals, cookies, url }: RequestEvent) => {
	const { platform, requestId } = locals.ctx;
	await signOut(platform, cookies.get(SESSION_COOKIE), { requestId });
	cookies.delete(SESSION_COOKIE, sessionCookie(url));
	return new Response(null, { status: 204 });
});
