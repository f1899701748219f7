import { DomainError } from '#lib/kernel/errors.ts';

/** Where a page ended, as an opaque text: the sort's name and the last row's sort values. */
export function writeCursor(sort: string, values: readonly string[]): string {
	return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
}

/**
 * The sort values of a cursor made by `writeCursor` for the same sort.
 * @throws DomainError `invalid_input`
 */
export function readCursor(
	sort: string,
	cursor: string | undefined,
	shape: readonly RegExp[]
): string[] | null {
	if (cursor === undefined) return null;
	try {
		const [name, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
		const fits =
			name === sort &&
			values.length === shape.length &&
			values.every((v, i) => typeof v === 'string' && shape[i]?.test(v));
		if (fits) return values as string[];
	} catch {
		// Falls through: it is not ours.
	}
	throw new DomainError('invalid_input', { fields: [{ path: 'cursor', code: 'bad_cursor' }] });
}
