import { fail, redirect, type Cookies } from '@sveltejs/kit';
import { isDomainError } from '#lib/kernel/errors.ts';
import { me } from '#lib/modules/people/server/index.ts';
import { readForm } from '#lib/server/auth/form-action.ts';
import { oidcName, safeNext, SESSION_COOKIE, sessionCookie, signIn } from '#lib/server/auth/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { errorWords } from '#lib/server/http/words.ts';
import type { Actions, PageServerLoad } from './$types';

interface Answer {
	/** The password was right; the second factor is asked. */
	ticket?: string;
	username?: string;
	next?: string;
	code?: string;
	problem?: string;
	/** Minutes until the next attempt. */
	wait?: number | null;
}

export const load: PageServerLoad = ({ locals, url }) => {
	const next = safeNext(url.searchParams.get('next'));
	if (locals.ctx.actor.kind === 'person') redirect(303, next);
	return {
		next,
		oidc: oidcName(locals.ctx.platform.config) ?? null,
		notice: url.searchParams.get('notice')
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url, getClientAddress }) => {
		const { platform, requestId, locale } = locals.ctx;
		let data: FormData;
		try {
			data = await readForm(request);
		} catch (error) {
			if (!isDomainError(error)) throw error;
			return fail<Answer>(error.status, { problem: errorWords(error.code, {}, locale) });
		}
		const text = (name: string) => String(data.get(name) ?? '');
		const where = { ip: getClientAddress(), userAgent: request.headers.get('user-agent'), requestId };
		const ticket = text('ticket');
		const next = safeNext(text('next'));
		const username = text('username').slice(0, 100);
		try {
			const signed = await signIn(
				platform,
				ticket ? { ticket, totp: text('totp'), ...where } : { username, password: text('password'), ...where }
			);
			cookies.set(SESSION_COOKIE, signed.token, sessionCookie(url));
			await applyPreferences(cookies, url, makeCtx(platform, { actor: signed.actor }));
		} catch (error) {
			if (!isDomainError(error)) throw error;
			const { code, params } = error;
			if (code === 'second_factor_required')
				return fail<Answer>(401, { ticket: String(params.ticket), username, next });
			const wait = code === 'rate_limited' ? Math.ceil(Number(params.retry_after) / 60) : null;
			// A ticket that is over cannot be used again; one whose code was wrong can.
			const problem = errorWords(code, params, locale);
			return fail<Answer>(error.status, {
				...(ticket ? { ticket } : {}),
				username,
				next,
				code,
				problem,
				wait
			});
		}
		redirect(303, next);
	}
};

/** The person's own language, figures and theme follow them to this device. */
async function applyPreferences(cookies: Cookies, url: URL, ctx: Parameters<typeof me>[0]): Promise<void> {
	const preferences = (await me(ctx))?.preferences;
	const names = { locale: 'PARAGLIDE_LOCALE', digits: 'diwan_digits', theme: 'diwan_theme' } as const;
	for (const [key, name] of Object.entries(names)) {
		const value = preferences?.[key as keyof typeof names];
		if (!value) continue;
		cookies.set(name, value, {
			path: '/',
			httpOnly: false,
			sameSite: 'lax',
			secure: url.protocol === 'https:',
			maxAge: 31_536_000
		});
	}
}
