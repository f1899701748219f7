import { z } from 'zod';
import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';

const Day = z.iso.date();

/** A period in an address, both days included; without one, the last 90 days. */
export const PERIOD = { from: Day.optional(), to: Day.optional() };

export interface Period {
	from: CivilDate;
	to: CivilDate;
}

const DAYS = 90;
/** Three years, the longest that is counted at once. */
const MOST_DAYS = 1096;

export function periodOf({ from, to }: Partial<Period>, today: CivilDate): Period {
	const last = to ?? today;
	return { from: from ?? addDays(last, 1 - DAYS), to: last };
}

/** Is a period the right way round, and no longer than is counted at once? */
export const isCountable = ({ from, to }: Period) => {
	const days = diffDays(from, to) + 1;
	return days >= 1 && days <= MOST_DAYS;
};

/** What is asked of the figures. */
export const ReadPerformance = z.strictObject({
	...PERIOD,
	/** One department; of all in reach when absent. */
	unit: z
		.string()
		.regex(/^\d{1,18}$/, { message: 'field_id' })
		.optional(),
	/** `csv`: the tables as a file. */
	format: z.enum(['json', 'csv']).default('json')
});
export type ReadPerformance = z.output<typeof ReadPerformance>;
