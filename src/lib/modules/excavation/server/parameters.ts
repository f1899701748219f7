import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import { parametersOn, RULE_DEFAULTS, type ParameterRow, type RuleParameters } from '../rules/index.ts';

/** What the rules measure with, for works that start on a day. */
export async function ruleParametersOn(db: Tx['db'], day: string): Promise<RuleParameters> {
	return parametersOn(await parameterRows(db), day);
}

/** Every value that the rules have had. */
export async function parameterRows(db: Tx['db']): Promise<ParameterRow[]> {
	const { rows } =
		await sql<ParameterRow>`${KEEP}select rule, name, value::float8 as value, valid_from, valid_to
		from dig_rule_parameter`.execute(db);
	return rows;
}

/** A rule's value in force on a day, inside a query. */
export const parameter = (rule: string, name: keyof typeof RULE_DEFAULTS, day: RawBuilder<unknown>) =>
	sql`coalesce((select p.value from dig_rule_parameter p where p.rule = ${rule} and p.name = ${name}
		and ${day} >= p.valid_from and (p.valid_to is null or ${day} <= p.valid_to)), ${RULE_DEFAULTS[name]})`;
