import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { feesOf, type DigState, type FeeBasis, type Fees } from '../../rules/index.ts';
import { LINE, NAME, toLine, type LineRow } from './columns.ts';
import { basisOf } from './opened.ts';
import { tariffRows } from './tariff.ts';

/** An account that was drawn up, with its lines. */
export interface Account {
	id: string;
	drawn_up: { at: string; version: number; by: Bilingual | null };
	basis: FeeBasis;
	fees: Fees;
}

/** What a dig pays as it stands, by the tariff as it stands. */
export async function quoteOf(db: Tx['db'], digId: string): Promise<{ basis: FeeBasis; fees: Fees }> {
	const basis = await basisOf(db, digId);
	return { basis, fees: feesOf(basis, await tariffRows(db)) };
}

/** The account that holds; null while there is only a quote. */
export async function accountOf(db: Tx['db'], digId: string): Promise<Account | null> {
	const { rows } = await sql<AccountRow>`select a.id::text, a.made_at, a.dig_version, a.basis,
			a.restoration::float8 as restoration, a.minimum::float8 as minimum, a.supervision::float8 as supervision,
			a.total::float8 as total, a.deposit::float8 as deposit, ${NAME('p')} as by
		from dig_account a left join person p on p.id = a.made_by
		where a.dig_id = ${digId} and a.superseded_at is null`.execute(db);
	if (!rows[0]) return null;
	const { id, made_at, dig_version, by, basis, ...sums } = rows[0];
	const lines = await sql<LineRow>`select ${LINE} from dig_account_line l where l.account_id = ${id}
		order by l.position`.execute(db);
	const told = lines.rows.map(toLine);
	return {
		id,
		drawn_up: { at: made_at.toISOString(), version: dig_version, by },
		basis,
		fees: { ...sums, lines: told, gaps: [], verified: told.every((line) => line.verified) }
	};
}

/** In these states the account follows the dig; afterwards it stays as it was drawn up. */
const FOLLOWS: readonly DigState[] = ['submitted', 'granted'];
/** In these a dig has no account. */
const WITHOUT: readonly DigState[] = ['planned', 'refused', 'cancelled'];

/**
 * Draws up the account of a dig when it has none or no longer fits, as its state allows. To be called by every
 * change of a dig; the one before is kept, superseded. Days without a price leave it undrawn.
 * @returns true when a new account holds.
 */
export async function keepAccount(
	ctx: Ctx,
	tx: Tx,
	dig: { id: string; reference: string; state: DigState; version: number },
	follows: readonly DigState[] = FOLLOWS
): Promise<boolean> {
	if (WITHOUT.includes(dig.state)) return false;
	const before = await accountOf(tx.db, dig.id);
	if (before && !follows.includes(dig.state)) return false;
	const { basis, fees } = await quoteOf(tx.db, dig.id);
	if (fees.gaps.length) return false;
	if (before && same(before, { basis, fees })) return false;
	const now = ctx.now();
	if (before) await sql`update dig_account set superseded_at = ${now} where id = ${before.id}`.execute(tx.db);
	const { rows } = await sql<{
		id: string;
	}>`insert into dig_account (dig_id, dig_version, made_at, made_by, basis,
			restoration, minimum, supervision, total, deposit)
		values (${dig.id}, ${dig.version}, ${now}, ${ctx.actor.personId}, ${JSON.stringify(basis)}::jsonb,
			${fees.restoration}, ${fees.minimum}, ${fees.supervision}, ${fees.total}, ${fees.deposit})
		returning id::text`.execute(tx.db);
	const { id } = rows[0]!;
	await insertLines(tx, id, fees);
	const { total, deposit } = fees;
	const detail = { reference: dig.reference, version: dig.version, total, deposit };
	await tx.audit('dig.account', { type: 'dig', id: dig.id }, detail);
	return true;
}

/**
 * Draws up the accounts of these digs anew where they no longer fit, because another work changed what they open:
 * also of those that are dug already.
 */
export async function redrawAccounts(ctx: Ctx, tx: Tx, digIds: readonly string[]): Promise<void> {
	const { rows } = await sql<{ id: string; reference: string; state: DigState; version: number }>`
		select id::text, reference, state, version from dig where id = any(${digIds}::bigint[]) order by id`.execute(
		tx.db
	);
	for (const dig of rows) await keepAccount(ctx, tx, dig, [...FOLLOWS, 'running']);
}

interface AccountRow extends Pick<Fees, 'restoration' | 'minimum' | 'supervision' | 'total' | 'deposit'> {
	id: string;
	made_at: Date;
	dig_version: number;
	basis: FeeBasis;
	by: Bilingual | null;
}

async function insertLines(tx: Tx, accountId: string, fees: Fees): Promise<void> {
	for (const [index, line] of fees.lines.entries())
		await sql`insert into dig_account_line (account_id, position, item, grade, surface, protected, from_on, to_on,
				of_days, quantity, price, factor, formula, amount, tariff_ids, tariff_from, verified)
			values (${accountId}, ${index + 1}, ${line.item}, ${line.grade}, ${line.surface}, ${line.protected},
				${line.window.start}::date, ${line.window.end}::date, ${line.of_days}, ${line.quantity}, ${line.price},
				${line.factor}, ${line.formula}, ${line.amount}, ${line.tariff_ids}::bigint[],
				${line.tariff_from}::date, ${line.verified})`.execute(tx.db);
}

/** The same works at the same prices. */
function same(a: Pick<Account, 'basis' | 'fees'>, b: Pick<Account, 'basis' | 'fees'>): boolean {
	const plain = ({ basis, fees }: Pick<Account, 'basis' | 'fees'>) =>
		JSON.stringify([
			[basis.window.start, basis.window.end, basis.category, basis.method],
			fees.lines.map((l) => [l.formula, l.amount, l.window.start, l.tariff_ids])
		]);
	return plain(a) === plain(b);
}
