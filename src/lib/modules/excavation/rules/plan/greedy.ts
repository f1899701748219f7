import { Board } from './board.ts';
import type { Problem, Starts } from './problem.ts';

/**
 * What a committee does by hand: in the order of the wishes, each work takes its cheapest free days, which without
 * peaks and joint trenches are the nearest to its wish.
 */
export function greedy(problem: Problem): Starts {
	const board = new Board(problem);
	for (const i of byWish(problem)) board.place(i);
	return board.starts;
}

/** Works (all, or some of them) by the day they cost least, the first given first. */
export function byWish({ works }: Problem, some: readonly number[] = works.map((_, i) => i)): number[] {
	const wish = works.map(({ starts, costs }) => starts[costs.indexOf(Math.min(...costs))] ?? Infinity);
	return [...some].sort((i, j) => wish[i]! - wish[j]! || i - j);
}
