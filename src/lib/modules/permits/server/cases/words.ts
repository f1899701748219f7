import { sql, type RawBuilder } from 'kysely';
import { arNorm } from '#lib/kernel/arabic.ts';
import type { Tx } from '#lib/server/context.ts';

/** Rows that words may find and still be gathered first; words that find more are read of each row on the way. */
const FEW = 10_000;

/** A table of words: whose they are, and what they are held against. */
export interface Sayings {
	table: RawBuilder<unknown>;
	key: RawBuilder<unknown>;
	of: RawBuilder<unknown>;
}

/** Of a permit `p`: its reference, address and plot. */
export const CASES: Sayings = { table: sql`permit_words`, key: sql`w.permit_id`, of: sql`p.id` };
/** Of a certificate `s` that is a statement: its number and plot. */
export const STATEMENTS: Sayings = {
	table: sql`permit_statement_words`,
	key: sql`w.certificate_id`,
	of: sql`s.id`
};

/**
 * The condition of a row that it says all these words. A number of one or two figures is meant as it stands, another short
 * word as a beginning, and of anything longer a part is enough.
 * @param options.few up to so many rows are gathered before others are looked at.
 * @returns null where nothing is asked; `gathered`: the condition is a list of rows, which are all that is left to look at.
 */
export async function saysWords(
	db: Tx['db'],
	asked: string | undefined,
	{ few = FEW, sayings = CASES }: { few?: number; sayings?: Sayings } = {}
): Promise<{ where: RawBuilder<unknown>; gathered: boolean } | null> {
	const words = wordsOf(asked);
	if (words.length === 0) return null;
	const { rows } = await gatherQuery(words, sayings, few).execute(db);
	const { table, key, of } = sayings;
	if (rows.length <= few)
		return { where: sql`${of} = any(${rows.map((r) => r.id)}::bigint[])`, gathered: true };
	// A query of its own for each row, which is never turned into a walk through all the words.
	const where = sql`coalesce((select true from ${table} w where ${key} = ${of} and ${said(words)}), false)`;
	return { where, gathered: false };
}

/** The same of a permit `p` by reference and plot only, of the few cases that other conditions leave. */
export function placesSay(asked: string | undefined): RawBuilder<unknown> | null {
	const words = wordsOf(asked);
	if (words.length === 0) return null;
	const plot = sql`permit_words_spaced(ar_norm(p.reference || ' ' || coalesce(p.parcel_name, '')))`;
	return sql`(${all(words, plot)})`;
}

/** The rows that say all these words, and one more than a few of them. */
export const gatherQuery = (words: readonly string[], { table, key }: Sayings, few = FEW) =>
	sql<{ id: string }>`select ${key}::text as id from ${table} w where ${said(words)} limit ${few + 1}`;

const said = (words: readonly string[]) => all(words, sql`w.words`);

const all = (words: readonly string[], text: RawBuilder<unknown>) =>
	sql.join(
		words.map((word) => sql`${text} like ${patternOf(word)}`),
		sql` and `
	);

const wordsOf = (asked: string | undefined) =>
	arNorm(asked ?? '')
		.split(' ')
		.filter(Boolean);

function patternOf(word: string): string {
	const literal = word.replace(/[\\%_]/g, '\\$&');
	if ([...word].length > 2) return `%${literal}%`;
	return /^\d+$/.test(word) ? `% ${literal} %` : `% ${literal}%`;
}
