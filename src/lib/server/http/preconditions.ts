import { DomainError } from '#lib/kernel/errors.ts';

/**
 * The version a writer saw, from `If-Match: "3"`.
 * @throws DomainError `precondition_required` without it, `header_wrong` when it is no version.
 */
export function requireVersion(request: Request): number {
	const tag = request.headers.get('if-match');
	if (tag === null) throw new DomainError('precondition_required');
	const version = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(tag)?.[1];
	if (version === undefined)
		throw new DomainError('header_wrong', { params: { header: 'If-Match', example: '"3"' } });
	return Number(version);
}

/**
 * The sender's `Idempotency-Key`, if any: visible ASCII, at most 200 characters.
 * @throws DomainError `header_wrong`
 */
export function idempotencyKey(request: Request): string | undefined {
	const key = request.headers.get('idempotency-key') ?? undefined;
	if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
		throw new DomainError('header_wrong', { params: { header: 'Idempotency-Key', example: KEY_EXAMPLE } });
	return key;
}

/** One of the usual kind; any visible ASCII without spaces will do. */
const KEY_EXAMPLE = '0192f0c4-7d1e-7b3a-9c55-3f2a8e6d1b07';

export const versionTag = (version: number) => `"${version}"`;
