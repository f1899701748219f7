import type { ErrorParams } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { wordsOf } from './message-words.ts';
import { positionWords } from './position-words.ts';

export { wordsOf } from './message-words.ts';
export { namedSystems } from './position-words.ts';

/** What an error code says to a person, in their language. */
export function errorWords(code: string, params: ErrorParams, locale: Locale): string {
	return (
		positionWords(code, params, locale) ??
		wordsOf(`error_${code}`, params, locale) ??
		wordsOf('error_internal', {}, locale) ??
		code
	);
}
