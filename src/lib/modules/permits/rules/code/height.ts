import type { Code } from './code.ts';
import type { CodeValues, HeightStep } from './types.ts';

/** What a code allows above a street of some width. */
export interface HeightAllowed {
	/** Metres; null where the code does not say. */
	height_m: number | null;
	floors: number | null;
	/** The number that decided. */
	from: keyof CodeValues | null;
	reason: 'no_value' | 'no_width' | 'street_below_table' | 'plan_decides' | null;
}

/** Widths are measured to half a centimetre, so a street of 7.996 m counts as one of 8. */
const WIDTH_SLACK_M = 0.005;

/**
 * The height a plot may be built to: the plan's own number where there is one (it wins), else the table of the code by
 * the street's width, else the street's width times a factor under a cap.
 * @param width_m the governing street; null where nobody could measure it.
 */
export function heightAllowed({ values }: Code, width_m: number | null): HeightAllowed {
	const floors = values.max_floors ?? null;
	if (values.max_height_m !== undefined)
		return { height_m: values.max_height_m, floors, from: 'max_height_m', reason: 'plan_decides' };
	const { height_steps, height_factor, height_cap_m } = values;
	if (!height_steps && height_factor === undefined)
		return { height_m: null, floors, from: null, reason: 'no_value' };
	const from = height_steps ? 'height_steps' : 'height_factor';
	if (width_m === null) return { height_m: null, floors, from, reason: 'no_width' };
	if (!height_steps) {
		const byStreet = width_m * height_factor!;
		const capped = height_cap_m !== undefined && height_cap_m < byStreet;
		return {
			height_m: capped ? height_cap_m : byStreet,
			floors,
			from: capped ? 'height_cap_m' : from,
			reason: null
		};
	}
	const step = stepFor(height_steps, width_m);
	if (!step) return { height_m: null, floors, from, reason: 'street_below_table' };
	const high = step.times_width === null ? step.height_m : step.times_width * width_m;
	const capped = height_cap_m !== undefined && high !== null && height_cap_m < high;
	return {
		height_m: capped ? height_cap_m : high,
		floors: floors ?? step.floors,
		from: capped ? 'height_cap_m' : from,
		reason: high === null ? 'no_value' : null
	};
}

/** The step with the widest street that this one still is. */
function stepFor(steps: readonly HeightStep[], width_m: number): HeightStep | null {
	return steps
		.filter((s) => (s.inclusive ? width_m >= s.width_m - WIDTH_SLACK_M : width_m > s.width_m + WIDTH_SLACK_M))
		.reduce<HeightStep | null>((best, s) => (best && best.width_m >= s.width_m ? best : s), null);
}
