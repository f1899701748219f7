import { addDays, diffDays } from '#lib/kernel/dates.ts';
import type { Window } from '../types.ts';
import type { Category, DigState } from '../vocabulary.ts';
import type { Notice } from './notice.ts';
import type { Closure, PlanPair, PlanWork } from './types.ts';

/** A work as it is wished, before it is decided whether the plan may move it. */
export interface Candidate {
	id: string;
	organisation: string;
	category: Category;
	state: DigState;
	window: Window;
	/** First and last day on which it may start; absent, the shift allowed around the wish. */
	earliest?: string | null | undefined;
	latest?: string | null | undefined;
	/** When it was submitted, for the notice. */
	submitted?: string | null | undefined;
	nuisance?: number | undefined;
	/** Works of different promoters with the same word here agreed to dig together where their zones touch. */
	joint?: string | null | undefined;
	closures?: readonly Closure[] | undefined;
}

export interface CandidateRules {
	/** Days by which a work may be moved when its owner names no limits. */
	shift: number;
	notice: Notice;
	/** True for works that may lie in one trench though their promoters have not agreed yet; absent, none may. */
	mayShare?: (a: string, b: string) => boolean;
}

/** What is planned, and what is not the plan's to move but in its way. */
export interface Sorted {
	works: PlanWork[];
	pairs: PlanPair[];
	/** Granted, running and emergency works: they stay. */
	fixed: string[];
	/** Works that are over or will not be: they are in nobody's way. */
	passed: string[];
}

const MOVABLE: readonly DigState[] = ['planned', 'submitted'];
const PAST: readonly DigState[] = ['finished', 'restored', 'closed', 'refused', 'cancelled'];

/** Sorts works into those that a plan may move, and those that close days to their neighbours. */
export function sortCandidates(
	candidates: readonly Candidate[],
	touching: readonly (readonly [string, string])[],
	rules: CandidateRules
): Sorted {
	const live = candidates.filter((c) => !PAST.includes(c.state));
	const movable = live.filter((c) => MOVABLE.includes(c.state) && c.category !== 'emergency');
	const byId = new Map(live.map((c) => [c.id, c]));
	const works = new Map(movable.map((c) => [c.id, planWork(c, rules)]));
	const pairs: PlanPair[] = [];
	for (const [a, b] of touching) {
		const [first, second] = [works.get(a), works.get(b)];
		if (first && second) pairs.push({ a, b, joint: sharedDays(byId.get(a)!, byId.get(b)!, rules) });
		else if (first && byId.has(b)) works.set(a, beside(first, byId.get(b)!));
		else if (second && byId.has(a)) works.set(b, beside(second, byId.get(a)!));
	}
	return {
		works: [...works.values()],
		pairs,
		fixed: live.filter((c) => !works.has(c.id)).map((c) => c.id),
		passed: candidates.filter((c) => PAST.includes(c.state)).map((c) => c.id)
	};
}

function planWork(candidate: Candidate, { shift, notice }: CandidateRules): PlanWork {
	const { id, organisation, category, window, earliest, latest, submitted, nuisance, closures } = candidate;
	return {
		id,
		organisation,
		category,
		wished: window,
		earliest: earliest ?? addDays(window.start, -shift),
		latest: latest ?? addDays(window.start, shift),
		noticed: submitted ? notice(submitted, category) : null,
		closures: closures ?? [],
		nuisance: nuisance ?? 0
	};
}

function beside(work: PlanWork, { id, window }: Candidate): PlanWork {
	return { ...work, closures: [...work.closures, { kind: 'fixed', by: id, ...window }] };
}

/** One trench instead of two saves the days of the shorter work. */
function sharedDays(a: Candidate, b: Candidate, { mayShare }: CandidateRules): number | null {
	const agreed = a.joint ? a.joint === b.joint : (mayShare?.(a.id, b.id) ?? false);
	if (!agreed || a.organisation === b.organisation) return null;
	return Math.min(daysOf(a.window), daysOf(b.window));
}

function daysOf({ start, end }: Window): number {
	return diffDays(start, end) + 1;
}
