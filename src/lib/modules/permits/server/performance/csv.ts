import type { Locale } from '#lib/kernel/locale.ts';
import { wordsOf } from '#lib/server/http/words.ts';
import type { Performance, Span, UnitFigures } from '../../rules/index.ts';

/** The tables of the figures as a file that spreadsheets open in Arabic: departments, then steps. */
export function performanceCsv({ total, units, steps, period }: Performance, locale: Locale): string {
	const word = (name: string) => wordsOf(`permits_perf_${name}`, {}, locale) ?? name;
	const span = ({ cases, median, p90 }: Span) => [cases, rounded(median), rounded(p90)];
	const whole = (figures: Omit<UnitFigures, 'unit'>) => [
		...[figures.waiting, figures.late, figures.alarms.first, figures.alarms.last, figures.alarms.expired],
		...[figures.checked, figures.returned, figures.granted, figures.refused, ...span(figures.whole)]
	];
	const columns = ['waiting', 'late', 'alarm_first', 'alarm_last', 'alarm_expired', 'checked', 'returned'];
	const heads = [...columns, 'granted', 'refused', 'cases', 'median', 'p90'].map(word);
	const rows: (string | number | null)[][] = [
		[word('from'), period.from, word('to'), period.to],
		[],
		[word('unit'), ...heads],
		...units.map((row) => [row.unit.name[locale], ...whole(row)]),
		[word('all'), ...whole(total)],
		[],
		[word('step'), ...['waiting', 'late', 'cases', 'median', 'p90'].map(word)],
		...steps.map(({ state, waiting, late, stay }) => [
			...[wordsOf(`permits_state_${state}`, {}, locale) ?? state, waiting, late, ...span(stay)]
		])
	];
	return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const rounded = (days: number | null) => (days === null ? null : Math.round(days * 100) / 100);

/** What looks like a formula is not to be run as one. */
function cell(value: string | number | null): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return `"${safe.replaceAll('"', '""')}"`;
}
