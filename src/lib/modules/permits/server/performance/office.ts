import { sql, type RawBuilder } from 'kysely';
import { addDays, cairoMoment, type CivilDate } from '#lib/kernel/dates.ts';
import { minutesOfDay, type OfficeTime } from '#lib/kernel/working-time.ts';

/** The hours of the offices as SQL reads them: the same working days as the rules', counted up once. */
export interface SqlOffice {
	/** To stand in the `with` of a statement that asks for `worked`. */
	cte: RawBuilder<unknown>;
	/**
	 * Working minutes from the first of the days until a moment; the difference of two is what lies between them.
	 * @param seconds the moment (`secondsOf`), a column that is computed once: it is read thrice.
	 */
	worked: (seconds: RawBuilder<unknown>) => RawBuilder<number>;
	/** The same until the end of the day in which a moment lies. */
	workedByNight: (moment: RawBuilder<unknown>) => RawBuilder<number>;
}

const DAY_S = 86_400;

/** A moment in the seconds by which the hours of the offices are known: a zone is not asked for each of a million. */
export const secondsOf = (moment: RawBuilder<unknown>) => sql`date_part('epoch', ${moment})`;

/** @param first, last both within the calendar of the office; moments lie between them. */
export function officeInSql(office: OfficeTime, first: CivilDate, last: CivilDate): SqlOffice {
	const whole = minutesOfDay(office);
	const before = [0];
	const opens: number[] = [];
	for (let day = first; day <= last; day = addDays(day, 1)) {
		before.push(before.at(-1)! + (office.isWorkingDay(day) ? whole : 0));
		opens.push(cairoMoment(day, office.opens).getTime() / 1000);
	}
	const days = sql`(select before from office)`;
	// Days of 24 hours: summer time moves their ends into the night, where nobody works.
	const begins = sql.lit(cairoMoment(first).getTime() / 1000);
	return {
		cte: sql`office as materialized (select ${`{${before.join(',')}}`}::integer[] as before,
			${`{${opens.join(',')}}`}::float8[] as opens)`,
		worked: (seconds) => {
			const n = sql`greatest(1, floor((${seconds} - ${begins}) / ${sql.lit(DAY_S)})::integer + 1)`;
			return sql<number>`(${days}[${n}] + least(${days}[${n} + 1] - ${days}[${n}],
				greatest(0, (${seconds} - (select opens from office)[${n}]) / 60)))`;
		},
		workedByNight: (moment) =>
			sql<number>`${days}[greatest(1, (${moment} at time zone 'Africa/Cairo')::date - ${sql.lit(first)}::date + 2)]`
	};
}
