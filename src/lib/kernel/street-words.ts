import { arNorm } from './arabic.ts';

/** Words for kinds of streets, as `arNorm` leaves them: the full word first, then what people write for it. */
export const STREET_WORDS: readonly (readonly [word: string, ...others: string[]])[] = [
	['شارع', 'ش', 'street', 'st', 'sharia', 'rue'],
	['طريق', 'ط', 'road', 'rd', 'tareeq'],
	['ميدان', 'square', 'sq', 'midan'],
	['حاره', 'ح', 'lane', 'hara'],
	['كورنيش', 'corniche', 'cornish'],
	['كوبري', 'جسر', 'bridge', 'kobri'],
	['محور', 'axis'],
	['نفق', 'tunnel'],
	['زقاق', 'alley'],
	['عطفه'],
	['درب', 'darb'],
	['سكه'],
	['ممر', 'passage'],
	['مدخل']
];

const FULL = new Map(
	STREET_WORDS.flatMap(([word, ...others]) => [word, ...others].map((form) => [form, word]))
);

/**
 * The ways to look up a typed street, normalised, most literal first: as typed, with the kind of street in full
 * («ش ابو قير» → «شارع ابو قير»), and by the bare name.
 */
export function streetVariants(query: string): string[] {
	const typed = arNorm(query);
	const words = typed.split(/[\s./:،,-]+/).filter(Boolean);
	const full = words.map((word) => FULL.get(word) ?? word);
	const bare = words.filter((word) => !FULL.has(word));
	const variants = [typed, full.join(' '), bare.join(' ')];
	return [...new Set(variants)].filter(Boolean);
}
