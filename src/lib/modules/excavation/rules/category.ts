import type { CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { ParameterRow } from './parameters.ts';
import type { Category, TrafficEffect } from './vocabulary.ts';

/** The largest work of a category: working days, and opened square metres. */
export interface CategoryLimits {
	minor_days: number;
	minor_m2: number;
	standard_days: number;
	standard_m2: number;
}

/** Days as Street Manager counts them, surfaces as GIPOD does; used where the governorate has set nothing. */
export const CATEGORY_DEFAULTS: CategoryLimits = {
	minor_days: 3,
	minor_m2: 3,
	standard_days: 10,
	standard_m2: 50
};

/** The limits in force on a day: a work is measured by those of the day it starts. */
export function categoryLimits(rows: readonly ParameterRow[], day: CivilDate): CategoryLimits {
	const limits = { ...CATEGORY_DEFAULTS };
	for (const row of rows)
		if (
			row.rule === 'CATEGORY' &&
			row.name in limits &&
			row.valid_from <= day &&
			(row.valid_to === null || day <= row.valid_to)
		)
			limits[row.name as keyof CategoryLimits] = row.value;
	return limits;
}

/** Categories by urgency, not by size: they pass what others keep, so their owner says why. */
export function needsReason(category: Category): boolean {
	return category === 'urgent' || category === 'emergency';
}

/** @throws DomainError `invalid_input` for what cannot wait and does not say why. */
export function demandReason(work: { category: Category; category_reason: string | null }): void {
	if (needsReason(work.category) && work.category_reason === null)
		throw new DomainError('invalid_input', {
			fields: [{ path: 'category_reason', code: 'dig_category_reason' }]
		});
}

/** How large a work is. */
export interface WorkSize {
	working_days: number;
	/** Square metres that are opened; null where nobody knows. */
	opened_m2: number | null;
	traffic_effect: TrafficEffect;
}

const SIZES = ['minor', 'standard', 'major'] as const;
export type SizeCategory = (typeof SIZES)[number];

/**
 * The category of a work by its days and by the surface it opens, whichever is larger; a street that is closed makes
 * it major. Minor is less than `minor_m2`, standard up to `standard_m2`.
 */
export function categoryBySize(size: WorkSize, limits: CategoryLimits): SizeCategory {
	const { working_days, opened_m2 } = size;
	const area = opened_m2 ?? 0;
	if (size.traffic_effect === 'closed' || working_days > limits.standard_days || area > limits.standard_m2)
		return 'major';
	return working_days > limits.minor_days || area >= limits.minor_m2 ? 'standard' : 'minor';
}

/** What the size of a work says of its category. */
export interface CategoryNeeded {
	needed: SizeCategory;
	too_low: boolean;
	/** In words, both languages. */
	reason: Bilingual;
}

/** Whether a category is too low for a size; what cannot wait has none by size. */
export function categoryTooLow(category: Category, needed: SizeCategory): boolean {
	const held = SIZES.findIndex((c) => c === category);
	return held >= 0 && held < SIZES.indexOf(needed);
}
