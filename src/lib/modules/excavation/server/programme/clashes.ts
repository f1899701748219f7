import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { ClashRule, ProgrammeClash, ProgrammeParty, Severity } from '../../rules/index.ts';

/** More than a person reads of a report; all of them are in the list of clashes. */
const MOST = 200;

interface Row {
	rule: ClashRule;
	severity: Severity;
	from_on: string;
	to_on: string;
	days: number;
	a: ProgrammeParty;
	b: ProgrammeParty;
}

/** These clashes with both parties as their agencies know them: those that block first. */
export async function clashesAmong(db: Tx['db'], ids: readonly string[]): Promise<ProgrammeClash[]> {
	const { rows } = await sql<Row>`select c.rule, c.severity, c.from_on, c.to_on, c.days,
			${party('a')} as a, ${party('b')} as b
		from dig_clash c
		join dig a on a.id = c.dig_a left join unit ua on ua.id = a.unit_id left join programme_work pa on pa.dig_id = a.id
		join dig b on b.id = c.dig_b left join unit ub on ub.id = b.unit_id left join programme_work pb on pb.dig_id = b.id
		where c.id = any(${ids}::bigint[])
		order by array_position(array['block', 'warn', 'info'], c.severity), c.from_on, c.id limit ${MOST}`.execute(
		db
	);
	return rows.map(({ from_on: from, to_on: to, ...clash }) => ({ ...clash, from, to }));
}

const party = (of: 'a' | 'b') => {
	const [d, u, p] = [sql.ref(of), sql.ref(`u${of}`), sql.ref(`p${of}`)];
	return sql`jsonb_build_object('reference', ${d}.reference, 'source_id', coalesce(${p}.source_id, ${d}.source_id),
		'title', ${d}.title, 'promoter', jsonb_build_object('ar', coalesce(${u}.name_ar, ${d}.promoter),
		'en', coalesce(${u}.name_en, ${d}.promoter)))`;
};
