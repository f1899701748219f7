import { sql, type RawBuilder } from 'kysely';
import { STILL_STATES } from '../../rules/index.ts';
import { inCairo, type SqlOffice } from './office.ts';

/**
 * How long the clock of service ran, of many cases at once, as `serviceClock` and `pausesOf` say it of one: a `with` part
 * `clocked (id, minutes)`, after `office` and `cases (id, submitted_at)`.
 */
export function clockedOf({ worked }: Pick<SqlOffice, 'worked'>, now: Date): RawBuilder<unknown> {
	const still = sql.join(STILL_STATES.map((state) => sql.lit(state)));
	const nextDay = sql`(${inCairo(sql`c.submitted_at`)}::date + 1)::timestamp`;
	return sql`heard as (
		select e.permit_id as id, e.version, greatest(${inCairo(sql`e.at`)}, ${nextDay}) as local,
			e.to_state in (${still}) or (e.to_state = 'approved_fees_due'
				and not coalesce((e.detail ->> 'settled')::boolean, false)) as still
		from cases c join permit_event e on e.permit_id = c.id and e.at >= c.submitted_at
		where e.from_state is distinct from e.to_state or e.action in ('pay_fees', 'cancel_receipt')
		offset 0
	), counted as (select id, version, still, ${worked(sql`local`)} as minutes from heard
	), until as (select ${worked(sql`local`)} as now from (select ${inCairo(sql`${now}::timestamptz`)} as local offset 0) clock
	), stretch as (
		select id, still, minutes as began,
			coalesce(lead(minutes) over (partition by id order by version), (select now from until)) as ended from counted
	), clocked as (
		select id, coalesce(sum(greatest(0, ended - began)) filter (where not still), 0) as minutes from stretch group by id
	)`;
}
