import { diffDays, intersection, type CivilDate } from '#lib/kernel/dates.ts';
import { c1, type C1Work } from './c1.ts';
import type { RuleParameters } from './parameters.ts';
import type { Window } from './types.ts';
import type { ClashRule, Severity } from './vocabulary.ts';

/** What the rules that compare two works look at in each. */
export interface PairWork extends C1Work {
	/** Paving and repair of the road itself. */
	road_works: boolean;
	/** The trench it shares with others by agreement. */
	joint?: string | null;
}

/** How two works lie to each other. */
export interface Nearness {
	/** Planar metres in EPSG:22992 between the shapes as drawn. */
	distance_m: number;
	/** They are in one street section. */
	sameStreet: boolean;
}

/** One rule's finding about two works. */
export interface PairFinding {
	rule: ClashRule;
	severity: Severity;
	/** C1, C2: the days both are open. C3: from the end of the one to the start of the other. O1: from the first start to the last end. */
	window: Window;
	/** C1, C2, O1: days both are open. C3: days from that end to that start. */
	days: number;
}

type Parameters = Pick<RuleParameters, 'gap_days' | 'gap_after_road_works_days' | 'starts_within_days'>;

/**
 * Every rule that compares two works: C1, C2, C3 and the offer O1. `server/clashes.ts` says the same in SQL. Works that
 * agreed on one trench have nothing with each other.
 * @param today works that start later than today can still be planned together (O1).
 */
export function pairFindings(
	a: PairWork,
	b: PairWork,
	near: Nearness,
	{ parameters, today }: { parameters: Parameters; today: CivilDate }
): PairFinding[] {
	if (a.joint && a.joint === b.joint) return [];
	const zonesTouch = near.distance_m <= a.buffer_m + b.buffer_m;
	const zone = c1(a, b, near.distance_m);
	return [
		zone && ({ rule: 'C1', ...zone } as const),
		near.sameStreet ? c2(a, b) : null,
		zonesTouch ? c3(a, b, parameters) : null,
		zonesTouch ? o1(a, b, parameters, today) : null
	].filter((f): f is PairFinding => f !== null);
}

/** Rule C2 (Street Manager practice): two works in one street section at one time. */
function c2(a: PairWork, b: PairWork): PairFinding | null {
	const window = intersection(a.window, b.window) as Window | null;
	return window && { rule: 'C2', severity: 'warn', window, days: daysOf(window) };
}

/**
 * Rule C3 (Balady): at one place the next work starts sooner after the end of the last than the gap asked for,
 * which is longer after road works.
 */
function c3(a: PairWork, b: PairWork, parameters: Parameters): PairFinding | null {
	const [first, next] = a.window.end < b.window.start ? [a, b] : [b, a];
	const days = diffDays(first.window.end, next.window.start);
	const gap = first.road_works ? parameters.gap_after_road_works_days : parameters.gap_days;
	if (days <= 0 || days >= gap) return null;
	return {
		rule: 'C3',
		severity: 'warn',
		window: { start: first.window.end, end: next.window.start },
		days
	};
}

/**
 * Offer O1 (GIPOD, Street Manager practice): works of two organisations at one place, neither begun, that start
 * near each other or meet in time, could share one trench.
 */
function o1(
	a: PairWork,
	b: PairWork,
	{ starts_within_days }: Parameters,
	today: CivilDate
): PairFinding | null {
	if (a.organisation === b.organisation || a.window.start <= today || b.window.start <= today) return null;
	const shared = intersection(a.window, b.window) as Window | null;
	if (!shared && Math.abs(diffDays(a.window.start, b.window.start)) > starts_within_days) return null;
	const window = {
		start: a.window.start < b.window.start ? a.window.start : b.window.start,
		end: a.window.end > b.window.end ? a.window.end : b.window.end
	};
	return { rule: 'O1', severity: 'info', window, days: shared ? daysOf(shared) : 0 };
}

const daysOf = ({ start, end }: Window) => diffDays(start, end) + 1;
