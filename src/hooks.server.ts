import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { building } from '$app/environment';
import { DomainError } from '#lib/kernel/errors.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';
import { getTextDirection } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { actorOfToken, SESSION_COOKIE } from '#lib/server/auth/index.ts';
import { readConfig } from '#lib/server/config.ts';
import { INTERACTIVE_MS, makeCtx } from '#lib/server/context.ts';
import { askedLocale } from '#lib/server/http/asked-locale.ts';
import { crossSite } from '#lib/server/http/cross-site.ts';
import { problemResponse } from '#lib/server/http/endpoint.ts';
import { log } from '#lib/server/log/log.ts';
import { metrics } from '#lib/server/metrics/metrics.ts';
import { hasPlatform, openPlatform, platform, setPlatform } from '#lib/server/platform.ts';
import { ANONYMOUS } from '#lib/server/policy/index.ts';

/** The production entry opened the platform already; the development server does it here. */
export const init: ServerInit = async () => {
	if (building || hasPlatform()) return;
	setPlatform(await openPlatform(readConfig()));
};

/** Somebody waits for the answer. */
const LIMITED = { statementMs: INTERACTIVE_MS };

/** The language: the person's cookie, else what a program with a key asks for, else the office's. */
const language: Handle = ({ event, resolve }) => {
	if (!event.cookies.get('PARAGLIDE_LOCALE')) {
		const locale = askedLocale(event.request.headers) ?? platform().config.DIWAN_LOCALE;
		if (locale !== 'ar') event.request.headers.append('cookie', `PARAGLIDE_LOCALE=${locale}`);
	}
	return paraglideMiddleware(event.request, ({ locale }) => {
		const theme = event.cookies.get('diwan_theme');
		event.locals.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
		event.locals.digits = event.cookies.get('diwan_digits') === 'arab' ? 'arab' : 'latn';
		event.locals.ctx = makeCtx(platform(), { ...LIMITED, actor: ANONYMOUS, locale, requestId: uuidv7() });
		// The one typeface file that the first words need in this language; the others come as they are used.
		const typeface = locale === 'ar' ? 'arabic-arabic-400' : 'arabic-latin-400';
		return resolve(event, {
			preload: ({ type, path }) => type === 'js' || type === 'css' || path.includes(typeface),
			transformPageChunk: ({ html }) =>
				html
					.replace('%paraglide.lang%', locale)
					.replace('%paraglide.dir%', getTextDirection(locale))
					.replace('%diwan.theme%', event.locals.theme)
		});
	});
};

/** Who asks: the session's person, or the public. */
const identity: Handle = async ({ event, resolve }) => {
	const { ctx } = event.locals;
	try {
		const actor = await actorOfToken(platform(), event.cookies.get(SESSION_COOKIE), {
			authorization: event.request.headers.get('authorization')
		});
		event.locals.ctx = makeCtx(platform(), {
			...LIMITED,
			actor,
			locale: ctx.locale,
			requestId: ctx.requestId
		});
		if (crossSite(event.request, event.url, event.cookies.get(SESSION_COOKIE) !== undefined))
			throw new DomainError('bad_origin');
		// No page is meant: a program asks, and reads problem details.
		if (event.route.id === null && /^\/api(\/|$)/.test(event.url.pathname))
			throw new DomainError('not_found');
	} catch (thrown) {
		return problemResponse(thrown, event);
	}
	const response = await resolve(event);
	// SvelteKit's own words, in a program's form.
	if (response.status === 405 && /^\/api\//.test(event.url.pathname)) {
		const refused = problemResponse(new DomainError('method_not_allowed'), event);
		refused.headers.set('allow', response.headers.get('allow') ?? '');
		return refused;
	}
	return response;
};

/** What every answer carries, and what is counted about it. */
const frame: Handle = async ({ event, resolve }) => {
	const started = performance.now();
	const response = await resolve(event);
	const set = (name: string, value: string) => {
		if (!response.headers.has(name)) response.headers.set(name, value);
	};
	set('x-content-type-options', 'nosniff');
	set('referrer-policy', 'same-origin');
	set('x-frame-options', 'DENY');
	set('cross-origin-opener-policy', 'same-origin');
	set('permissions-policy', 'geolocation=(self), camera=(self), microphone=()');
	if (event.url.protocol === 'https:') set('strict-transport-security', 'max-age=31536000');
	if (event.locals.ctx) set('x-request-id', event.locals.ctx.requestId);
	const route = event.route.id ?? 'unmatched';
	const { requests, seconds } = metrics();
	requests.inc({ route, method: event.request.method, status: String(response.status) });
	seconds.observe({ route }, (performance.now() - started) / 1000);
	return response;
};

export const handle = sequence(frame, language, identity);

/** Last resort for what nobody expected: logged with a reference, told without details. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const reference = event.locals.ctx?.requestId ?? uuidv7();
	if (status < 500) return { message, reference };
	log.error('unexpected failure', { reference, path: event.url.pathname, error });
	return { message: 'internal', code: 'internal', reference };
};
