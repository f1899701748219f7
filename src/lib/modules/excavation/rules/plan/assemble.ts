import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { Board } from './board.ts';
import type { Component, TakenApart } from './components.ts';
import { costOf, POINTS, together, type Answer, type Starts } from './problem.ts';
import type { Placed, Plan, PlanSettings, Unplaced } from './types.ts';

export interface Solved extends Answer {
	/** What the first-come order gives. */
	greedy: Starts;
}

/** Puts the answers of the components together: dates, reasons, and the figures of the whole. */
export function assemble(
	{ components, unplaced }: TakenApart,
	answers: readonly Solved[],
	settings: PlanSettings
): Plan {
	const placed: Placed[] = [];
	const left: Unplaced[] = [...unplaced];
	const hopeless = unplaced.length * Math.round(POINTS * settings.weights.unplaced);
	const sums = { objective: hopeless, bound: hopeless, joint: 0 };
	const greedy = { objective: hopeless, shift_days: 0, placed: 0 };
	components.forEach((component, c) => {
		const { starts, cost, bound, greedy: first } = answers[c]!;
		const board = new Board(component.problem);
		starts.forEach((start, i) => (board.starts[i] = start));
		starts.forEach((start, i) => {
			if (start === null)
				left.push({ id: component.works[i]!.id, reason: 'crowded', by: holdersOf(component, board, i) });
			else placed.push(placedAt(component, i, start, settings));
		});
		sums.objective += cost;
		sums.bound += bound;
		sums.joint += component.problem.joint.filter(({ pair: [i, j] }) => {
			const [a, b] = [starts[i] ?? null, starts[j] ?? null];
			const { works } = component.problem;
			return a !== null && b !== null && together(works[i]!, a, works[j]!, b);
		}).length;
		greedy.objective += costOf(component.problem, first);
		first.forEach((start, i) => {
			if (start === null) return;
			greedy.placed += 1;
			greedy.shift_days += Math.abs(placedAt(component, i, start, settings).moved);
		});
	});
	const sizes = components.map((c) => c.works.length);
	const many = components.map((_, c) => c).filter((c) => sizes[c]! > 1);
	return {
		placed,
		unplaced: left,
		objective: sums.objective / POINTS,
		bound: sums.bound / POINTS,
		shift_days: placed.reduce((sum, p) => sum + Math.abs(p.moved), 0),
		joint: sums.joint,
		greedy: { ...greedy, objective: greedy.objective / POINTS },
		components: {
			total: many.length,
			proved: many.filter((c) => answers[c]!.proved).length,
			largest: Math.max(0, ...many.map((c) => sizes[c]!)),
			alone: components.length - many.length
		}
	};
}

function placedAt(component: Component, i: number, start: number, { period }: PlanSettings): Placed {
	const { id, wished } = component.works[i]!;
	const first = addDays(period.start, start);
	return {
		id,
		window: { start: first, end: addDays(first, component.problem.works[i]!.days - 1) },
		moved: diffDays(wished.start, first)
	};
}

/** Of every day a work might have started, who is in its way. */
function holdersOf({ works, problem }: Component, board: Board, i: number): string[] {
	const holders = problem.works[i]!.starts.flatMap((start) => board.holders(i, start));
	return [...new Set(holders)].map((j) => works[j]!.id).sort();
}
