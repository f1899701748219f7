import { cairoDate, cairoMoment, diffDays, addDays, type CivilDate } from '#lib/kernel/dates.ts';

/** Where the clock of the law stands: at its end silence is consent. */
export interface StatutoryClock {
	/** Days gone by since the certificate came in; its own day does not count. */
	day: number;
	days: number;
	/** The last day on which the authority can decide. */
	last_day: CivilDate;
	/** The moment from which the licence counts as granted. */
	expires_at: Date;
	alarm: 'none' | 'first' | 'last' | 'expired';
}

/** Shares of the period at which the head of engineering, and the governor, are told. */
export const ALARMS = { first: 0.7, last: 0.9 } as const;

/**
 * The clock of the law (Law 119/2008: a decision within 30 days of the works-validity certificate, silence is
 * approval). Calendar days; nothing pauses it.
 */
export function statutoryClock({
	certified_on,
	now,
	days = 30
}: {
	certified_on: CivilDate;
	now: Date;
	days?: number;
}): StatutoryClock {
	const last_day = addDays(certified_on, days);
	const expires_at = cairoMoment(addDays(last_day, 1));
	const day = diffDays(certified_on, cairoDate(now));
	const expired = now >= expires_at;
	const alarm = expired
		? 'expired'
		: day >= days * ALARMS.last
			? 'last'
			: day >= days * ALARMS.first
				? 'first'
				: 'none';
	return { day, days, last_day, expires_at, alarm };
}

/** The first day of the law's clock on which a level of alarm holds. */
export function alarmDay(level: Exclude<StatutoryClock['alarm'], 'none'>, days: number): number {
	return level === 'expired' ? days + 1 : Math.ceil(days * ALARMS[level]);
}
