/** The codes of a dig's attributes. Stable: API, database constraints and messages rely on them. */

/** `finished`: the works are over, the street is still to be restored; `restored`: its guarantee runs. */
export const DIG_STATES = [
	'planned',
	'submitted',
	'granted',
	'running',
	'finished',
	'restored',
	'closed',
	'refused',
	'cancelled'
] as const;
export type DigState = (typeof DIG_STATES)[number];

/** States in which a work no longer takes part: it meets nobody. */
export const LEFT_STATES: readonly DigState[] = ['refused', 'cancelled'];

/** By urgency and size; an emergency is dug first and coordinated after. */
export const CATEGORIES = ['emergency', 'urgent', 'minor', 'standard', 'major'] as const;
export type Category = (typeof CATEGORIES)[number];

export const METHODS = ['open_cut', 'trenchless', 'pit'] as const;
export type Method = (typeof METHODS)[number];

/** What is on top and must be restored. */
export const SURFACES = ['asphalt', 'concrete', 'tiles', 'unpaved'] as const;
export type Surface = (typeof SURFACES)[number];

/** What traffic meets, least first. */
export const TRAFFIC_EFFECTS = ['none', 'parking', 'narrowed', 'lane_closed', 'closed'] as const;
export type TrafficEffect = (typeof TRAFFIC_EFFECTS)[number];

/** The rules that compare two digs. */
export const CLASH_RULES = ['C1', 'C2', 'C3', 'C5', 'C9', 'O1'] as const;
export type ClashRule = (typeof CLASH_RULES)[number];

/** `info`: nothing is wrong, something could be gained. */
export const SEVERITIES = ['block', 'warn', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A party's word on a clash: is it one in fact? `later`: cannot be said yet. */
export const ANSWERS = ['yes', 'no', 'later'] as const;
export type ClashAnswer = (typeof ANSWERS)[number];

/** Motor traffic is hindered, so the work counts as touching the carriageway unless its owner says otherwise. */
export function hindersTraffic(effect: TrafficEffect): boolean {
	return effect === 'narrowed' || effect === 'lane_closed' || effect === 'closed';
}
