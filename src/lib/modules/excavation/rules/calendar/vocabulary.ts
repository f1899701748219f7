/** The codes of the calendar. Stable: API, database constraints and messages rely on them. */

/** Stretches of days with a name. A holiday is no working day; an embargo closes streets to works. */
export const PERIOD_KINDS = ['holiday', 'ramadan', 'summer', 'term', 'exams', 'embargo'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Proposed by computation or plan until a clerk confirms it. Both count. */
export const PERIOD_STATES = ['proposed', 'confirmed'] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

/** The part of the year that hours belong to; `exams` is for schools alone, `summer` for streets alone. */
export const SEASONS = ['ordinary', 'ramadan', 'summer', 'exams'] as const;
export type Season = (typeof SEASONS)[number];

/** The most important first. */
export const STREET_CLASSES = ['main', 'collector', 'local'] as const;
export type StreetClass = (typeof STREET_CLASSES)[number];

/** Why a street is sensitive at certain hours. */
export const PURPOSES = ['traffic', 'prayer', 'evening', 'quiet'] as const;
export type Purpose = (typeof PURPOSES)[number];

const MAIN = ['motorway', 'trunk', 'primary'];
const COLLECTOR = ['secondary', 'tertiary'];

/** The class of a street by the `kind` of layer `streets`; unknown kinds are local. */
export function streetClass(kind: string | null): StreetClass {
	const base = kind?.replace(/_link$/, '') ?? '';
	if (MAIN.includes(base)) return 'main';
	return COLLECTOR.includes(base) ? 'collector' : 'local';
}
