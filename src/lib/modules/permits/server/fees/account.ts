import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { isDomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { feesAsked, feesOfCase, type FeeCase, type FeeLine, type PayStage } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { lastCheck } from '../cases/checks.ts';
import { placeOf } from '../documents/of-case.ts';
import { feesFor } from './quote.ts';
import { feeRows } from './rows.ts';

/** What the fees of a case are reckoned from today. */
export async function basisOf(
	ctx: Ctx,
	db: Tx['db'],
	found: CaseRow,
	stages: readonly PayStage[]
): Promise<FeeCase> {
	const check = await lastCheck(db, found.id);
	const place = check?.answer.code.place ?? (await placeOf(db, found.id));
	return feesAsked(found, { place, on: cairoDate(ctx.now()), stages });
}

/** What a case would pay by what it says today; gaps and all. */
export async function quoteOfCase(ctx: Ctx, db: Tx['db'], found: CaseRow, stages: readonly PayStage[]) {
	return feesOfCase(await basisOf(ctx, db, found, stages), await feeRows(db));
}

/** Sees that the fees of a stage can be reckoned from what a case says. @throws DomainError `permit_fees_unknown`. */
export async function demandReckonable(
	ctx: Ctx,
	db: Tx['db'],
	found: CaseRow,
	stage: PayStage
): Promise<void> {
	await feesFor(db, await basisOf(ctx, db, found, [stage]));
}

/**
 * Draws up what a case owes at a stage, by the formulas of the day. An account that still fits stays; one that does not
 * is kept, superseded.
 * @throws DomainError `permit_fees_unknown`.
 */
export async function drawUp(ctx: Ctx, tx: Tx, found: CaseRow, stage: PayStage): Promise<void> {
	const basis = await basisOf(ctx, tx.db, found, [stage]);
	const lines = await feesFor(tx.db, basis);
	const { rows: holding } = await sql<{ id: string; told: string }>`select a.id::text,
			coalesce((select string_agg(l.formula_id || ':' || l.amount, ' ' order by l.position)
				from permit_account_line l where l.account_id = a.id), '') as told
		from permit_account a where a.permit_id = ${found.id} and a.stage = ${stage} and a.superseded_at is null`.execute(
		tx.db
	);
	if (holding[0]?.told === lines.map((l) => `${l.formula_id}:${l.amount}`).join(' ')) return;
	const now = ctx.now();
	if (holding[0])
		await sql`update permit_account set superseded_at = ${now} where id = ${holding[0].id}`.execute(tx.db);
	const total = lines.reduce((sum, line) => sum + line.amount, 0);
	const { rows } = await sql<{ id: string }>`insert into permit_account
			(permit_id, stage, permit_version, made_at, priced_on, basis, total)
		values (${found.id}, ${stage}, ${found.version}, ${now}, ${basis.on}::date, ${JSON.stringify(basis)}::jsonb, ${total})
		returning id::text`.execute(tx.db);
	for (const [i, line] of lines.entries()) await insertLine(tx, rows[0]!.id, i + 1, line);
	const detail = { reference: found.reference, stage, total };
	await tx.audit('permit.account', { type: 'permit', id: found.id }, detail);
}

/** The same where a stage has no account yet; one that was told stands, whatever the table has done since. */
export async function drawUpOnce(ctx: Ctx, tx: Tx, found: CaseRow, stage: PayStage): Promise<void> {
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

async function insertLine(tx: Tx, accountId: string, position: number, line: FeeLine): Promise<void> {
	await sql`insert into permit_account_line (account_id, position, fee, title_ar, title_en, exemption, formula_id,
			formula_version, formula_from, figures, amount, least, most, bound, unit_cost_ids, source, article, unverified)
		values (${accountId}, ${position}, ${line.fee}, ${line.title.ar}, ${line.title.en}, ${line.exemption},
			${line.formula_id}, ${line.version}, ${line.valid_from}::date, ${line.figures}, ${line.amount}, ${line.min},
			${line.max}, ${line.bound}, ${line.unit_cost_ids}::bigint[], ${line.source}, ${line.article},
			${line.unverified})`.execute(tx.db);
}
