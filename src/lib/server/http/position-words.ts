import { crsOf, isSrid } from '#lib/kernel/crs.ts';
import type { ErrorParams } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { wordsOf } from './message-words.ts';

/**
 * What was recognised about coordinates that lie elsewhere, and what to do about it; undefined for other errors
 * and when nothing was recognised.
 */
export function positionWords(code: string, params: ErrorParams, locale: Locale): string | undefined {
	const named = namedSystems(params, locale);
	const say = (key: string) => wordsOf(`kernel_position_${key}`, named, locale);
	if (code === 'geometry_swapped_axes') return `${say('swapped_axes')} ${say('do_swap')}`;
	if (code !== 'geometry_wrong_crs' || !params.likely) return undefined;
	return `${say('wrong_crs')} ${say(params.swapped ? 'do_choose_and_swap' : 'do_choose')}`;
}

/** Systems as people call them, with their code: `Red Belt (EPSG:22992)`. */
export function namedSystems(params: ErrorParams, locale: Locale): ErrorParams {
	const name = (value: ErrorParams[string]) => {
		const srid = Number(/^EPSG:(\d+)$/.exec(String(value))?.[1]);
		return isSrid(srid) ? `${crsOf(srid).short[locale]} (${crsOf(srid).code})` : value;
	};
	return {
		...params,
		...('declared' in params ? { declared: name(params.declared) } : {}),
		...('likely' in params ? { likely: name(params.likely) } : {})
	};
}
