import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import { can, type Actor } from '#lib/server/policy/index.ts';
import { NETWORKS, type Dig, type Network, type OwnerResponse } from '../../rules/index.ts';
import type { Terms } from './due.ts';

/**
 * Asks everybody whose networks lie within reach of a dig's zone: owners of the lines of a layer, everywhere or in an
 * area, and those who declared an area or a pipe. The dig's own unit is not asked.
 */
export async function askOwners(db: Tx['db'], dig: Dig, terms: Terms, now: Date): Promise<void> {
	const reach = terms.parameters.response_reach_m;
	const lines = NETWORKS.map(
		(network) => sql`select ${network} as network, n.geom from ${sql.table(`utilities_${network}`)} n, dig d
			where d.id = ${dig.id} and n.geom && st_expand(d.zone, ${reach}::float8)
				and st_dwithin(n.geom, d.zone, ${reach}::float8)`
	);
	await sql`
with near as materialized (${sql.join(lines, sql` union all `)}),
met as (
	select o.unit_id, n.network, st_distance(n.geom, d.geom) as distance_m
	from dig_network_owner o
	join near n on n.network = o.network
		and (o.geom is null or (st_dimension(o.geom) = 2 and st_intersects(o.geom, n.geom)))
	join dig d on d.id = ${dig.id}
	where o.closed_at is null
	union all
	select o.unit_id, o.network, st_distance(o.geom, d.geom)
	from dig d join dig_network_owner o on o.geom && st_expand(d.zone, ${reach}::float8)
		and st_dwithin(o.geom, d.zone, ${reach}::float8)
	where d.id = ${dig.id} and o.closed_at is null and (o.network is null or st_dimension(o.geom) = 1)
)
insert into dig_response (dig_id, round, unit_id, networks, distance_m, asked_at, due_on)
select ${dig.id}, ${dig.life.round}, m.unit_id,
	coalesce(array_agg(distinct m.network) filter (where m.network is not null), '{}'), min(m.distance_m),
	${now}, ${terms.dueIn(terms.parameters.response_days)}::date
from met m join unit u on u.id = m.unit_id and u.valid
where m.unit_id is distinct from ${dig.promoter.unit_id}::bigint
group by m.unit_id`.execute(db);
}

/**
 * A permit waits until every owner has answered and no objection stands, unless the governorate says otherwise.
 * @throws DomainError `dig_responses_missing`, `dig_objections`, naming the owners.
 */
export async function demandAnswered(db: Tx['db'], dig: Dig, terms: Terms, locale: 'ar' | 'en') {
	const { rows } = await sql<{ missing: string | null; against: string | null }>`select
			string_agg(u.${sql.raw(locale === 'ar' ? 'name_ar' : 'name_en')}, ', ') filter (where r.answer is null) as missing,
			string_agg(u.${sql.raw(locale === 'ar' ? 'name_ar' : 'name_en')}, ', ') filter (where r.answer = 'objection'
				and not exists (select from dig_override o where o.dig_id = r.dig_id and o.finding = ${KEY})) as against
		from dig_response r join unit u on u.id = r.unit_id
		where r.dig_id = ${dig.id} and r.round = ${dig.life.round}`.execute(db);
	const { missing, against } = rows[0]!;
	if (missing && !terms.parameters.grant_without_responses)
		throw new DomainError('dig_responses_missing', { params: { names: missing } });
	if (against) throw new DomainError('dig_objections', { params: { names: against } });
}

/** Names an objection among what the coordinator lets pass; another answer is another finding. */
const KEY = sql`'R:' || r.round || ':' || r.unit_id || ':' || r.version`;

/** Objections that stand against a request. */
export async function openObjections(
	db: Tx['db'],
	dig: Dig
): Promise<{ key: string; rule: string; reason: Bilingual }[]> {
	const { rows } = await sql<{ key: string; ar: string; en: string }>`select ${KEY} as key,
			u.name_ar || ': ' || r.remark as ar, u.name_en || ': ' || r.remark as en
		from dig_response r join unit u on u.id = r.unit_id
		where r.dig_id = ${dig.id} and r.round = ${dig.life.round} and r.answer = 'objection'
			and not exists (select from dig_override o where o.dig_id = r.dig_id and o.finding = ${KEY})`.execute(db);
	return rows.map(({ key, ar, en }) => ({ key, rule: 'R', reason: { ar, en } }));
}

interface Row extends Omit<OwnerResponse, 'clock' | 'may_answer' | 'asked_at' | 'answered_at'> {
	asked_at: Date;
	answered_at: Date | null;
	due_on: string;
	networks: Network[];
}

/** The board of the request in hand, nearest first. */
export async function boardOf(
	db: Tx['db'],
	dig: Dig,
	terms: Terms,
	actor: Actor | null
): Promise<OwnerResponse[]> {
	const { rows } =
		await sql<Row>`select r.unit_id::text, r.networks, r.distance_m, r.asked_at, r.due_on, r.version,
			r.answer, r.remark, r.conditions, r.file_sha256 as file, r.answered_at, r.escalated_at is not null as escalated,
			jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit,
			case when p.id is not null then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as person,
			st_asgeojson(st_transform(r.geom, 4326), 8)::jsonb as geometry
		from dig_response r join unit u on u.id = r.unit_id left join person p on p.id = r.answered_by
		where r.dig_id = ${dig.id} and r.round = ${dig.life.round} order by r.distance_m, u.name_ar`.execute(db);
	const open = isOpen(dig);
	return rows.map(({ due_on, ...r }) => ({
		...r,
		asked_at: r.asked_at.toISOString(),
		answered_at: r.answered_at?.toISOString() ?? null,
		clock: open && r.answer === null ? terms.clockOf(due_on) : null,
		may_answer: open && actor !== null && can(actor, 'dig:respond', { unitId: r.unit_id })
	}));
}

/** Answers are taken while the request is judged. */
export function isOpen(dig: Dig): boolean {
	return dig.life.open_approvals > 0;
}
