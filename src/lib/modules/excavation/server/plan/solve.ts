import { assemble, greedy, costOf, takeApart } from '../../rules/plan/index.ts';
import type { Plan, PlanPair, PlanSettings, PlanWork, Problem, Solved } from '../../rules/plan/index.ts';
import { EFFORT, type Effort } from './effort.ts';
import { solveAll, type OnProgress } from './pool.ts';

export interface SolveOptions {
	settings: PlanSettings;
	threads?: number;
	effort?: Effort;
	signal?: AbortSignal | undefined;
	/** Of the components that have more than one work. */
	onProgress?: OnProgress | undefined;
}

/**
 * Proposes a plan: the best dates for the works, with a reason for each that has none. The same works give the same
 * plan.
 * @throws DomainError `cancelled`
 */
export async function solvePlan(
	works: readonly PlanWork[],
	pairs: readonly PlanPair[],
	{ settings, threads = 2, effort = EFFORT, signal, onProgress }: SolveOptions
): Promise<Plan> {
	const apart = takeApart(works, pairs, settings);
	const shared = apart.components.map((c) => c.problem).filter((p) => p.works.length > 1);
	const answers = await solveAll(shared, { threads, effort, signal, onProgress });
	const bySharing = new Map(shared.map((problem, i) => [problem, answers[i]!]));
	return assemble(
		apart,
		apart.components.map(({ problem }) => bySharing.get(problem) ?? alone(problem)),
		settings
	);
}

/** A work that can meet nobody takes its cheapest day. */
function alone(problem: Problem): Solved {
	const starts = greedy(problem);
	const cost = costOf(problem, starts);
	return { starts, greedy: starts, cost, bound: cost, proved: true };
}
