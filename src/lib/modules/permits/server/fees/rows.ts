import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { FeeFormula } from '../../rules/index.ts';
import { fromTables } from '../tables.ts';

/** Every row that the table of permit fees has had, oldest scope first. */
export function feeRows(db: Tx['db']): Promise<readonly FeeFormula[]> {
	return fromTables(db, 'fees', async () => {
		const { rows } = await sql<FeeFormula>`select ${FORMULA} from permit_fee_formula f
			order by f.fee, f.variant nulls first, f.place nulls first, f.permit_type nulls first, f.valid_from, f.version`.execute(
			db
		);
		return rows;
	});
}

/** A row of alias `f` as a `FeeFormula`. */
export const FORMULA = sql`f.id::text, f.fee, f.variant, f.place, f.permit_type, f.version, f.stage, f.formula,
	jsonb_build_object('ar', f.title_ar, 'en', f.title_en) as title, f.valid_from, upper(f.holds) as valid_until,
	not isempty(f.holds) as in_force, f.source, f.article, not f.verified as unverified`;
