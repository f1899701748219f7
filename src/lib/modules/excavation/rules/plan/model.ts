import { cliques } from './cliques.ts';
import { meet, together, type ProblemWork, type Starts } from './problem.ts';
import type { Reduced } from './reduce.ts';

/**
 * A mixed-integer programme by days: a column for each start a work may have and one for leaving it out; each work
 * takes one; on each day at most one work of a clique is open. Rows in compressed sparse form.
 */
export interface Model {
	colCost: number[];
	/** True: the column is zero or one. */
	integral: boolean[];
	rowLower: number[];
	rowUpper: number[];
	rowStarts: number[];
	indices: number[];
	values: number[];
	/** The work and start that a column stands for; null: it is no start. */
	meaning: ({ work: number; start: number } | null)[];
}

export function modelOf({ problem, needed }: Reduced): Model {
	const { works, joint, crews, unplaced } = problem;
	const rows = new Rows();
	const columns = works.map((work, i) => {
		const starts = work.starts.map((start, k) => rows.column(work.costs[k]!, { work: i, start }));
		const out = needed[i] ? [] : [rows.column(unplaced, null)];
		rows.add(1, 1, [...starts, ...out].map(one));
		return starts;
	});
	/** The columns that have a work open on a day. */
	const open = (i: number, day: number): number[] => {
		const { starts, days } = works[i]!;
		return columns[i]!.filter((_, k) => starts[k]! <= day && day < starts[k]! + days);
	};
	const atMost = (limit: number, members: readonly number[]): void => {
		for (const day of firstDays(members.map((i) => works[i]!))) {
			const sets = members.map((i) => open(i, day)).filter((set) => set.length > 0);
			if (sets.length > limit) rows.add(-Infinity, limit, sets.flat().map(one));
		}
	};
	for (const clique of cliques(problem)) atMost(1, clique);
	for (const { works: members, limit } of crews) if (limit > 1) atMost(limit, members);
	for (const { pair, saving } of joint) {
		const [i, j] = works[pair[0]]!.days <= works[pair[1]]!.days ? pair : [pair[1], pair[0]];
		const [short, long] = [works[i]!, works[j]!];
		short.starts.forEach((start, k) => {
			const met = columns[j]!.filter((_, l) => meet(short, start, long, long.starts[l]!));
			const shared = columns[j]!.filter((_, l) => together(short, start, long, long.starts[l]!));
			const crossing = met.filter((c) => !shared.includes(c));
			if (crossing.length > 0) rows.add(-Infinity, 1, [one(columns[i]![k]!), ...crossing.map(one)]);
			if (shared.length === 0) return;
			const saved = rows.column(-saving, null, false);
			rows.add(-Infinity, 0, [one(saved), [columns[i]![k]!, -1]]);
			rows.add(-Infinity, 0, [one(saved), ...shared.map((c): [number, number] => [c, -1])]);
		});
	}
	return rows.model();
}

/** The starts that a solution of the model stands for. */
export function startsOf(model: Model, values: ArrayLike<number>, count: number): Starts {
	const starts: (number | null)[] = Array.from({ length: count }, () => null);
	model.meaning.forEach((m, c) => {
		if (m && values[c]! > 0.5) starts[m.work] = m.start;
	});
	return starts;
}

const one = (column: number): [number, number] => [column, 1];

/** On other days than these no more works can be open. */
function firstDays(works: readonly ProblemWork[]): number[] {
	return [...new Set(works.flatMap((w) => w.starts))].sort((a, b) => a - b);
}

class Rows {
	private readonly made: Model = {
		colCost: [],
		integral: [],
		rowLower: [],
		rowUpper: [],
		rowStarts: [0],
		indices: [],
		values: [],
		meaning: []
	};

	column(cost: number, meaning: Model['meaning'][number], integral = true): number {
		this.made.meaning.push(meaning);
		this.made.integral.push(integral);
		return this.made.colCost.push(cost) - 1;
	}

	add(lower: number, upper: number, entries: readonly [number, number][]): void {
		this.made.rowLower.push(lower);
		this.made.rowUpper.push(upper);
		for (const [column, value] of entries) {
			this.made.indices.push(column);
			this.made.values.push(value);
		}
		this.made.rowStarts.push(this.made.indices.length);
	}

	model(): Model {
		return this.made;
	}
}
