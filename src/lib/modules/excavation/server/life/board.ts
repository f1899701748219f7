import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Tx } from '#lib/server/context.ts';
import { can, type Actor } from '#lib/server/policy/index.ts';
import type { Dig, Network, OwnerResponse } from '../../rules/index.ts';
import type { Terms } from './due.ts';

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
