import type { Problem } from '../../rules/plan/index.ts';

/**
 * What is spent on one component. Rounds, steps and nodes are counted, not timed, so that the answer is the same on
 * every machine.
 */
export interface Effort {
	/** Rounds of the search, for each work of the component; the next number while nothing is proved. */
	rounds: readonly number[];
	/** Days of two works compared by the whole search, at most. */
	steps: number;
	/** Branch-and-bound nodes of HiGHS. */
	nodes: number;
	/** Starts that HiGHS is given, at most: beyond them not even its first relaxation ends in time. */
	starts: number;
	/** A last resort, in seconds of computing, for the search and for HiGHS: an answer found so is valid, but a faster machine may find a better. */
	seconds: { search: number; exact: number };
}

/** What a component is worth: found by the benchmark. */
export const EFFORT: Effort = {
	rounds: [40, 300],
	steps: 1_000_000_000,
	nodes: 2000,
	starts: 8000,
	seconds: { search: 60, exact: 8 }
};

/** Steps that every component may take, however many there are: far more than a usual one needs. */
const LEAST_STEPS = 100_000_000;

/** The effort for one of several components: they share the steps of the plan by their size. */
export function shareOf(effort: Effort, problem: Problem, all: number): Effort {
	const steps = Math.round((effort.steps * problem.works.length) / all);
	return { ...effort, steps: Math.max(steps, Math.min(LEAST_STEPS, effort.steps)) };
}
