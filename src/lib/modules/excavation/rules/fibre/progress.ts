import { addDays, diffDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { FieldError } from '#lib/kernel/errors.ts';
import { LIMITS } from '../limits.ts';
import type { CurvePoint, Stages } from './types.ts';
import { FIBRE_STAGES, type FibreStage } from './vocabulary.ts';

/** What the curve is drawn from. */
export interface Weighted {
	homes: number;
	stages: Stages;
}

/** The last stage that is done. */
export function reachedStage(stages: Stages): FibreStage | null {
	return FIBRE_STAGES.findLast((stage) => stages[stage].done_on !== null) ?? null;
}

/** Stages that should have been done before today. */
export function lateStages(stages: Stages, today: CivilDate): FibreStage[] {
	return FIBRE_STAGES.filter((stage) => {
		const { planned_on, done_on } = stages[stage];
		return planned_on !== null && done_on === null && planned_on < today;
	});
}

/**
 * What cannot be true of an area's stages: done in the future, done before the stage before it or without it,
 * planned out of order.
 */
export function stageProblems(stages: Stages, today: CivilDate): FieldError[] {
	const wrong: FieldError[] = [];
	const lastDay = addDays(today, 366 * LIMITS.yearsAhead);
	let planned: CivilDate | null = null;
	let done: CivilDate | null = '0000-01-01';
	for (const stage of FIBRE_STAGES) {
		const { planned_on, done_on } = stages[stage];
		if (planned_on !== null) {
			if (planned_on < LIMITS.firstDay || planned_on > lastDay)
				wrong.push({
					path: `stages.${stage}.planned_on`,
					code: 'dig_day_out_of_range',
					params: { first: LIMITS.firstDay, last: lastDay }
				});
			if (planned !== null && planned_on < planned)
				wrong.push({ path: `stages.${stage}.planned_on`, code: 'fibre_planned_order' });
			planned = planned_on;
		}
		if (done_on !== null) {
			if (done_on > today) wrong.push({ path: `stages.${stage}.done_on`, code: 'fibre_done_future' });
			else if (done === null || done_on < done)
				wrong.push({ path: `stages.${stage}.done_on`, code: 'fibre_done_order' });
		}
		done = done_on;
	}
	return wrong;
}

/** Points of a curve, but for the ends. */
const STEPS = 40;

/**
 * Planned against done: at each day the homes times the stages that are due, or done, by then, as a share of all.
 * An area without homes on record counts as one.
 */
export function progressCurve(areas: readonly Weighted[], today: CivilDate): CurvePoint[] {
	const marks = areas.flatMap(({ homes, stages }) =>
		FIBRE_STAGES.map((stage) => ({ weight: Math.max(1, homes), ...stages[stage] }))
	);
	const days = marks.flatMap((m) => [m.planned_on, m.done_on]).filter((day) => day !== null);
	if (days.length === 0) return [];
	const first = days.reduce((a, b) => (a < b ? a : b));
	const last = [...days, today].reduce((a, b) => (a > b ? a : b));
	const whole = marks.reduce((sum, m) => sum + m.weight, 0);
	const by = (day: CivilDate, of: 'planned_on' | 'done_on') =>
		marks.reduce((sum, m) => sum + (m[of] !== null && m[of] <= day ? m.weight : 0), 0) / whole;
	const span = diffDays(first, last);
	const steps = Math.max(1, Math.min(STEPS, span));
	const at = new Set(
		Array.from({ length: steps + 1 }, (_, i) => addDays(first, Math.round((span * i) / steps)))
	);
	if (today >= first) at.add(today);
	return [...at].sort().map((day) => ({
		day,
		planned: by(day, 'planned_on'),
		done: day <= today ? by(day, 'done_on') : null
	}));
}
