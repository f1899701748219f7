import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import { isDomainError } from '#lib/kernel/errors.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { LATER } from '#lib/server/db/statements.ts';
import { feesAsked, feesOfCase, type FeeCase, type FeeLine, type PayStage } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { lastCheck } from '../cases/checks.ts';
import { placeOf } from '../documents/of-case.ts';
import { feesFor } from './quote.ts';
import { feeRows } from './rows.ts';

/** What stands on the table of fees; the price of a reconciliation is the committee's. */
type TariffStage = Exclude<PayStage, 'reconciliation'>;

/** What the fees of a case are reckoned from today. */
export async function basisOf(
	ctx: Ctx,
	db: Tx['db'],
	found: CaseRow,
	stages: readonly TariffStage[]
): Promise<FeeCase> {
	const check = await lastCheck(db, found.root_id);
	const place = check?.answer.code.place ?? (await placeOf(db, found.id));
	return feesAsked(found, { place, on: cairoDate(ctx.now()), stages });
}

/** What a case would pay by what it says today; gaps and all. */
export async function quoteOfCase(ctx: Ctx, db: Tx['db'], found: CaseRow, stages: readonly TariffStage[]) {
	return feesOfCase(await basisOf(ctx, db, found, stages), await feeRows(db));
}

/** Sees that the fees of a stage can be reckoned from what a case says. @throws DomainError `permit_fees_unknown`. */
export async function demandReckonable(
	ctx: Ctx,
	db: Tx['db'],
	found: CaseRow,
	stage: TariffStage
): Promise<void> {
	await feesFor(db, await basisOf(ctx, db, found, [stage]));
}

/**
 * Draws up what a case owes at a stage, by the formulas of the day. An account that still fits stays; one that does not
 * is kept, superseded.
 * @param first nothing can have been drawn up before.
 * @returns what it comes to, in piastres.
 * @throws DomainError `permit_fees_unknown`.
 */
export async function drawUp(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	stage: TariffStage,
	{ first = false } = {}
): Promise<Piastres> {
	const basis = await basisOf(ctx, tx.db, found, [stage]);
	const lines = await feesFor(tx.db, basis);
	const account = { stage, on: basis.on, basis, lines };
	if (first) return keepAccount(ctx, tx, found, account);
	const { rows: holding } = await sql<{
		told: string;
	}>`select coalesce((select string_agg(l.formula_id || ':' || l.amount, ' ' order by l.position)
				from permit_account_line l where l.account_id = a.id), '') as told
		from permit_account a where a.permit_id = ${found.id} and a.stage = ${stage} and a.superseded_at is null`.execute(
		tx.db
	);
	if (holding[0]?.told === lines.map((l) => `${l.formula_id}:${l.amount}`).join(' ')) return totalOf(lines);
	if (holding[0]) await supersede(ctx, tx, found.id, stage);
	return keepAccount(ctx, tx, found, account);
}

interface Account {
	stage: PayStage;
	/** The day by which it is priced. */
	on: CivilDate;
	/** What it was reckoned from. */
	basis: object;
	lines: readonly AccountLine[];
}

/** A line that no formula made has none. */
type AccountLine = Omit<FeeLine, 'stage' | 'formula_id'> & { formula_id: string | null };

/** Writes an account down; the one that held is kept, superseded. */
export async function writeAccount(
	ctx: Ctx,
	tx: Tx,
	found: Pick<CaseRow, 'id' | 'reference' | 'version'>,
	account: Account
): Promise<void> {
	await supersede(ctx, tx, found.id, account.stage);
	await keepAccount(ctx, tx, found, account);
}

async function keepAccount(
	ctx: Ctx,
	tx: Tx,
	found: Pick<CaseRow, 'id' | 'reference' | 'version'>,
	{ stage, on, basis, lines }: Account
): Promise<Piastres> {
	const now = ctx.now();
	const total = totalOf(lines);
	const { rows } = await sql<{ id: string }>`insert into permit_account
			(permit_id, stage, permit_version, made_at, priced_on, basis, total)
		values (${found.id}, ${stage}, ${found.version}, ${now}, ${on}::date, ${JSON.stringify(basis)}::jsonb, ${total})
		returning id::text`.execute(tx.db);
	const { id } = rows[0]!;
	await sql`${LATER}insert into permit_account_line (account_id, position, fee, title_ar, title_en, exemption, formula_id,
			formula_version, formula_from, figures, amount, least, most, bound, unit_cost_ids, source, article, unverified)
		select ${id}::bigint, l.position, l.fee, l.title_ar, l.title_en, l.exemption, l.formula_id, l.formula_version,
			l.formula_from, l.figures, l.amount, l.least, l.most, l.bound, l.unit_cost_ids, l.source, l.article, l.unverified
		from jsonb_populate_recordset(null::permit_account_line, ${JSON.stringify(lines.map(lineRow))}::jsonb) l
		order by l.position`.execute(tx.db);
	const detail = { reference: found.reference, stage, total };
	await tx.audit('permit.account', { type: 'permit', id: found.id }, detail);
	return total;
}

const totalOf = (lines: readonly AccountLine[]): Piastres =>
	lines.reduce((sum, { amount }) => sum + amount, 0);

/** Nothing is owed at a stage any more; what was paid stays paid. */
export async function supersede(ctx: Ctx, tx: Tx, permitId: string, stage: PayStage): Promise<void> {
	await sql`update permit_account set superseded_at = ${ctx.now()}
		where permit_id = ${permitId} and stage = ${stage} and superseded_at is null`.execute(tx.db);
}

/** The same where a stage has no account yet; one that was told stands, whatever the table has done since. */
export async function drawUpOnce(ctx: Ctx, tx: Tx, found: CaseRow, stage: TariffStage): Promise<void> {
	const { rows } = await sql`select from permit_account
		where permit_id = ${found.id} and stage = ${stage} and superseded_at is null`.execute(tx.db);
	if (rows.length === 0) await drawUp(ctx, tx, found, stage);
}

/** The same for a licence that silence granted, where what it costs is known. */
export async function drawUpDeemed(ctx: Ctx, tx: Tx, found: CaseRow): Promise<void> {
	try {
		await drawUpOnce(ctx, tx, found, 'issue');
	} catch (error) {
		if (!isDomainError(error) || error.code !== 'permit_fees_unknown') throw error;
	}
}

const lineRow = ({ title, version, valid_from, min, max, ...line }: AccountLine, i: number) => ({
	...{ ...line, position: i + 1, title_ar: title.ar, title_en: title.en },
	...{ formula_version: version, formula_from: valid_from, least: min, most: max }
});
