import { redirect } from '@sveltejs/kit';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { finishOidc, OIDC_COOKIE, oidcName, SESSION_COOKIE, sessionCookie } from '#lib/server/auth/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { log } from '#lib/server/log/log.ts';
import type { RequestEvent } from './$types';

/** Back from the identity provider. */
export const GET = endpoint(async ({ locals, url, cookies, request, getClientAddress }: RequestEvent) => {
	const { platform, requestId } = locals.ctx;
	if (!oidcName(platform.config)) throw new DomainError('not_found');
	const cookie = cookies.get(OIDC_COOKIE);
	cookies.delete(OIDC_COOKIE, { path: '/auth/oidc' });
	let signed;
	try {
		signed = await finishOidc(platform, {
			origin: platform.config.ORIGIN ?? url.origin,
			search: url.search,
			cookie,
			ip: getClientAddress(),
			userAgent: request.headers.get('user-agent'),
			requestId
		});
	} catch (error) {
		const unknown = isDomainError(error) && error.code === 'forbidden';
		if (!isDomainError(error))
			log.warn('signing in by the identity provider failed', { reference: requestId, error });
		redirect(303, `/login?notice=${unknown ? 'oidc_unknown' : 'oidc_failed'}`);
	}
	cookies.set(SESSION_COOKIE, signed.token, sessionCookie(url));
	redirect(303, signed.next);
});
