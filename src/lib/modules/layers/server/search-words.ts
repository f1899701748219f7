import { arNorm } from '#lib/kernel/arabic.ts';
import { similarity } from '#lib/kernel/similarity.ts';
import { STREET_WORDS, streetVariants } from '#lib/kernel/street-words.ts';

/** A query taken apart. All texts are normalised (`arNorm`). */
export interface SearchWords {
	/** As typed, and with street words in full. */
	variants: string[];
	/** Without words for kinds of streets, which say little; the whole when nothing else is there. */
	core: string;
	/** The street words there were, in full: «ش» counts as «شارع». */
	kinds: string[];
}

const KINDS = new Set(STREET_WORDS.map(([word]) => word));

export function searchWords(query: string): SearchWords {
	const variants = streetVariants(query);
	const full = variants[1] ?? variants[0] ?? '';
	const kinds = full.split(' ').filter((word) => KINDS.has(word));
	const bare = bareName(full);
	return { variants, core: bare || full, kinds };
}

/** A name without the words for kinds of streets. */
export function bareName(normalised: string): string {
	return normalised
		.split(' ')
		.filter((word) => !KINDS.has(word))
		.join(' ');
}

/**
 * How well a name answers a query, 0 to 1: the bare names compared as wholes, with the street word as a hint.
 * `inside` is the likeness of the query to the best part of the name, as the database found it.
 */
export function nameScore(words: SearchWords, name: string | null | undefined, inside: number): number {
	if (!name) return 0;
	const norm = arNorm(name);
	const bare = bareName(norm) || norm;
	const whole = similarity(words.core, bare) * 0.35 + inside * 0.34;
	const prefix = bare.startsWith(words.core) ? 0.1 : 0;
	const exact = bare === words.core || words.variants.includes(norm) ? 0.15 : 0;
	const named = norm.split(' ');
	const kind = words.kinds.length === 0 ? 0 : words.kinds.every((k) => named.includes(k)) ? 0.06 : -0.1;
	return Math.max(0, Math.min(1, whole + prefix + exact + kind));
}
