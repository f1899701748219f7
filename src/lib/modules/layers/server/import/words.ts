import type { Locale } from '#lib/kernel/locale.ts';
import { errorWords, wordsOf } from '#lib/server/http/words.ts';
import type { Refusal } from './options.ts';

/** Why a row was refused, said of a row and not of a drawing on the screen. */
export function refusalWords({ code, params }: Pick<Refusal, 'code' | 'params'>, locale: Locale): string {
	return wordsOf(`import_refused_${code}`, params, locale) ?? errorWords(code, params, locale);
}
