/**
 * How alike two texts are, 0 to 1, as `similarity` of pg_trgm sees them: shared trigrams over all trigrams of their
 * words, each word padded with two spaces before and one after.
 */
export function similarity(a: string, b: string): number {
	return similarityOfSets(trigrams(a), trigrams(b));
}

/** The trigrams of a text, for comparing one text with many. */
export function trigrams(text: string): Set<string> {
	const found = new Set<string>();
	for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
		const padded = [...`  ${word} `];
		for (let at = 0; at + 3 <= padded.length; at++) found.add(padded.slice(at, at + 3).join(''));
	}
	return found;
}

/** Similarity of two sets made by `trigrams`. */
export function similarityOfSets(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	let shared = 0;
	for (const trigram of a) if (b.has(trigram)) shared++;
	const all = a.size + b.size - shared;
	return all === 0 ? 0 : shared / all;
}
