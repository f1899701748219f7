import { redirect } from '@sveltejs/kit';
import { isDomainError } from '#lib/kernel/errors.ts';
import { beginOidc, OIDC_COOKIE, oidcName } from '#lib/server/auth/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import { log } from '#lib/server/log/log.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { RequestEvent } from './$types';

/** To the identity provider. */
export const GET = endpoint(async ({ locals, url, cookies, getClientAddress }: RequestEvent) => {
	const { platform, requestId } = locals.ctx;
	if (!oidcName(platform.config)) throw new DomainError('not_found');
	let begun;
	try {
		begun = await beginOidc(platform, {
			origin: platform.config.ORIGIN ?? url.origin,
			next: url.searchParams.get('next'),
			ip: getClientAddress()
		});
	} catch (error) {
		if (isDomainError(error)) throw error;
		log.error('the identity provider does not answer', { reference: requestId, error });
		redirect(303, '/login?notice=oidc_failed');
	}
	// Lax: the way back comes from the provider's site.
	cookies.set(OIDC_COOKIE, begun.state, {
		path: '/auth/oidc',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: 600
	});
	redirect(303, begun.url.href);
});
