import { sql, type RawBuilder } from 'kysely';
import { addDays, cairoDate, cairoMoment } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	alarmDay,
	isCountable,
	periodOf,
	UNDECIDED,
	WAITING_STATES,
	type AlarmLevel,
	type ListPermits,
	type Period
} from '../../rules/index.ts';
import { readTerms } from '../cases/settings.ts';
import { officeInSql, type SqlOffice } from './office.ts';
import { clockedOf } from './service-time.ts';

/** Files are followed back so far beyond the period that is asked for. */
const BEFORE_DAYS = 1096;

/** Everything the figures are counted with: the same sets are the lists that they lead to. */
export interface Sets {
	period: Period;
	office: SqlOffice;
	dayMinutes: number;
	promise: { working_days: number; insured: number; statutory: number };
	/** A column of events or requests lies within the period. */
	within: (column: RawBuilder<unknown>) => RawBuilder<boolean>;
	/** `clocked` with more minutes than promised; of the case `c`, which knows `insured`. */
	late: RawBuilder<boolean>;
	/** The law's clock of the case `p` has come so far. */
	alarm: (level: AlarmLevel) => RawBuilder<boolean>;
	now: Date;
}

/** On its way to a decision. */
export const WAITING = sql<boolean>`p.state in (${sql.join(WAITING_STATES.map((state) => sql.lit(state)))})`;
/** Columns of `cases`, of a permit `p`. */
export const CASE = sql`p.id, p.unit_id, p.state, p.submitted_at, p.facts ->> 'insured' = 'true' as insured`;
export const GRANTED = sql`('issue', 'issue_deemed')`;
/** A decision `e` that stands: a refusal that was overturned on appeal is none, and the case is counted once, by the last. */
export const DECISIVE = sql`(e.action in ('issue', 'issue_deemed') or (e.action = 'refuse' and not exists (
	select from permit_event g where g.permit_id = e.permit_id and g.version > e.version and g.action = 'grant_appeal')))`;

/** @throws DomainError `invalid_input` where the period is upside down or too long. */
export async function setsOf(db: Tx['db'], asked: Partial<Period>, now: Date): Promise<Sets> {
	const today = cairoDate(now);
	const period = periodOf(asked, today);
	if (!isCountable(period))
		throw new DomainError('invalid_input', { fields: [{ path: 'to', code: 'permit_period' }] });
	const from = addDays(period.from < today ? period.from : today, -BEFORE_DAYS);
	const to = period.to > today ? period.to : today;
	const terms = await readTerms(db, now, { from, to: addDays(to, 1) });
	const promise = {
		working_days: terms.value('service_days'),
		insured: terms.value('service_days_insured'),
		statutory: terms.value('statutory_days')
	};
	const [begins, ends] = [cairoMoment(period.from), cairoMoment(addDays(period.to, 1))];
	const whole = terms.dayMinutes;
	/** The last day of the certificates that have come to a level. */
	const certified = (level: AlarmLevel) => sql`${addDays(today, -alarmDay(level, promise.statutory))}::date`;
	const undecided = sql`p.decided_at is null and p.accepted_at is not null
		and p.state in (${sql.join(UNDECIDED.map((state) => sql.lit(state)))})`;
	const spans = {
		first: sql`p.certificate_on > ${certified('last')} and p.certificate_on <= ${certified('first')}`,
		last: sql`p.certificate_on > ${certified('expired')} and p.certificate_on <= ${certified('last')}`,
		expired: sql`p.certificate_on <= ${certified('expired')}`
	};
	return {
		...{ period, promise, now, dayMinutes: whole },
		office: officeInSql(terms.office, from, addDays(to, 1)),
		within: (column) => sql`(${column} >= ${begins}::timestamptz and ${column} < ${ends}::timestamptz)`,
		late: sql`k.minutes > case when c.insured then ${promise.insured * whole}::float8 else ${promise.working_days * whole}::float8 end`,
		alarm: (level) => sql`(${undecided} and ${spans[level]})`
	};
}

/** The filters of a list by which the figures count. */
export async function countedFilters(
	db: Tx['db'],
	query: ListPermits,
	{ scope, now }: { scope: RawBuilder<unknown>; now: Date }
): Promise<RawBuilder<unknown>[]> {
	const { unit, waiting, late, alarm, left, returned, checked, fault, decided } = query;
	const filters: RawBuilder<unknown>[] = [];
	if (unit) filters.push(sql`p.unit_id = ${unit}::bigint`);
	if (waiting) filters.push(WAITING);
	if (!(late || alarm || left || returned || checked || fault || decided)) return filters;
	const sets = await setsOf(db, query, now);
	const happened = (what: RawBuilder<unknown>) =>
		sql`p.id in (select e.permit_id from permit_event e
			where ${sets.within(sql`e.at`)} and e.entered_at is not null and ${what})`;
	if (late) {
		// Found once, for the page and for its count.
		const { rows } = await sql<{
			id: string;
		}>`with ${sets.office.cte}, cases as materialized (select ${CASE} from permit p
				where ${scope} and ${WAITING} and p.life = 'licence'), ${clockedOf(sets.office, now)}
			select c.id::text from cases c join clocked k on k.id = c.id where ${sets.late}`.execute(db);
		filters.push(sql`p.id = any(${rows.map((row) => row.id)}::bigint[])`);
	}
	if (alarm) filters.push(sets.alarm(alarm));
	if (left) filters.push(happened(sql`e.from_state = ${left}`));
	if (returned) filters.push(happened(sql`e.action = 'return'`));
	if (checked) filters.push(happened(sql`e.action in ('return', 'accept')`));
	if (fault)
		filters.push(sql`p.id in (select r.permit_id from permit_request r
			where r.phase = 'intake' and r.fault = ${fault} and ${sets.within(sql`r.asked_at`)})`);
	if (decided)
		filters.push(
			happened(
				decided === 'granted'
					? sql`e.action in ${GRANTED}`
					: decided === 'refused'
						? sql`e.action = 'refuse' and ${DECISIVE}`
						: DECISIVE
			)
		);
	return filters;
}
