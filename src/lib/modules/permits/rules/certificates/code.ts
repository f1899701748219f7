import { normaliseCode } from '#lib/kernel/ids.ts';

/** Random bits of a code: thirteen letters of base 32. */
export const CODE_BITS = 65;
const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/;

/** The code of a certificate as it was typed or scanned; null for what cannot be one (the long codes of digs have a dot). */
export function certificateCode(text: string): string | null {
	const code = text.includes('.') ? null : normaliseCode(text);
	return code !== null && CODE.test(code) ? code : null;
}
