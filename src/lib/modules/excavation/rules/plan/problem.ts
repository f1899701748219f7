/**
 * One component of a plan, in whole numbers: days count from the first day of the period, costs are hundredths of a
 * day. Plain data, so that it can be sent to another thread.
 */
export interface Problem {
	works: readonly ProblemWork[];
	/** Pairs (of indices into `works`) that are never open on one day. */
	apart: readonly (readonly [number, number])[];
	/** Pairs that are either apart, or the shorter one within the other's days, which saves. */
	joint: readonly { pair: readonly [number, number]; saving: number }[];
	/** At most `limit` of these works are open on one day. */
	crews: readonly { works: readonly number[]; limit: number }[];
	/** The price of leaving a work out. */
	unplaced: number;
}

export interface ProblemWork {
	days: number;
	/** Days on which it may start, ascending, and what each costs. */
	starts: readonly number[];
	costs: readonly number[];
}

/** The start of each work of a component; null = left out. */
export type Starts = readonly (number | null)[];

export interface Answer {
	starts: Starts;
	cost: number;
	/** No answer costs less. */
	bound: number;
	proved: boolean;
}

/** Hundredths of a day in a day. */
export const POINTS = 100;

/** True when two works, started on these days, share a day. */
export function meet(a: ProblemWork, startA: number, b: ProblemWork, startB: number): boolean {
	return startA < startB + b.days && startB < startA + a.days;
}

/** True when the shorter of two works lies within the days of the other. */
export function together(a: ProblemWork, startA: number, b: ProblemWork, startB: number): boolean {
	return a.days <= b.days
		? startB <= startA && startA + a.days <= startB + b.days
		: startA <= startB && startB + b.days <= startA + a.days;
}

/** What an answer costs. Feasible or not: `isFeasible` tells that. */
export function costOf(problem: Problem, starts: Starts): number {
	let cost = 0;
	problem.works.forEach((work, i) => {
		const start = starts[i] ?? null;
		cost += start === null ? problem.unplaced : work.costs[work.starts.indexOf(start)]!;
	});
	for (const { pair, saving } of problem.joint)
		if (arrangement(problem, pair, starts) === 'together') cost -= saving;
	return cost;
}

/** True when every start is allowed, no two meet that must not, and no promoter has too many open. */
export function isFeasible(problem: Problem, starts: Starts): boolean {
	const { works, apart, joint, crews } = problem;
	return (
		works.every((w, i) => starts[i] === null || w.starts.includes(starts[i]!)) &&
		apart.every((pair) => arrangement(problem, pair, starts) === 'apart') &&
		joint.every(({ pair }) => arrangement(problem, pair, starts) !== 'crossing') &&
		crews.every((crew) => busiest(problem, crew.works, starts) <= crew.limit)
	);
}

function arrangement(
	{ works }: Problem,
	[i, j]: readonly [number, number],
	starts: Starts
): 'apart' | 'together' | 'crossing' {
	const [a, b] = [starts[i] ?? null, starts[j] ?? null];
	if (a === null || b === null || !meet(works[i]!, a, works[j]!, b)) return 'apart';
	return together(works[i]!, a, works[j]!, b) ? 'together' : 'crossing';
}

/** The most of these works that are open on one day. */
function busiest({ works }: Problem, members: readonly number[], starts: Starts): number {
	const open = members.filter((i) => starts[i] !== null);
	// The count changes upwards only on a first day.
	return Math.max(
		0,
		...open.map(
			(i) => open.filter((j) => meet({ ...works[i]!, days: 1 }, starts[i]!, works[j]!, starts[j]!)).length
		)
	);
}
