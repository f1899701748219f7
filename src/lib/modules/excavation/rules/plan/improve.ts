import { Board } from './board.ts';
import { byWish } from './greedy.ts';
import { costOf, type Problem, type Starts } from './problem.ts';
import { seeded } from './random.ts';

/** Works taken up together: a work and some it has to do with. */
const MOST_TAKEN_UP = 8;

/**
 * Large-neighbourhood search: again and again some works are taken up and put down in another order; what is not
 * worse stays. The same problem gives the same answer.
 * @param floor stops early at this cost: nothing is cheaper.
 */
export function improve(
	problem: Problem,
	from: Starts,
	{ rounds, floor }: { rounds: number; floor: number }
): Starts {
	const random = seeded(problem.works.length);
	const board = new Board(problem);
	from.forEach((start, i) => (board.starts[i] = start));
	let best = [...from];
	let cost = costOf(problem, from);
	const order = byWish(problem);
	for (let round = 0; round < rounds && cost > floor; round++) {
		for (const i of chosen(board, order, random)) board.starts[i] = null;
		const open = shuffled(
			order.filter((i) => board.starts[i] === null),
			random
		);
		for (const i of open) board.place(i);
		const now = costOf(problem, board.starts);
		if (now <= cost) {
			cost = now;
			best = [...board.starts];
		} else best.forEach((start, i) => (board.starts[i] = start));
	}
	return best;
}

/** A work that could be better off, and some around it. */
function chosen(board: Board, order: readonly number[], random: () => number): number[] {
	const pick = (from: readonly number[]) => from[Math.floor(random() * from.length)]!;
	const centre = pick(order);
	const around = shuffled(board.neighbours(centre), random);
	const size = 1 + Math.floor(random() * MOST_TAKEN_UP);
	const taken = [centre, ...around.slice(0, size)];
	// A second ring, so that a block of works can move as one.
	for (const i of taken.slice(1)) {
		if (taken.length > MOST_TAKEN_UP) break;
		const further = board.neighbours(i).filter((j) => !taken.includes(j));
		if (further.length > 0 && random() < 0.5) taken.push(pick(further));
	}
	return taken;
}

function shuffled(items: readonly number[], random: () => number): number[] {
	const mixed = [...items];
	for (let i = mixed.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
	}
	return mixed;
}
