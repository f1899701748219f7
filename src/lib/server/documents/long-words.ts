/** A word longer than this can be longer than a line; it is then broken after so many letters. */
const LONG = 40;
const AFTER = 30;
const WORD = new RegExp(`\\S{${LONG + 1},}`, 'gu');
/** So many letters, the marks that belong to the last of them, and more to come. */
const PIECE = new RegExp(`[^\\p{M}]\\p{M}*(?:[^\\p{M}]\\p{M}*){${AFTER - 1}}(?=[^\\p{M}])`, 'gu');
const BREAK_HERE = '\u200b';

/** The same data, with places to break a line in words that no line of a paper could hold; addresses stay whole. */
export function withBreaks<T>(data: T): T {
	if (typeof data === 'string')
		return data.replace(WORD, (word) =>
			/^https?:/.test(word) ? word : word.replace(PIECE, `$&${BREAK_HERE}`)
		) as T;
	if (Array.isArray(data)) return data.map(withBreaks) as T;
	if (data === null || typeof data !== 'object') return data;
	return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withBreaks(value)])) as T;
}
