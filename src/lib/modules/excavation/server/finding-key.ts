import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { CalendarFinding, DailyHours, Dig, GroundFinding } from '../rules/index.ts';

/** Names a finding of a work. What makes it another one: other days, other hours, another start. */
export function findingKey(
	finding: GroundFinding | CalendarFinding,
	{ window }: Pick<Dig, 'window'>,
	hours: DailyHours | null
): string {
	switch (finding.rule) {
		case 'C4':
		case 'C6':
			return [finding.rule, finding.source_id, finding.window.start, finding.window.end].join(':');
		case 'C7':
			return ['C7', window.start, window.end, hours?.from, hours?.to, hours?.days.join('')].join(':');
		case 'C8':
			return `C8:${window.start}`;
	}
}

/** What the coordinator let pass: ids of digs and names of findings, joined by a space. */
export async function letPass(
	db: Tx['db'],
	asked: readonly { digId: string; key: string }[]
): Promise<ReadonlySet<string>> {
	if (asked.length === 0) return new Set();
	const list = JSON.stringify(asked.map(({ digId, key }) => ({ dig: digId, key })));
	const { rows } = await sql<{ passed: string }>`select o.dig_id || ' ' || o.finding as passed
		from jsonb_to_recordset(${list}::jsonb) as a(dig bigint, key text)
		join dig_override o on o.dig_id = a.dig and o.finding = a.key`.execute(db);
	return new Set(rows.map((r) => r.passed));
}
