import { sql, type RawBuilder } from 'kysely';
import { STILL_STATES } from '../../rules/index.ts';
import { secondsOf, type SqlOffice } from './office.ts';

/**
 * How long the clock of service ran, of many cases at once, as `serviceClock` and `pausesOf` say it of one: a `with` part
 * `clocked (id, minutes)`, after `office` and `cases (id, submitted_at)`. Steps that neither stop nor start it are not read.
 */
export function clockedOf(
	{ worked, workedByNight }: Pick<SqlOffice, 'worked' | 'workedByNight'>,
	now: Date
): RawBuilder<unknown> {
	const still = sql.join(STILL_STATES.map((state) => sql.lit(state)));
	const turns = sql.join([...STILL_STATES, 'approved_fees_due'].map((state) => sql.lit(state)));
	return sql`begun as (
		select id, submitted_at, ${workedByNight(sql`submitted_at`)} as minutes from cases where submitted_at is not null
	), heard as (
		select b.id, e.version, b.minutes as least, ${secondsOf(sql`e.at`)} as seconds,
			e.to_state in (${still}) or (e.to_state = 'approved_fees_due'
				and not coalesce((e.detail ->> 'settled')::boolean, false)) as still
		from begun b join permit_event e on e.permit_id = b.id and e.at >= b.submitted_at
		where e.from_state is distinct from e.to_state and (e.from_state in (${turns}) or e.to_state in (${turns}))
			or e.action in ('pay_fees', 'cancel_receipt')
		offset 0
	), counted as (
		select id, -1 as version, false as still, minutes from begun
		union all select id, version, still, greatest(least, ${worked(sql`seconds`)}) from heard
	), until as (
		select ${worked(sql`seconds`)} as now from (select ${secondsOf(sql`${now}::timestamptz`)} as seconds offset 0) clock
	), stretch as (
		select id, still, minutes as began,
			coalesce(lead(minutes) over (partition by id order by version), (select now from until)) as ended from counted
	), clocked as (
		select id, coalesce(sum(greatest(0, ended - began)) filter (where not still), 0) as minutes from stretch group by id
	)`;
}
