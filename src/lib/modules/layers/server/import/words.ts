import type { FieldError } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { errorWords, namedSystems, wordsOf } from '#lib/server/http/words.ts';
import type { Refusal } from './options.ts';

type Refused = Pick<Refusal, 'code' | 'params'> & { fields?: readonly FieldError[] };

/** Why a row was refused, said of a row and not of a drawing on the screen. */
export function refusalWords({ code, params, fields = [] }: Refused, locale: Locale): string {
	if (code === 'invalid_input' && fields.length > 0)
		return fields.map((field) => fieldWords(field, locale)).join(' ');
	// A row of which only the place is strange is told as any place is.
	if (code === 'geometry_wrong_crs' && !params.likely) return errorWords(code, params, locale);
	return (
		wordsOf(`import_refused_${code}`, namedSystems(params, locale), locale) ??
		errorWords(code, params, locale)
	);
}

/** What is wrong with a field; words made for a form, where the field stands beside them, name it first. */
function fieldWords({ path, code, params }: FieldError, locale: Locale): string {
	const words =
		wordsOf(`import_refused_${code}`, params ?? {}, locale) ?? errorWords(code, params ?? {}, locale);
	return params === undefined ? `${path}: ${words}` : words;
}
