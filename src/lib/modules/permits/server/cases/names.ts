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
 * What is written in a case after the draw is read by somebody who must not know whose it is. A reviewer who does not know
 * either may write anything: nobody is told whether they guessed.
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
	if ((await tellingNames(tx.db, id, [address])).length === 0) return;
	const rest = withoutStreets(address, await streetsBeside(tx.db, { id, geom }));
	if ((await tellingNames(tx.db, id, [rest])).length === 0) return;
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
	const theirs = [owner.name, engineer?.name, engineer?.office, representative?.name].join(' ');
	return (
		said.replace(/[^0-9]/g, '').length >= 10 ||
		arNorm(theirs)
			.split(GAPS)
			.some((word) => word !== '' && said.includes(word))
	);
}

/**
 * What others wrote, for a reader who must not know whose the case is: a reviewer who did not know either was not held to
 * avoid the names, so each text is held against them when it is read. One's own words are one's own, guessed or not.
 * @returns the same with null for words that say who somebody of the case is.
 */
export async function unnamed<T extends { words: string | null; mine: boolean }>(
	db: Tx['db'],
	permitId: string,
	written: readonly T[]
): Promise<T[]> {
	const others = written.filter((w) => w.words !== null && !w.mine);
	const told = await tellingNames(
		db,
		permitId,
		others.map((w) => w.words!)
	);
	const telling = new Set(told.map((n) => others[n]));
	return written.map((w) => (telling.has(w) ? { ...w, words: null } : w));
}

/** Which of the texts say who somebody of the case is. */
async function tellingNames(db: Tx['db'], permitId: string, texts: readonly string[]): Promise<number[]> {
	if (texts.length === 0) return [];
	const { rows } = await sql<{
		told: number[];
	}>`select permit_tells_who(${permitId}::bigint, ${texts}::text[]) as told`.execute(db);
	return rows[0]!.told.map((n) => n - 1);
}
