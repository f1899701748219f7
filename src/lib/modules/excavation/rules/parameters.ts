import type { CivilDate } from '#lib/kernel/dates.ts';

/** A value of a rule between two days (both included; no end = until further notice). */
export interface ParameterRow {
	rule: string;
	name: string;
	value: number;
	valid_from: string;
	valid_to: string | null;
}

/** What the rules measure with, in metres and days. */
export interface RuleParameters {
	/** C1: buffer of a work that touches the carriageway, and of any other. */
	buffer_carriageway_m: number;
	buffer_other_m: number;
	/** C2: a work this near to a section's centre line is in the section. */
	reach_m: number;
	/** C3: days to leave between two digs at one place; after road works. */
	gap_days: number;
	gap_after_road_works_days: number;
	/** C4: working days after paving for which a new customer waits too. */
	customer_wait_days: number;
	/** C5: buffers of a detour, of a line of public transport, of a stop. */
	detour_m: number;
	route_m: number;
	stop_m: number;
	/** O1: works that start at most this far apart can share a trench. */
	starts_within_days: number;
	/** C9: minutes that two closures together may add to a way; how far from them it matters. */
	added_minutes: number;
	network_reach_m: number;
}

const RULE_OF: Record<keyof RuleParameters, string> = {
	buffer_carriageway_m: 'C1',
	buffer_other_m: 'C1',
	reach_m: 'C2',
	gap_days: 'C3',
	gap_after_road_works_days: 'C3',
	customer_wait_days: 'C4',
	detour_m: 'C5',
	route_m: 'C5',
	stop_m: 'C5',
	starts_within_days: 'O1',
	added_minutes: 'C9',
	network_reach_m: 'C9'
};

/** As published (C1 and C5 GIPOD, C3 Balady, C4 section 58, O1 Street Manager practice; C9 is ours); used where the governorate has set nothing. */
export const RULE_DEFAULTS: RuleParameters = {
	buffer_carriageway_m: 10,
	buffer_other_m: 5,
	reach_m: 10,
	gap_days: 7,
	gap_after_road_works_days: 90,
	customer_wait_days: 20,
	detour_m: 5,
	route_m: 4,
	stop_m: 10,
	starts_within_days: 30,
	added_minutes: 5,
	network_reach_m: 3000
};

/** The values in force on a day: a work is measured by the rules of the day it starts. */
export function parametersOn(rows: readonly ParameterRow[], day: CivilDate): RuleParameters {
	const found = { ...RULE_DEFAULTS };
	for (const name of Object.keys(RULE_OF) as (keyof RuleParameters)[]) {
		const row = rows.find(
			(r) =>
				r.rule === RULE_OF[name] &&
				r.name === name &&
				r.valid_from <= day &&
				(r.valid_to === null || day <= r.valid_to)
		);
		if (row) found[name] = row.value;
	}
	return found;
}

/** The longest gap that any rule ever asked for, in days: how far in time a work can matter to another. */
export function longestReach(rows: readonly ParameterRow[]): number {
	const days = ['gap_days', 'gap_after_road_works_days', 'starts_within_days'] as const;
	const set = rows.filter((r) => days.some((name) => r.name === name)).map((r) => r.value);
	return Math.max(...days.map((name) => RULE_DEFAULTS[name]), ...set);
}

/** The widest that a rule's value ever was: what an index is asked with. */
export function widestOf(rows: readonly ParameterRow[], name: keyof RuleParameters): number {
	const set = rows.filter((r) => r.rule === RULE_OF[name] && r.name === name).map((r) => r.value);
	return Math.max(RULE_DEFAULTS[name], ...set);
}

/** The buffer of one work in metres. */
export function bufferOf(
	parameters: Pick<RuleParameters, 'buffer_carriageway_m' | 'buffer_other_m'>,
	carriageway: boolean
): number {
	return carriageway ? parameters.buffer_carriageway_m : parameters.buffer_other_m;
}
