import { m } from '#lib/paraglide/messages.js';
import { shapeOf, type HoursPattern, type ToldPattern } from '../../rules/index.ts';
import { dayInWords, list, weekdaysInWords, type Locale } from './words.ts';

export function toldPatterns(patterns: readonly HoursPattern[]): ToldPattern[] {
	const say = (p: HoursPattern, locale: Locale) => patternInWords(p, patterns, locale);
	return patterns.map((p) => ({ ...p, words: { ar: say(p, 'ar'), en: say(p, 'en') } }));
}

/** One pattern among others; its days are named when the others hold on other days of the year. */
export function patternInWords(
	pattern: HoursPattern,
	among: readonly HoursPattern[],
	locale: Locale
): string {
	const { start, end } = pattern;
	const days = start === end ? dayInWords(start, locale) : weekdaysInWords(pattern.weekdays, locale);
	const hours = hoursInWords(pattern, locale);
	const line = m.calendar_pattern({ days, hours }, { locale });
	if (start === end || among.every((p) => p.start === start)) return line;
	const [from, to] = [dayInWords(start, locale), dayInWords(end, locale)];
	return m.calendar_pattern_between({ from, to, line }, { locale });
}

function hoursInWords({ allowed }: HoursPattern, locale: Locale): string {
	const shape = shapeOf(allowed);
	switch (shape.kind) {
		case 'none':
			return m.calendar_hours_none({}, { locale });
		case 'all':
			return m.calendar_hours_all({}, { locale });
		case 'night':
			return m.calendar_hours_span({ from: shape.from, to: shape.to }, { locale });
		case 'except':
			return m.calendar_hours_except({ from: shape.from, to: shape.to }, { locale });
		case 'spans':
			return list(
				shape.spans.map((s) => m.calendar_hours_span(s, { locale })),
				locale
			);
	}
}
