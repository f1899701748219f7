import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { c1Parameters, type C1Parameters, type ParameterRow } from '../rules/index.ts';

/** Rule C1's buffers for works that start on a day. */
export async function c1ParametersOn(db: Tx['db'], day: string): Promise<C1Parameters> {
	return c1Parameters(await c1Rows(db), day);
}

/** Every value rule C1 has had. */
export async function c1Rows(db: Tx['db']): Promise<ParameterRow[]> {
	const { rows } = await sql<ParameterRow>`select name, value::float8 as value, valid_from, valid_to
		from dig_rule_parameter where rule = 'C1'`.execute(db);
	return rows;
}
