import { isDomainError, type ErrorParams } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { errorWords } from '#lib/server/http/words.ts';
import { problemOf } from '#lib/server/http/problem.ts';

export interface Failure {
	code: string;
	message: string;
	/** The wrong fields, each in words. */
	fields?: { path: string; code: string; message: string }[];
}

const FILE_TROUBLES: Record<string, string> = {
	ENOENT: 'there is no such file or folder',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	EISDIR: 'this is a folder',
	ENOTDIR: 'a part of the path is not a folder',
	ENOSPC: 'no space left on the disk',
	EROFS: 'the file system is read-only'
};

/** What a failure says to an operator: which thing, which fields, not only that something is wrong. */
export function failureOf(error: unknown, locale: Locale): Failure {
	if (isDomainError(error)) {
		const { errors } = problemOf(error, { locale, reference: '' });
		const message = withDetails(errorWords(error.code, error.params, locale), error.params);
		return { code: error.code, message, ...(errors?.length ? { fields: errors } : {}) };
	}
	const { code = '', path } = (error ?? {}) as { code?: string; path?: string };
	const trouble = FILE_TROUBLES[code];
	if (trouble && path) return { code: 'internal', message: `${path}: ${trouble}` };
	return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** A failure as lines for a terminal. */
export function failureLines({ message, fields = [] }: Failure): string {
	return [message, ...fields.map((f) => `  ${f.path}: ${f.message}`)].join('\n');
}

/** The words are made for a form that shows the thing itself; on a terminal it must be named. */
function withDetails(words: string, params: ErrorParams): string {
	const untold = Object.entries(params).filter(
		([, value]) => value !== undefined && value !== null && value !== '' && !words.includes(String(value))
	);
	return untold.length ? `${words} (${untold.map(([key, value]) => `${key}: ${value}`).join(', ')})` : words;
}
