import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import { tellingEffects } from '../rules/network/index.ts';
import { telling, type CheckResult, type FoundClash } from '../rules/index.ts';
import { explainLed } from './detours/words.ts';
import { explainTransits } from './detours/transit.ts';

type Locale = keyof Bilingual;

/** What a check found, as far as it is told. */
interface Found {
	clashes: readonly FoundClash[];
	findings: CheckResult['findings'];
}

/**
 * The verdict in words, in both languages: the heaviest clash with distance (metres), days and dates, how many
 * more, what the ground and the calendar say, and the first start possible where there is something to move away from.
 */
export function explain(found: Found, firstStart: string | null): Bilingual {
	return { ar: inWords('ar', found, firstStart), en: inWords('en', found, firstStart) };
}

function inWords(locale: Locale, { clashes, findings }: Found, firstStart: string | null): string {
	const [worst, ...rest] = telling(clashes, (c) => c.other.id).filter((c) => c.severity !== 'info');
	const sentences: string[] = [];
	if (worst) sentences.push(explainClash(worst, locale));
	if (rest.length) sentences.push(m.excavation_explain_more({ count: rest.length }, { locale }));
	const transit = findings.filter((f) => f.rule === 'C5');
	sentences.push(...explainTransits(transit, locale));
	sentences.push(...findings.filter((f) => f.rule !== 'C5').map((f) => f.reason[locale]));
	if (sentences.length === 0) return m.excavation_explain_clear({}, { locale });
	if (worst || findings.some((f) => f.rule === 'C4' || f.rule === 'C6'))
		sentences.push(
			firstStart === null
				? m.excavation_explain_never({}, { locale })
				: m.excavation_explain_free({ day: dayInWords(firstStart, locale) }, { locale })
		);
	return sentences.join(' ');
}

function explainClash(clash: FoundClash, locale: Locale): string {
	const { other, distance_m, window } = clash;
	const from = dayInWords(window.start, locale);
	const to = dayInWords(window.end, locale);
	const days = m.excavation_days({ count: clash.days }, { locale });
	const title = TITLE[clash.rule]({ promoter: other.promoter.name[locale] }, { locale });
	if (clash.network)
		return `${title}: ${tellingEffects(clash.network.effects)
			.slice(0, 2)
			.map((e) => e.reason[locale])
			.join(' ')} ${m.excavation_c9_days({ days, from, to }, { locale })}`;
	if (clash.detours)
		return `${title}: ${explainLed(clash.detours, locale)} ${m.excavation_c5_days({ days, from, to }, { locale })}`;
	if (clash.rule === 'C3') return `${title}: ${m.excavation_sentence_c3({ days, from, to }, { locale })}`;
	const apart =
		distance_m === 0
			? m.excavation_crossing({}, { locale })
			: m.excavation_apart({ metres: String(Math.round(distance_m * 10) / 10) }, { locale });
	return m.excavation_explain_clash({ title, apart, days, from, to }, { locale });
}

const TITLE = {
	C1: m.excavation_clash_with,
	C2: m.excavation_title_c2,
	C3: m.excavation_title_c3,
	C5: m.excavation_title_c5_detour,
	C9: m.excavation_title_c9,
	O1: m.excavation_title_o1
};

const FORMATS = { ar: format('ar-EG-u-nu-latn'), en: format('en-GB') };

function format(tag: string): Intl.DateTimeFormat {
	const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
	return new Intl.DateTimeFormat(tag, parts);
}

function dayInWords(day: string, locale: Locale): string {
	return FORMATS[locale].format(new Date(`${day}T00:00:00Z`));
}
