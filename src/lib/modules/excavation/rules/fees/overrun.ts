import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';
import { decimal } from '#lib/kernel/exact.ts';
import { merged, rowOn, stretches } from './stretches.ts';
import type { FeeLine, Overrun, TariffRow } from './types.ts';
import { ROAD_GRADES, type RoadGrade } from './vocabulary.ts';

/**
 * What a work pays for each day that its trench is open after the permitted end, by the best road it lies in.
 * @param last the last day it was or is open.
 * @returns null while it is within its days.
 */
export function overrunOf(
	{
		permitted_end,
		last,
		grades
	}: { permitted_end: CivilDate; last: CivilDate; grades: readonly RoadGrade[] },
	tariff: readonly TariffRow[]
): Overrun | null {
	const grade = ROAD_GRADES.find((g) => grades.includes(g));
	if (last <= permitted_end || grade === undefined) return null;
	const window = { start: addDays(permitted_end, 1), end: last };
	const days = diffDays(window.start, window.end) + 1;
	const overrun: Overrun = { window, days, lines: [], amount: 0, gaps: [] };
	const parts = stretches(window, tariff).map((s) => ({
		...s,
		row: rowOn(tariff, s.window.start, 'overrun_day', grade)
	}));
	for (const { row, ...stretch } of merged(parts, (a, b) => a.row?.id === b.row?.id)) {
		if (!row) {
			overrun.gaps.push({ item: 'overrun_day', grade, surface: null, window: stretch.window });
			continue;
		}
		const amount = row.value * stretch.days;
		const line: FeeLine = {
			item: 'overrun_day',
			grade,
			surface: null,
			protected: false,
			window: stretch.window,
			days: stretch.days,
			of_days: days,
			quantity: stretch.days,
			price: row.value,
			factor: 100,
			formula: `${stretch.days} × ${decimal(row.value)}`,
			amount,
			tariff_ids: [row.id],
			tariff_from: row.valid_from,
			verified: row.verified
		};
		overrun.lines.push(line);
		overrun.amount += amount;
	}
	return overrun;
}
