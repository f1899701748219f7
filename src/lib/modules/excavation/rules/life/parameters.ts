import type { CivilDate } from '#lib/kernel/dates.ts';
import type { ParameterRow } from '../parameters.ts';

/**
 * How long things may take: working days to answer and to tell that works are over, hours for the file of an
 * emergency, months of guarantee. Stands in where nothing is
 * set for a day. Two are set only where a governorate wants it so (zero is never): `silence_approves_days`, after how
 * many more working days silence approves; `grant_without_responses`, that a permit waits for no owner of a network.
 */
export const LIFE_DEFAULTS = {
	district_days: 5,
	centre_days: 5,
	traffic_days: 3,
	response_days: 2,
	response_reach_m: 2,
	emergency_file_hours: 24,
	guarantee_months: 12,
	stop_notice_days: 2,
	silence_approves_days: 0,
	grant_without_responses: 0
} as const;
export type LifeParameters = Record<keyof typeof LIFE_DEFAULTS, number>;

/** The values in force on a day. */
export function lifeParameters(rows: readonly ParameterRow[], day: CivilDate): LifeParameters {
	const values: LifeParameters = { ...LIFE_DEFAULTS };
	for (const row of rows)
		if (
			row.rule === 'LIFE' &&
			row.name in values &&
			row.valid_from <= day &&
			(row.valid_to === null || day <= row.valid_to)
		)
			values[row.name as keyof LifeParameters] = row.value;
	return values;
}
