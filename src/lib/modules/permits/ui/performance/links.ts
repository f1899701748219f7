import type { Performance } from '../../rules/performance/types.ts';

/** The list of the cases that a number counts: of the department shown, or of one. */
export function listOf(
	{ unit, period }: Performance,
	filter: Record<string, string>,
	{ happened = false, of = unit }: { happened?: boolean; of?: string | null } = {}
): string {
	return `/permits?${new URLSearchParams({ ...(of ? { unit: of } : {}), ...filter, ...(happened ? period : {}) })}`;
}

/** The same figures of another department or period. */
export function figuresOf({ unit, period }: Performance, changes: Record<string, string | null>): string {
	const wanted = { unit, ...period, ...changes };
	return `/permits/performance?${new URLSearchParams(
		Object.entries(wanted).filter((entry): entry is [string, string] => !!entry[1])
	)}`;
}
