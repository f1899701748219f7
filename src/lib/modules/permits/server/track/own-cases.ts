import { sql } from 'kysely';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { holderOf, type OwnCase } from '../../rules/index.ts';
import { PAYABLE } from './waits.ts';

/** As many as one screen shows; the rest is in the list of permits. */
const MOST = 100;

/**
 * The cases of the account that asks, what waits for it first.
 * @throws DomainError `forbidden`
 */
export async function ownCases(ctx: Ctx): Promise<OwnCase[]> {
	demand(ctx, 'permit:list');
	return ctx.read(async (db) => {
		const { rows } = await sql<Row>`select p.reference, p.life, p.kind, p.state,
				p.state = 'refused' and exists (select from permit_appeal a where a.permit_id = p.id and a.outcome is null)
					as appealed, p.parcel_name as parcel, p.address,
				jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit,
				(select e.at from permit_event e where e.permit_id = p.id and e.from_state is distinct from e.to_state
					order by e.version desc limit 1) as since, asked.returned, asked.questions, asked.until,
				case when p.state = any(${PAYABLE}::text[]) then coalesce((select sum(greatest(0, a.total - coalesce((select
					sum(r.amount) from permit_receipt r where r.permit_id = a.permit_id and r.stage = a.stage
						and r.cancelled_at is null), 0))) from permit_account a
					where a.permit_id = p.id and a.superseded_at is null), 0)::float8 else 0 end as due
			from permit_applicant own join permit p on p.root_id = own.permit_id join unit u on u.id = p.unit_id
			cross join lateral (select count(*) filter (where r.subject <> 'application' and r.fault <> 'question')::int as returned,
				count(*) filter (where r.subject = 'application' or r.fault = 'question')::int as questions,
				min(r.due_on) as until from permit_request r where r.permit_id = p.id and r.answered_at is null) asked
			where own.person_id = ${ctx.actor.personId}::bigint order by p.id desc limit ${MOST}`.execute(db);
		return rows
			.map((row): OwnCase => ({
				...row,
				since: row.since.toISOString(),
				yours: holderOf(row.state) === 'applicant'
			}))
			.sort((a, b) => Number(waits(b)) - Number(waits(a)));
	});
}

type Row = Omit<OwnCase, 'since' | 'yours'> & { since: Date };

const waits = ({ returned, questions, due, yours }: OwnCase) =>
	returned > 0 || questions > 0 || due > 0 || yours;
