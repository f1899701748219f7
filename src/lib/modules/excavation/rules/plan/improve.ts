import { Board } from './board.ts';
import { POINTS, type Problem, type Starts } from './problem.ts';
import { seeded } from './random.ts';

/** Works taken up together: a work and some it has to do with. */
const MOST_TAKEN_UP = 8;

/** Of the works that were left out, so many are tried again each time. */
const MOST_TRIED_AGAIN = 24;

/** While searching, leaving a work out costs at most so much: on the way to a good answer one may be out for a while. */
const LEFT_OUT = 60 * POINTS;
/** What the search puts up with at the start: so much of what is left to gain, at most. */
const PATIENCE = { share: 0.8, most: 24 * POINTS };

/** How long the search goes on. */
interface Search {
	rounds: number;
	/** Days of two works compared (`Board.steps`), at most; a search that would need more cools down sooner. */
	steps: number;
	/** Stops early at this cost: nothing is cheaper. */
	floor: number;
	/** Asked now and then with the share that is done; true stops the search. */
	stop?: (share: number) => boolean;
}

/** Rounds between two questions whether to stop. */
const ASK_EVERY = 64;

/**
 * Large-neighbourhood search: again and again some works are taken up and put down in another order. What is not much
 * worse stays for a while, less and less so. The same problem gives the same answer, unless it was stopped.
 */
export function improve(problem: Problem, from: Starts, search: Search): Starts {
	const { rounds, steps, floor, stop } = search;
	const random = seeded(problem.works.length);
	const board = new Board(problem);
	const left = Math.min(LEFT_OUT, problem.unplaced);
	const stand = (starts: Starts): void => starts.forEach((start, i) => (board.starts[i] = start));
	stand(from);
	let [here, now] = [[...from], board.cost(left)];
	let [best, least] = [here, board.cost()];
	for (let round = 0; round < rounds && least > floor; round++) {
		const share = Math.max(round / rounds, board.steps / steps);
		if (share >= 1 || (round % ASK_EVERY === 0 && stop?.(share))) break;
		if (random() < 0.6) makeRoom(board, random);
		else reshuffle(board, random);
		const [cost, real] = [board.cost(left), board.cost()];
		if (real < least) [best, least] = [[...board.starts], real];
		// Costs and standing again go through all works once.
		board.steps += board.starts.length;
		const patience = Math.min((least - floor) * PATIENCE.share, PATIENCE.most) * (1 - share) ** 2;
		if (cost <= now || cost <= now + patience * random()) [here, now] = [[...board.starts], cost];
		else stand(here);
	}
	return best;
}

/** A work that could be better off takes a cheaper start; whoever held it looks for another. */
function makeRoom(board: Board, random: () => number): void {
	const worse = board.starts.map((_, i) => i).filter((i) => board.hasCheaper(i));
	if (worse.length === 0) return reshuffle(board, random);
	const i = pick(worse, random);
	const starts = board.cheaper(i);
	const start = starts[Math.floor(random() ** 2 * starts.length)]!;
	board.starts[i] = null;
	const holders = board.holders(i, start);
	for (const j of holders) board.starts[j] = null;
	board.starts[i] = start;
	putDown(board, holders, random);
}

/** A work and some around it are put down in another order. */
function reshuffle(board: Board, random: () => number): void {
	const centre = Math.floor(random() * board.starts.length);
	const around = shuffled(board.neighbours(centre), random);
	const taken = [centre, ...around.slice(0, 1 + Math.floor(random() * MOST_TAKEN_UP))];
	// A second ring, so that a block of works can move as one.
	for (const i of taken.slice(1)) {
		if (taken.length > MOST_TAKEN_UP) break;
		const further = board.neighbours(i).filter((j) => !taken.includes(j));
		if (further.length > 0 && random() < 0.5) taken.push(pick(further, random));
	}
	for (const i of taken) board.starts[i] = null;
	putDown(board, taken, random);
}

/** Places works in any order, and with them those that were left out. */
function putDown(board: Board, works: readonly number[], random: () => number): void {
	const left = board.starts.map((_, i) => i).filter((i) => board.starts[i] === null && !works.includes(i));
	for (const i of shuffled(works, random)) board.place(i);
	for (const i of shuffled(left, random).slice(0, MOST_TRIED_AGAIN)) board.place(i);
}

function pick<T>(from: readonly T[], random: () => number): T {
	return from[Math.floor(random() * from.length)]!;
}

function shuffled(items: readonly number[], random: () => number): number[] {
	const mixed = [...items];
	for (let i = mixed.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
	}
	return mixed;
}
