import { sql } from 'kysely';
import { arNorm } from '#lib/kernel/arabic.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import { withoutStreets, type Parties } from '../../rules/index.ts';
import type { CaseRow } from './columns.ts';

/** What somebody wrote, and the field it stands in. */
export interface Written {
	path: string;
	text: string | null;
}

/**
 * What is written in a case after the draw is read by somebody who must not know whose it is. Who does not know either, a
 * reviewer or an agency, may write anything: nobody is told whether they guessed.
 * @throws DomainError `invalid_input` for what says who somebody of the case is.
 */
export async function demandUnnamed(
	tx: Tx,
	{ id, blind }: Pick<CaseRow, 'id' | 'blind'>,
	written: readonly Written[]
): Promise<void> {
	if (blind) return;
	const said = written.filter((w): w is Written & { text: string } => !!w.text);
	const told = await tellingNames(
		tx.db,
		id,
		said.map((w) => w.text)
	);
	const fields = told.map((n) => ({ path: said[n]!.path, code: 'permit_names_told' }));
	if (fields.length) throw new DomainError('invalid_input', { fields });
}

/**
 * An address says where a plot lies, not whose it is: it stands beside the case, where who judges could come to it. The
 * database is asked where a word of theirs is in it. A street of the map beside the plot may be called like them.
 * @param parties whom the case has, where whoever asks just said so.
 * @param geom the plot, where it changes with the address.
 * @throws DomainError `invalid_input` for one that names somebody of the case.
 */
export async function demandNameless(
	tx: Tx,
	{
		id,
		address,
		parties,
		geom = null
	}: { id: string; address: string | null; parties?: Parties; geom?: string | null }
): Promise<void> {
	if (!address || (parties && !sharesWord(address, parties))) return;
	if ((await tellingNames(tx.db, id, [address], address)).length === 0) return;
	const rest = withoutStreets(address, await streetsBeside(tx.db, { id, geom }));
	if ((await tellingNames(tx.db, id, [rest], address)).length === 0) return;
	throw new DomainError('invalid_input', { fields: [{ path: 'address', code: 'permit_address_named' }] });
}

/** Metres about a plot within which its address may name a street. */
const BESIDE_M = 300;

/** The names of the streets about a plot. */
async function streetsBeside(
	db: Tx['db'],
	{ id, geom }: { id: string; geom: string | null }
): Promise<string[]> {
	const near = (table: string) => sql`select array[s.name_ar, s.name_en] as names from plot
		join ${sql.table(table)} s on st_dwithin(s.geom, plot.geom, ${BESIDE_M})`;
	const { rows } = await sql<{ name: string }>`with plot as (
			select coalesce(${geom}::geometry, p.geom) as geom from permit p where p.id = ${id}::bigint
		)
		select distinct name from (${near('streets')} union all ${near('right_of_way')}) s, unnest(names) name
		where name <> ''`.execute(db);
	return rows.map((row) => row.name);
}

const GAPS = /[^\p{L}\p{N}]+/u;

function sharesWord(address: string, { owner, engineer, representative }: Parties): boolean {
	const said = arNorm(address).split(GAPS).join('');
	const theirs = [
		...[owner.name, engineer?.name, engineer?.office, engineer?.syndicate_no],
		representative?.name
	].join(' ');
	return (
		said.replace(/[^0-9]/g, '').length >= 10 ||
		arNorm(theirs)
			.split(GAPS)
			.some((word) => word !== '' && said.includes(word))
	);
}

/** Where words of a case are kept, and which they are there. */
interface Kept {
	source: 'step' | 'request' | 'about' | 'answer' | 'note' | 'reply';
	item: string;
	words: string | null;
}

/**
 * What was written in a case, for a reader who must not know whose it is: a reviewer or an agency that did not know either
 * was not held to avoid the names, so the database holds what is kept against them when it is read. One's own words are
 * one's own, guessed or not.
 * @returns the words in their order, null for those that say who somebody of the case is.
 */
export async function unnamed(
	db: Tx['db'],
	permitId: string,
	written: readonly Kept[]
): Promise<(string | null)[]> {
	const sources = [...new Set(written.filter((w) => w.words !== null).map((w) => w.source))];
	if (sources.length === 0) return written.map((w) => w.words);
	const { rows } = await sql<
		Pick<Kept, 'source' | 'item'>
	>`select source, item from permit_words_telling(${permitId}::bigint, ${sources}::text[])`.execute(db);
	const telling = new Set(rows.map((r) => `${r.source} ${r.item}`));
	return written.map((w) => (telling.has(`${w.source} ${w.item}`) ? null : w.words));
}

/** Which of the texts say who somebody of the case is. @param place the plot's address, which may be where they live. */
async function tellingNames(
	db: Tx['db'],
	permitId: string,
	texts: readonly string[],
	place: string | null = null
): Promise<number[]> {
	if (texts.length === 0) return [];
	const { rows } = await sql<{
		told: number[];
	}>`select permit_tells_who(${permitId}::bigint, ${texts}::text[], ${place}::text) as told`.execute(db);
	return rows[0]!.told.map((n) => n - 1);
}
