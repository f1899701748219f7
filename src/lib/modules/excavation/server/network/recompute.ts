import { sql } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import type { Tx } from '#lib/server/context.ts';
import { parametersOn, type ParameterRow, type Window } from '../../rules/index.ts';
import { byWeight, type KeptEvidence } from '../../rules/network/index.ts';
import type { ClashChanges } from '../clash-changes.ts';
import { CLOSING, closingNear, shapeOf, type ClosingRow, type ClosingWork } from './closing.ts';
import { judgeClosings, type Judged } from './judge.ts';
import { networkOf, type RoadNetwork } from './load.ts';
import { ribbonOf } from './ribbon.ts';

interface Me extends ClosingWork {
	id: string;
	reference: string;
	geom: string;
	starts_on: string;
	ends_on: string;
}

/**
 * Brings what these digs have with others under rule C9 up to date, as `recomputeClashes` does for the rules of place
 * and time: keeps the identity of a pair, closes what vanished. Costs one query where none of them closes a road.
 */
export async function recomputeNetwork(
	db: Tx['db'],
	digIds: readonly string[],
	{ now, rows }: { now: Date; rows: readonly ParameterRow[] }
): Promise<ClashChanges> {
	const mine = await closingAmong(db, digIds);
	const changes: Omit<ClashChanges, 'closed'> = { opened: [], changed: [] };
	const standing: string[] = [];
	const network = mine.length ? await networkOf(db) : null;
	for (const me of network?.graph.length_m.length ? mine : []) {
		for (const { row, judged } of await judgedWith(db, network!, me, rows)) {
			const saved = await savePair(db, me, row, judged, now);
			standing.push(saved.id);
			if (saved.what) changes[saved.what].push(saved.id);
		}
		// A file of thousands must not keep the others waiting.
		await setImmediate();
	}
	const { rows: closed } = await sql<{
		id: string;
	}>`update dig_clash set closed_at = ${now}, changed_at = ${now}
		where rule = 'C9' and closed_at is null
			and (dig_a = any(${digIds}::bigint[]) or dig_b = any(${digIds}::bigint[]))
			and id <> all(${standing}::bigint[])
		returning id::text`.execute(db);
	return { ...changes, closed: closed.map(({ id }) => id) };
}

async function closingAmong(db: Tx['db'], digIds: readonly string[]): Promise<Me[]> {
	const { rows } =
		await sql<Me>`select d.id::text, d.reference, d.geom::text as geom, ${shapeOf(sql`d.geom`)} as shape,
		d.width_m::float8 as width_m, d.starts_on, d.ends_on
		from dig d where d.id = any(${digIds}::bigint[]) and ${CLOSING} order by d.id`.execute(db);
	return rows;
}

async function judgedWith(
	db: Tx['db'],
	network: RoadNetwork,
	me: Me,
	rows: readonly ParameterRow[]
): Promise<{ row: ClosingRow; judged: Judged }[]> {
	const window: Window = { start: me.starts_on, end: me.ends_on };
	const { network_reach_m: reach_m } = parametersOn(rows, me.starts_on);
	const near = await closingNear(db, sql`${me.geom}::geometry`, { window, reach_m, except: me.reference });
	const others = near.map((row) => ({
		...row,
		minutes: parametersOn(rows, row.starts_on > me.starts_on ? row.starts_on : me.starts_on).added_minutes
	}));
	const judged = judgeClosings(network, me, others, reach_m);
	return near.flatMap((row, i) => {
		const found = judged[i];
		return found ? [{ row, judged: found }] : [];
	});
}

/** The row of a pair, new or as it was; `what` is null when nothing changed. */
async function savePair(
	db: Tx['db'],
	me: Me,
	other: ClosingRow,
	judged: Judged,
	now: Date
): Promise<{ id: string; what: 'opened' | 'changed' | null }> {
	const turned = BigInt(me.id) > BigInt(other.id);
	const [a, b] = turned ? [other.id, me.id] : [me.id, other.id];
	const evidence = turned ? fromTheOther(judged.evidence) : judged.evidence;
	const from = me.starts_on > other.starts_on ? me.starts_on : other.starts_on;
	const to = me.ends_on < other.ends_on ? me.ends_on : other.ends_on;
	const { rows } = await sql<{ id: string; what: 'opened' | 'changed' | null }>`
with given as (
	select ${ribbonOf(judged.lost, sql`${me.geom}::geometry`)} as geom, ${JSON.stringify(evidence)}::jsonb as evidence
),
saved as (
	insert into dig_clash as c
		(rule, dig_a, dig_b, severity, distance_m, from_on, to_on, days, geom, evidence, first_seen, changed_at)
	select 'C9', ${a}::bigint, ${b}::bigint, 'warn', ${other.distance_m}, ${from}::date, ${to}::date,
		${to}::date - ${from}::date + 1, geom, evidence, ${now}, ${now} from given
	on conflict (rule, dig_a, dig_b) do update set distance_m = excluded.distance_m, from_on = excluded.from_on,
		to_on = excluded.to_on, days = excluded.days, geom = excluded.geom, evidence = excluded.evidence,
		changed_at = excluded.changed_at, closed_at = null
	where c.closed_at is not null or (c.from_on, c.to_on, c.evidence) is distinct from
		(excluded.from_on, excluded.to_on, excluded.evidence)
	returning c.id, case when xmax = 0 then 'opened' else 'changed' end as what
)
select coalesce(s.id, c.id)::text as id, s.what
from (select) one left join saved s on true
left join dig_clash c on c.rule = 'C9' and c.dig_a = ${a}::bigint and c.dig_b = ${b}::bigint`.execute(db);
	return rows[0]!;
}

/** The same effects, with the two works in the order of the record. */
function fromTheOther({ effects }: KeptEvidence): KeptEvidence {
	const turned = { a: 'b', b: 'a' } as const;
	return { effects: effects.map((e) => ({ ...e, of: e.of && turned[e.of] })).sort(byWeight) };
}
