import { isDomainError, type FieldError } from '#lib/kernel/errors.ts';
import { ZodError } from 'zod';
import type { Locale } from '#lib/kernel/locale.ts';
import { errorWords, wordsOf } from './words.ts';
import { zodFields } from './zod-words.ts';

/** RFC 9457 problem details as our API answers them. */
export interface Problem {
	type: string;
	title: string;
	status: number;
	code: string;
	detail: string;
	/** Stands in the log; people quote it. */
	reference: string;
	errors?: { path: string; code: string; message: string }[];
	/** A place to look at: WGS84 longitude, latitude. */
	at?: [number, number];
}

/** Any thrown thing as a problem: expected failures with their words, everything else as `internal`. */
export function problemOf(
	thrown: unknown,
	{ locale, reference }: { locale: Locale; reference: string }
): Problem {
	if (thrown instanceof ZodError) {
		return build('invalid_input', 422, errorWords('invalid_input', {}, locale), {
			reference,
			errors: zodFields(thrown.issues, locale)
		});
	}
	if (!isDomainError(thrown)) {
		if (isDatabaseDown(thrown))
			return build('database_unavailable', 503, errorWords('database_unavailable', {}, locale), {
				reference
			});
		if (isUnstorableText(thrown))
			return build('bad_request', 400, errorWords('bad_request', {}, locale), { reference });
		return build('internal', 500, errorWords('internal', { reference }, locale), { reference });
	}
	const errors = thrown.fields.map((f) => fieldProblem(f, locale));
	return build(thrown.code, thrown.status, errorWords(thrown.code, thrown.params, locale), {
		reference,
		...(errors.length ? { errors } : {}),
		...(thrown.at ? { at: thrown.at } : {})
	});
}

/** True when the failure is the database's absence, which passes: the client may try again. */
export function isDatabaseDown(thrown: unknown): boolean {
	const { code = '', syscall, message } = socketError(thrown);
	return (
		['57P01', '57P02', '57P03', '53300'].includes(code) ||
		// A file that is not there fails with ENOENT too: only the socket's own calls count.
		(SOCKET_CALLS[code]?.includes(syscall ?? '') ?? false) ||
		/Connection terminated|timeout exceeded when trying to connect/.test(String(message))
	);
}

const SOCKET_CALLS: Record<string, readonly string[]> = {
	ECONNREFUSED: ['connect'],
	ENOENT: ['connect'],
	ECONNRESET: ['connect', 'read', 'write'],
	EPIPE: ['write']
};

/** A name with several addresses fails with one error for each. */
function socketError(thrown: unknown): { code?: string; syscall?: string; message?: string } {
	return (thrown instanceof AggregateError ? thrown.errors[0] : thrown) ?? {};
}

/** True when the caller sent a character that no database text can hold (NUL); nothing was written. */
export function isUnstorableText(thrown: unknown): boolean {
	const { code, message, detail } = (thrown ?? {}) as { code?: string; message?: string; detail?: string };
	return code === '22021' || (code === '22P05' && /\\u0000/.test(`${message} ${detail}`));
}

function fieldProblem(field: FieldError, locale: Locale): { path: string; code: string; message: string } {
	const message = field.message ?? wordsOf(`error_${field.code}`, field.params ?? {}, locale) ?? field.code;
	return { path: field.path, code: field.code, message };
}

function build(
	code: string,
	status: number,
	detail: string,
	rest: Omit<Problem, 'type' | 'title' | 'status' | 'code' | 'detail'>
): Problem {
	return { type: `urn:diwan:error:${code}`, title: code, status, code, detail, ...rest };
}
