import { fail, isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { DomainError } from '#lib/kernel/errors.ts';
import { log } from '../log/log.ts';
import { problemOf, type Problem } from '../http/problem.ts';

/** What a form's page gets back: which form, whether it was done, or the problem and what was typed. */
export interface FormAnswer {
	form: string;
	done?: boolean;
	problem?: Problem;
	values?: Record<string, string>;
	/** What the form made, to be shown once. */
	result?: unknown;
}

/** Never sent back to the browser. */
const SECRETS = ['password', 'current', 'next', 'totp', 'code', 'nationalId'];

/**
 * Runs a form action. An expected failure comes back to the same page with its status, its words and what was
 * typed; an unexpected one goes on.
 */
export async function formAction(
	event: RequestEvent,
	form: string,
	work: (input: Record<string, string>, data: FormData) => Promise<unknown>
) {
	const input: Record<string, string> = {};
	const { ctx } = event.locals;
	try {
		const data = await readForm(event.request);
		for (const [name, value] of data) if (typeof value === 'string') input[name] = value;
		const result = await work(input, data);
		return { form, done: true, result } satisfies FormAnswer;
	} catch (thrown) {
		if (isRedirect(thrown) || isHttpError(thrown)) throw thrown;
		const problem = problemOf(thrown, { locale: ctx.locale, reference: ctx.requestId });
		if (problem.status >= 500)
			log.error('request failed', { reference: ctx.requestId, path: event.url.pathname, error: thrown });
		const values = Object.fromEntries(Object.entries(input).filter(([name]) => !SECRETS.includes(name)));
		return fail(problem.status, { form, problem, values } satisfies FormAnswer);
	}
}

const LARGEST_FORM = 200_000;

/** @throws DomainError `unsupported_media_type` for what is no form, `too_large`. */
export async function readForm(request: Request): Promise<FormData> {
	if (Number(request.headers.get('content-length') ?? 0) > LARGEST_FORM) throw new DomainError('too_large');
	try {
		return await request.formData();
	} catch {
		throw new DomainError('unsupported_media_type', {
			params: { type: request.headers.get('content-type') }
		});
	}
}
