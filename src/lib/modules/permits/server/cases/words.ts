import { sql, type RawBuilder } from 'kysely';
import { arNorm } from '#lib/kernel/arabic.ts';
import type { Tx } from '#lib/server/context.ts';

/** Cases that words may find and still be gathered first; words that find more are read of each case on the way. */
const FEW = 10_000;

/**
 * The condition of a permit `p` that its reference, address and plot say all these words. A number of one or two figures
 * is meant as it stands, another short word as a beginning, and of anything longer a part is enough.
 * @param options.places only by reference and plot, of the few cases that the other conditions leave.
 * @param options.few up to so many cases are gathered before others are looked at.
 * @returns null where nothing is asked; `gathered`: the condition is a list of cases, which are all that is left to look at.
 */
export async function saysWords(
	db: Tx['db'],
	asked: string | undefined,
	{ few = FEW, places = false }: { few?: number; places?: boolean } = {}
): Promise<{ where: RawBuilder<unknown>; gathered: boolean } | null> {
	const words = arNorm(asked ?? '')
		.split(' ')
		.filter(Boolean);
	if (words.length === 0) return null;
	if (places) {
		const plot = sql`permit_words_spaced(ar_norm(p.reference || ' ' || coalesce(p.parcel_name, '')))`;
		const where = sql`(${sql.join(
			words.map((word) => sql`${plot} like ${patternOf(word)}`),
			sql` and `
		)})`;
		return { where, gathered: false };
	}
	const said = sql.join(
		words.map((word) => sql`w.words like ${patternOf(word)}`),
		sql` and `
	);
	const { rows } = await sql<{ id: string }>`select w.permit_id::text as id from permit_words w
		where ${said} limit ${few + 1}`.execute(db);
	if (rows.length <= few)
		return { where: sql`p.id = any(${rows.map((r) => r.id)}::bigint[])`, gathered: true };
	// A query of its own for each case, which is never turned into a walk through all the words.
	const where = sql`coalesce((select true from permit_words w where w.permit_id = p.id and ${said}), false)`;
	return { where, gathered: false };
}

function patternOf(word: string): string {
	const literal = word.replace(/[\\%_]/g, '\\$&');
	if ([...word].length > 2) return `%${literal}%`;
	return /^\d+$/.test(word) ? `% ${literal} %` : `% ${literal}%`;
}
