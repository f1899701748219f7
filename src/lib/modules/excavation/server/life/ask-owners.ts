import { sql, type RawBuilder } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { NETWORKS, type Dig } from '../../rules/index.ts';
import { lockDigs } from '../save.ts';
import { readTerms, type Terms } from './due.ts';

/** Requests looked at in one transaction: others wait for its lock. */
const BATCH = 200;

/**
 * Asks everybody whose networks lie within reach of a dig's zone: owners of the lines of a layer, everywhere or in an
 * area, and those who declared an area or a pipe. The dig's own unit is not asked.
 */
export async function askOwners(db: Tx['db'], dig: Dig, terms: Terms, now: Date): Promise<void> {
	await ask(db, { which: sql`d.id = ${dig.id}`, round: sql`${dig.life.round}::smallint`, terms, now });
}

/**
 * Asks those of requests that are being judged whose networks became known after they were handed in: a unit
 * declared them, or lines were imported. Who was asked before is not asked again.
 * @returns how many were asked.
 */
export async function askLateOwners(ctx: Ctx): Promise<number> {
	const open = await ctx.read(async (db) => {
		const { rows } = await sql<{
			id: string;
		}>`select d.id::text from dig d where ${BEING_JUDGED} order by d.id`.execute(db);
		return rows.map((r) => r.id);
	});
	let asked = 0;
	for (let at = 0; at < open.length; at += BATCH) {
		const ids = open.slice(at, at + BATCH);
		asked += await ctx.transaction((tx) => askLate(ctx, tx, sql`d.id = any(${ids}::bigint[])`));
	}
	return asked;
}

/** The same in a transaction, for some of the requests. */
export async function askLate(ctx: Ctx, tx: Tx, which: RawBuilder<unknown> = sql`true`): Promise<number> {
	await lockDigs(tx.db);
	const now = ctx.now();
	const terms = await readTerms(tx.db, now);
	const judged = sql`${BEING_JUDGED} and ${which}`;
	const rows = await ask(tx.db, { which: judged, round: sql`d.round`, terms, now });
	for (const { dig_id, ...detail } of rows) {
		await sql`update dig set updated_at = ${now} where id = ${dig_id}`.execute(tx.db);
		await tx.audit('dig.owner_asked', { type: 'dig', id: dig_id }, detail);
	}
	return rows.length;
}

const BEING_JUDGED = sql`exists (select from dig_approval v
	where v.dig_id = d.id and v.round = d.round and v.state in ('asked', 'waiting'))`;

interface Asking {
	/** Of digs `d`. */
	which: RawBuilder<unknown>;
	round: RawBuilder<unknown>;
	terms: Terms;
	now: Date;
}

async function ask(db: Tx['db'], { which, round, terms, now }: Asking) {
	const reach = terms.parameters.response_reach_m;
	const lines = NETWORKS.map(
		(network) => sql`select w.id as dig_id, ${network} as network, n.geom
			from work w join ${sql.table(`utilities_${network}`)} n on n.geom && st_expand(w.zone, ${reach}::float8)
				and st_dwithin(n.geom, w.zone, ${reach}::float8)`
	);
	const { rows } = await sql<{ dig_id: string; reference: string; unit: string }>`
with work as materialized (
	select d.id, ${round} as round, d.zone, d.geom, d.unit_id, d.reference from dig d where ${which}
),
near as materialized (${sql.join(lines, sql` union all `)}),
met as (
	select w.id, o.unit_id, n.network, st_distance(n.geom, w.geom) as distance_m
	from dig_network_owner o
	join near n on n.network = o.network
		and (o.geom is null or (st_dimension(o.geom) = 2 and st_intersects(o.geom, n.geom)))
	join work w on w.id = n.dig_id
	where o.closed_at is null
	union all
	select w.id, o.unit_id, o.network, st_distance(o.geom, w.geom)
	from work w join dig_network_owner o on o.geom && st_expand(w.zone, ${reach}::float8)
		and st_dwithin(o.geom, w.zone, ${reach}::float8)
	where o.closed_at is null and (o.network is null or st_dimension(o.geom) = 1)
),
asked as (
	insert into dig_response (dig_id, round, unit_id, networks, distance_m, asked_at, due_on)
	select w.id, w.round, m.unit_id,
		coalesce(array_agg(distinct m.network) filter (where m.network is not null), '{}'), min(m.distance_m),
		${now}, ${terms.dueIn(terms.parameters.response_days)}::date
	from met m join work w using (id) join unit u on u.id = m.unit_id and u.valid
	where m.unit_id is distinct from w.unit_id
	group by w.id, w.round, m.unit_id
	on conflict do nothing
	returning dig_id, unit_id
)
select a.dig_id::text, w.reference, a.unit_id::text as unit from asked a join work w on w.id = a.dig_id
order by a.dig_id, a.unit_id`.execute(db);
	return rows;
}
