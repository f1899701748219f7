import type { z } from 'zod';
import { DomainError } from '#lib/kernel/errors.ts';

/**
 * The parameters of a request's address, once each. A name that the schema does not have is refused: whoever sends
 * `crs` to an answer that has none must not take WGS84 for it.
 * @throws DomainError `query_unknown` naming the strange ones and those there are.
 */
export function queryOf(url: URL, schema: z.ZodObject): Record<string, string> {
	const known = Object.keys(schema.shape);
	const strange = [...new Set(url.searchParams.keys())].filter((name) => !known.includes(name));
	if (strange.length > 0) {
		const names = strange.slice(0, 12).join(', ').slice(0, 200);
		throw new DomainError('query_unknown', { params: { names, known: known.join(', ') } });
	}
	return Object.fromEntries(url.searchParams);
}
