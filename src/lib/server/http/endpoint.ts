import { error, isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { inDigits } from '#lib/kernel/bidi.ts';
import { log } from '../log/log.ts';
import { isUnstorableText, problemOf, type Problem } from './problem.ts';

/**
 * An API endpoint whose failures answer as problem details in the caller's language.
 * `export const GET = endpoint(async (event) => Response.json(await list(event.locals.ctx)))`
 */
export function endpoint<E extends RequestEvent>(work: (event: E) => Promise<Response> | Response) {
	return async (event: E): Promise<Response> => {
		try {
			return await work(event);
		} catch (thrown) {
			if (isRedirect(thrown) || isHttpError(thrown)) throw thrown;
			return problemResponse(thrown, event);
		}
	};
}

/**
 * A page's load or action: an expected failure becomes SvelteKit's error page with its code and words.
 * `export const load = page(async ({ locals }) => ({ digs: await listDigs(locals.ctx) }))`
 */
export function page<E extends RequestEvent, T>(work: (event: E) => Promise<T> | T) {
	return async (event: E): Promise<T> => {
		try {
			return await work(event);
		} catch (thrown) {
			if (!isDomainError(thrown) && !isUnstorableText(thrown)) throw thrown;
			const problem = problemFor(thrown, event);
			error(problem.status, { message: problem.detail, code: problem.code, reference: problem.reference });
		}
	};
}

/** A failure in the caller's language and digits. */
function problemFor(thrown: unknown, { locals }: Pick<RequestEvent, 'locals'>): Problem {
	const { ctx, digits } = locals;
	const { detail, errors, ...rest } = problemOf(thrown, { locale: ctx.locale, reference: ctx.requestId });
	return {
		...rest,
		detail: inDigits(detail, { digits }),
		...(errors && { errors: errors.map((e) => ({ ...e, message: inDigits(e.message, { digits }) })) })
	};
}

/** The answer to a failed request; unexpected failures are logged with the reference people can quote. */
export function problemResponse(thrown: unknown, event: Pick<RequestEvent, 'locals' | 'url'>): Response {
	const { ctx } = event.locals;
	const problem = problemFor(thrown, event);
	if (problem.status >= 500)
		log.error('request failed', { reference: ctx.requestId, path: event.url.pathname, error: thrown });
	const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8' });
	if (problem.status === 503 || problem.status === 429) {
		const wait = isDomainError(thrown) ? thrown.params.retry_after : undefined;
		headers.set('retry-after', String(wait ?? 5));
	}
	// What was not read still comes in; the connection cannot serve another request.
	if (problem.status === 413) headers.set('connection', 'close');
	return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/**
 * The JSON body of a request.
 * @throws DomainError `unsupported_media_type`, `too_large`, `bad_request`.
 */
export async function readJson(request: Request, maxBytes = 4_000_000): Promise<unknown> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^application\/([a-z.+-]+\+)?json\b/i.test(type))
		throw new DomainError('unsupported_media_type', { params: { type } });
	if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new DomainError('too_large');
	const text = await request.text();
	if (text.length > maxBytes) throw new DomainError('too_large');
	try {
		return JSON.parse(text);
	} catch {
		throw new DomainError('bad_request', { params: { reason: 'json' } });
	}
}
