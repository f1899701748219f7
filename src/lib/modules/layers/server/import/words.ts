import type { Locale } from '#lib/kernel/locale.ts';
import { errorWords, namedSystems, wordsOf } from '#lib/server/http/words.ts';
import type { Refusal } from './options.ts';

/** Why a row was refused, said of a row and not of a drawing on the screen. */
export function refusalWords({ code, params }: Pick<Refusal, 'code' | 'params'>, locale: Locale): string {
	// A row of which only the place is strange is told as any place is.
	if (code === 'geometry_wrong_crs' && !params.likely) return errorWords(code, params, locale);
	return (
		wordsOf(`import_refused_${code}`, namedSystems(params, locale), locale) ??
		errorWords(code, params, locale)
	);
}
