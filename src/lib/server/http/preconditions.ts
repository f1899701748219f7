import { DomainError } from '#lib/kernel/errors.ts';

/**
 * The version a writer saw, from `If-Match: "3"`.
 * @throws DomainError `precondition_required` without it, `bad_request` when it is no version.
 */
export function requireVersion(request: Request): number {
	const tag = request.headers.get('if-match');
	if (tag === null) throw new DomainError('precondition_required');
	const version = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(tag)?.[1];
	if (version === undefined) throw new DomainError('bad_request', { params: { reason: 'if-match' } });
	return Number(version);
}

/**
 * The sender's `Idempotency-Key`, if any: visible ASCII, at most 200 characters.
 * @throws DomainError `bad_request`
 */
export function idempotencyKey(request: Request): string | undefined {
	const key = request.headers.get('idempotency-key') ?? undefined;
	if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
		throw new DomainError('bad_request', { params: { reason: 'idempotency-key' } });
	return key;
}

export const versionTag = (version: number) => `"${version}"`;
