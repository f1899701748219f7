import { POINTS, type Problem } from './problem.ts';
import type { Bound } from './bound.ts';

/** What is left of a component when only answers better than a known one are looked for. */
export interface Reduced {
	problem: Problem;
	/** Works that such an answer cannot leave out. */
	needed: boolean[];
	/** Costs come in steps: a better answer is at least this much cheaper. */
	step: number;
}

/**
 * Strikes out every start that no answer cheaper than `cost` can have. A work that loses all its starts, though
 * `needed`, shows that there is no such answer.
 */
export function reduce(problem: Problem, cost: number, bound: Bound): Reduced {
	const step = stepOf(problem);
	const works = problem.works.map((work, i) => {
		const keep = work.starts.map((_, k) => work.costs[k]! + bound.without[i]! <= cost - step);
		return {
			days: work.days,
			starts: work.starts.filter((_, k) => keep[k]),
			costs: work.costs.filter((_, k) => keep[k])
		};
	});
	const needed = works.map((_, i) => problem.unplaced + bound.without[i]! > cost - step);
	return { problem: { ...problem, works }, needed, step };
}

/** The greatest number that divides every cost and saving: a whole day when nothing finer is counted. */
function stepOf(problem: Problem): number {
	let step = problem.unplaced % POINTS === 0 ? POINTS : 1;
	const fit = (cost: number) => {
		while (cost % step !== 0) [step] = [gcd(step, Math.abs(cost))];
	};
	for (const { costs } of problem.works) costs.forEach(fit);
	for (const { saving } of problem.joint) fit(saving);
	return step;
}

function gcd(a: number, b: number): number {
	return b === 0 ? a : gcd(b, a % b);
}
