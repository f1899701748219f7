import { toArabicSentence } from './bidi.ts';

/**
 * A message in the digits of whoever reads it: of what the options say, those of `m.x({}, prefs)`. The build lays it
 * around every message (`vite.config.ts`), so that no figure in a sentence is of another style than those beside it.
 */
export function inDigits<T extends string>(text: T, { digits }: { digits?: string }): T {
	return digits === 'arab' ? (toArabicSentence(text) as T) : text;
}
