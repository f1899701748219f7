import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { GroundVerdict, Window } from '../rules/index.ts';
import { dayInWords, type Locale } from './calendar/words.ts';

/** Rule C4 in words, both languages: which pavement, since when, until when. */
export function explainC4(name: Bilingual, pavedOn: string | null, found: GroundVerdict): Bilingual {
	return both((locale) => {
		const words = { name: name[locale], free: dayInWords(found.free_from, locale) };
		return pavedOn === null
			? m.excavation_c4_until(words, { locale })
			: m.excavation_c4_paved({ ...words, day: dayInWords(pavedOn, locale) }, { locale });
	});
}

/** Rule C6 in words, both languages: which event, which days, when the place is free again. */
export function explainC6(name: Bilingual, days: Window, found: GroundVerdict): Bilingual {
	return both((locale) =>
		m.excavation_c6_event(
			{
				name: name[locale],
				from: dayInWords(days.start, locale),
				to: dayInWords(days.end, locale),
				free: dayInWords(found.free_from, locale)
			},
			{ locale }
		)
	);
}

const both = (say: (locale: Locale) => string): Bilingual => ({ ar: say('ar'), en: say('en') });
