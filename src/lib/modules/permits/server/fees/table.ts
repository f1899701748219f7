import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { once, type Once, type Repeatable } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { holdsOn, SetFeeFormula, type FeeFormula } from '../../rules/index.ts';
import { feeRows } from './rows.ts';
import { auditRefusal } from '../cases/refused.ts';

/** The table as its page shows it. */
export interface FeeTable {
	rows: readonly FeeFormula[];
	today: CivilDate;
	may_edit: boolean;
}

/** Every row of the table of fees, with its days and origin. @throws DomainError `forbidden`. */
export async function feeFormulas(ctx: Ctx): Promise<FeeTable> {
	demand(ctx, 'permit:check');
	const rows = await ctx.read((db) => feeRows(db));
	return { rows, today: cairoDate(ctx.now()), may_edit: can(ctx.actor, 'permit_tariff:edit') };
}

/** An exemption that can be claimed. */
export interface ExemptionChoice {
	name: string;
	title: Bilingual;
	article: string | null;
}

/** The exemptions that hold today, by name. @throws DomainError `forbidden`. */
export async function feeExemptions(ctx: Ctx): Promise<ExemptionChoice[]> {
	demand(ctx, 'permit:open');
	const today = cairoDate(ctx.now());
	const rows = (await ctx.read((db) => feeRows(db))).filter(
		(row) => row.formula.kind === 'exemption' && row.variant !== null && holdsOn(row, today)
	);
	const found = new Map(
		rows.map(({ variant, title, article }) => [variant!, { name: variant!, title, article }])
	);
	return [...found.values()];
}

/**
 * Adds a row from a day on; the row of the same scope that held on that day ends the day before. No row is ever edited:
 * another row of the same first day replaces one that was mistaken.
 * @param input `SetFeeFormula`
 * @throws DomainError `forbidden`; ZodError.
 */
export async function setFeeFormula(
	ctx: Ctx,
	input: unknown,
	{ key }: { key?: string | undefined } = {}
): Promise<Once<{ id: string; version: number }>> {
	return auditRefusal(ctx, { name: 'permit_fee_formula', action: 'set_fee_formula' }, async () => {
		demand(ctx, 'permit_tariff:edit');
		const row = SetFeeFormula.parse(input);
		const { personId } = ctx.actor;
		const repeatable: Repeatable | undefined =
			key !== undefined && personId !== null
				? { personId, operation: 'permit_tariff.set', key, request: row }
				: undefined;
		return ctx.transaction((tx) =>
			once(tx, repeatable, async () => {
				const { rows } = await sql<{ id: string; version: number }>`insert into permit_fee_formula
					(fee, variant, place, permit_type, title_ar, title_en, stage, formula, valid_from, source, article,
						verified, created_at, created_by)
				values (${row.fee}, ${row.variant}, ${row.place}, ${row.permit_type}, ${row.title.ar}, ${row.title.en},
					${row.stage}, ${JSON.stringify(row.formula)}::jsonb, ${row.valid_from}::date, ${row.source},
					${row.article}, ${row.verified}, ${ctx.now()}, ${personId})
				returning id::text, version`.execute(tx.db);
				const { id, version } = rows[0]!;
				const { title, formula, ...said } = row;
				const detail = { ...said, version, formula: JSON.stringify(formula), name: title.ar };
				await tx.audit('permit_tariff.set', { type: 'permit_tariff', id }, detail);
				return { id, version };
			})
		);
	});
}
