import type { Locale } from '#lib/kernel/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { wordsOf } from '#lib/server/http/words.ts';
import type { PermitKind, PublicEvent, PublicPermit, PublicState } from '../../rules/index.ts';

const named = (key: string, locale: Locale, code: string) => wordsOf(key, {}, locale) ?? code;

export const stateWords = (state: PublicState, locale: Locale) =>
	named(`register_state_${state}`, locale, state);
export const eventWords = (event: PublicEvent, locale: Locale) =>
	named(`register_event_${event}`, locale, event);
export const kindWords = (kind: PermitKind, locale: Locale) => named(`permits_kind_${kind}`, locale, kind);
export const useWords = (use: PublicPermit['use'], locale: Locale) =>
	use && named(`permits_use_${use}`, locale, use);

/** What is built, in a line: "New building · floors: 4, height 13 m". */
export function described({ kind, use, floors, height_m, area_m2 }: PublicPermit, locale: Locale): string {
	const reader = { locale };
	const what = [kindWords(kind, locale), useWords(use, locale)].filter(Boolean).join(' - ');
	const numbers = [
		floors === null ? '' : m.register_described_floors({ count: String(floors) }, reader),
		height_m === null ? '' : m.register_described_height({ metres: String(height_m) }, reader),
		area_m2 === null ? '' : m.register_described_area({ area: String(area_m2) }, reader)
	].filter(Boolean);
	return numbers.length
		? m.register_described({ kind: what, numbers: numbers.join(locale === 'ar' ? '، ' : ', ') }, reader)
		: what;
}
