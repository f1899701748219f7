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

/** Works by the day they cost least, the shorter and then the first given first. */
export function byWish({ works }: Problem): number[] {
	const wish = works.map(({ starts, costs }) => starts[costs.indexOf(Math.min(...costs))] ?? Infinity);
	return works.map((_, i) => i).sort((i, j) => wish[i]! - wish[j]! || i - j);
}
