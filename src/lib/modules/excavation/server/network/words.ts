import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { KeptEffect, KeptEvidence, NetworkEvidence } from '../../rules/network/index.ts';
import type { Locale } from '../calendar/words.ts';

/** What two closures do together, with each effect in words of both languages. */
export function tellEvidence({ effects }: KeptEvidence): NetworkEvidence {
	return { effects: effects.map((e) => ({ ...e, reason: { ar: inWords(e, 'ar'), en: inWords(e, 'en') } })) };
}

function inWords(effect: KeptEffect, locale: Locale): Bilingual[Locale] {
	const minutes = (n: number) => m.excavation_minutes({ count: Math.round(n) }, { locale });
	const place = effect.place?.name[locale] ?? '';
	if (effect.added_minutes === null || effect.minutes_both === null)
		return CUT[which(effect)]({ place }, { locale });
	const words = {
		place,
		added: minutes(effect.added_minutes),
		both: minutes(effect.minutes_both),
		alone: minutes(effect.minutes_alone)
	};
	return LONGER[which(effect)](words, { locale });
}

function which({ kind, place }: KeptEffect): keyof typeof CUT {
	if (kind !== 'rescue') return kind;
	return place?.kind === 'fire_station' ? 'fire' : 'ambulance';
}

const CUT = {
	detour: m.excavation_c9_detour_cut,
	access: m.excavation_c9_access_cut,
	ambulance: m.excavation_c9_ambulance_cut,
	fire: m.excavation_c9_fire_cut
};
const LONGER = {
	detour: m.excavation_c9_detour_longer,
	access: m.excavation_c9_access_longer,
	ambulance: m.excavation_c9_ambulance_longer,
	fire: m.excavation_c9_fire_longer
};
