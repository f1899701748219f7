import { sql, type RawBuilder } from 'kysely';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { minutesOfDay, type OfficeTime } from '#lib/kernel/working-time.ts';

/** The hours of the offices as SQL reads them: the same working days as the rules', counted up once. */
export interface SqlOffice {
	/** To stand in the `with` of a statement that asks for `worked`. */
	cte: RawBuilder<unknown>;
	/**
	 * Working minutes from the first of the days until a moment; the difference of two is what lies between them.
	 * @param local the moment as clocks in Egypt show it (`inCairo`), a column that is computed once: it is read thrice.
	 */
	worked: (local: RawBuilder<unknown>) => RawBuilder<number>;
}

export const inCairo = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone 'Africa/Cairo')`;

/** @param first, last both within the calendar of the office; moments lie between them. */
export function officeInSql(office: OfficeTime, first: CivilDate, last: CivilDate): SqlOffice {
	const whole = minutesOfDay(office);
	const before = [0];
	for (let day = first; day <= last; day = addDays(day, 1))
		before.push(before.at(-1)! + (office.isWorkingDay(day) ? whole : 0));
	const [hours = 0, minutes = 0] = office.opens.split(':').map(Number);
	const opens = sql.lit(hours * 60 + minutes);
	const days = sql`(select before from office)`;
	return {
		cte: sql`office as materialized (select ${`{${before.join(',')}}`}::integer[] as before)`,
		worked: (local) => {
			const n = sql`greatest(1, ${local}::date - ${sql.lit(first)}::date + 1)`;
			return sql<number>`(${days}[${n}] + least(${days}[${n} + 1] - ${days}[${n}],
				greatest(0, date_part('epoch', ${local}::time) / 60 - ${opens})))`;
		}
	};
}
