import loadHighs, { type Highs, type HighsCallbackMap } from 'highs';
import { costOf, greedy, improve, lowerBound, modelOf, reduce, startsOf } from '../../rules/plan/index.ts';
import type { Model, Problem, Reduced, Solved } from '../../rules/plan/index.ts';
import type { Effort } from './effort.ts';

/**
 * The best starts of one component: a search for a good answer, a bound that often proves it, and where it does not,
 * HiGHS on what is left of the component, unless that is too much.
 * @param tell hears now and then what share of the search is done.
 */
export async function solveComponent(
	problem: Problem,
	effort: Effort,
	tell: (share: number) => void = () => undefined
): Promise<Solved> {
	const first = greedy(problem);
	const bound = lowerBound(problem);
	let starts = first;
	const end = computed() + effort.seconds.search;
	const all = effort.rounds.reduce((sum, n) => sum + n, 0);
	let before = 0;
	// Most components are done after a short search.
	for (const rounds of effort.rounds) {
		starts = improve(problem, starts, {
			rounds: rounds * problem.works.length,
			steps: (effort.steps * rounds) / all,
			floor: bound.total,
			stop(share) {
				tell((before + share * rounds) / all);
				return computed() > end;
			}
		});
		if (costOf(problem, starts) === bound.total) break;
		before += rounds;
	}
	const cost = costOf(problem, starts);
	const reduced = reduce(problem, cost, bound);
	const known: Solved = { starts, cost, bound: bound.total, proved: false, greedy: first };
	if (cost - bound.total < reduced.step) return { ...known, bound: cost, proved: true };
	if (reduced.problem.works.some((w, i) => reduced.needed[i] && w.starts.length === 0))
		return { ...known, bound: cost, proved: true };
	if (reduced.problem.works.reduce((sum, w) => sum + w.starts.length, 0) > effort.starts) return known;
	return better(known, reduced, await highs(), effort);
}

/** The presolve rule (bit 16) that tries small rows out: in HiGHS 1.15 it calls some feasible models infeasible. */
const ENUMERATION = 1 << 16;

function better(
	known: Solved,
	reduced: Reduced,
	solver: Highs,
	{ nodes, seconds: { exact } }: Effort
): Solved {
	const model = modelOf(reduced);
	const { modelStatus } = solver.constants;
	return solver.withModel(dataOf(model), (run) => {
		run.options.set({
			output_flag: false,
			mip_rel_gap: 0,
			mip_abs_gap: 0.5,
			// Nothing worse than the known answer is looked at.
			objective_bound: known.cost - reduced.step + 0.5,
			// The search has found good answers already, and two works are rarely alike.
			mip_heuristic_effort: 0,
			mip_detect_symmetry: false,
			mip_max_nodes: nodes,
			presolve_rule_off: ENUMERATION,
			// HiGHS looks at the interrupt between its steps only; on a busy machine the clock runs faster.
			time_limit: 4 * exact
		});
		run.run(stopAfter(exact, solver));
		const status = run.getModelStatus();
		if (status === modelStatus.infeasible || status === modelStatus.objectiveBound)
			return { ...known, bound: known.cost, proved: true };
		const found = Number(run.info.get('primal_solution_status')) === 2;
		const starts = found ? startsOf(model, run.getSolution().colValue, known.starts.length) : known.starts;
		const cost = found ? costOf(reduced.problem, starts) : Infinity;
		const best = cost < known.cost ? { ...known, starts, cost } : known;
		if (status === modelStatus.optimal) return { ...best, bound: best.cost, proved: true };
		// Only starts that a cheaper answer could have were looked at: what was struck out costs at least the known.
		const dual = Math.ceil(Number(run.info.get('mip_dual_bound')) - 1e-6);
		const bound = Math.max(best.bound, Math.min(dual, best.cost));
		return { ...best, bound, proved: best.cost - bound < reduced.step };
	});
}

/** Stops HiGHS when this thread has computed so long; what else the machine does in the meantime does not count. */
function stopAfter(seconds: number, { constants }: Highs): HighsCallbackMap {
	const end = computed() + seconds;
	const look = (event: { interrupt(): void }): undefined => {
		if (computed() > end) event.interrupt();
	};
	const { mipInterrupt } = constants.callbackType;
	return { [mipInterrupt]: look };
}

/** Seconds; older Nodes only know those of the clock. */
function computed(): number {
	return (process.threadCpuUsage?.().user ?? performance.now() * 1000) / 1e6;
}

function dataOf({ colCost, integral, rowLower, rowUpper, rowStarts, indices, values }: Model) {
	const [numCols, numRows] = [colCost.length, rowLower.length];
	return {
		numCols,
		numRows,
		colCost,
		colLower: colCost.map(() => 0),
		colUpper: colCost.map(() => 1),
		rowLower,
		rowUpper,
		integrality: integral.map((i) => (i ? 1 : 0)) as (0 | 1)[],
		matrix: { format: 'csr', numRows, numCols, starts: rowStarts, indices, values }
	} as const;
}

let loaded: Promise<Highs> | undefined;

function highs(): Promise<Highs> {
	return (loaded ??= loadHighs());
}
