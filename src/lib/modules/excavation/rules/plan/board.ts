import { meet, together, type Problem } from './problem.ts';

/** The works of a component while they are being placed: what is free for a work, and what it would cost. */
export class Board {
	readonly starts: (number | null)[];
	/** Days of two works compared so far: what the placing has cost, the same on every machine. */
	steps = 0;
	private readonly apart: number[][];
	private readonly joint: { other: number; saving: number }[][];
	private readonly crews: { members: readonly number[]; limit: number }[][];
	/** Starts of each work, cheapest first (the earlier of two equal ones). */
	private readonly byCost: number[][];
	private readonly priceOf: Map<number, number>[];
	private readonly problem: Problem;

	constructor(problem: Problem) {
		this.problem = problem;
		this.starts = problem.works.map(() => null);
		this.apart = problem.works.map(() => []);
		this.joint = problem.works.map(() => []);
		this.crews = problem.works.map(() => []);
		for (const [a, b] of problem.apart) {
			this.apart[a]!.push(b);
			this.apart[b]!.push(a);
		}
		for (const { pair, saving } of problem.joint) {
			const [a, b] = pair;
			this.joint[a]!.push({ other: b, saving });
			this.joint[b]!.push({ other: a, saving });
		}
		for (const { works, limit } of problem.crews)
			for (const i of works) this.crews[i]!.push({ members: works.filter((j) => j !== i), limit });
		this.priceOf = problem.works.map(({ starts, costs }) => new Map(starts.map((s, k) => [s, costs[k]!])));
		this.byCost = problem.works.map(({ starts, costs }) =>
			starts.map((_, k) => k).sort((k, l) => costs[k]! - costs[l]! || starts[k]! - starts[l]!)
		);
	}

	/** What the works cost as they stand, `left` being the price of each that is left out. */
	cost(left = this.problem.unplaced): number {
		let sum = 0;
		this.starts.forEach((start, i) => {
			if (start === null) sum += left;
			else sum += this.price(i) - this.saved(i, start) / 2;
		});
		return sum;
	}

	/** What a work costs where it stands, or for being left out; without what a joint trench saves. */
	price(i: number): number {
		const start = this.starts[i] ?? null;
		return start === null ? this.problem.unplaced : this.priceOf[i]!.get(start)!;
	}

	/** True when some start of a work costs less than it does now. */
	hasCheaper(i: number): boolean {
		const least = this.byCost[i]![0];
		return least !== undefined && this.problem.works[i]!.costs[least]! < this.price(i);
	}

	/** The starts of a work that cost less than it does now, cheapest first. */
	cheaper(i: number): number[] {
		const { starts, costs } = this.problem.works[i]!;
		const price = this.price(i);
		const end = this.byCost[i]!.findIndex((k) => costs[k]! >= price);
		return this.byCost[i]!.slice(0, end < 0 ? undefined : end).map((k) => starts[k]!);
	}

	/** Gives a work its cheapest free start; false when it has none. */
	place(i: number): boolean {
		const { starts, costs } = this.problem.works[i]!;
		const most = this.joint[i]!.reduce((sum, { saving }) => sum + saving, 0);
		let best = Infinity;
		for (const k of this.byCost[i]!) {
			// Nothing that follows can be cheaper.
			if (costs[k]! - most >= best) break;
			const start = starts[k]!;
			if (!this.isFree(i, start)) continue;
			const cost = costs[k]! - this.saved(i, start);
			if (cost < best) {
				best = cost;
				this.starts[i] = start;
			}
		}
		return best < Infinity;
	}

	/** True when a work may start on a day beside those that are placed. */
	isFree(i: number, start: number): boolean {
		return (
			this.apart[i]!.every((j) => !this.meets(i, start, j)) &&
			this.joint[i]!.every(({ other }) => !this.meets(i, start, other) || this.shares(i, start, other)) &&
			this.crews[i]!.every((crew) => this.hasCrew(i, start, crew))
		);
	}

	/** The placed works that keep this one from starting on a day. */
	holders(i: number, start: number): number[] {
		const apart = this.apart[i]!.filter((j) => this.meets(i, start, j));
		const crossing = this.joint[i]!.map(({ other }) => other).filter(
			(j) => this.meets(i, start, j) && !this.shares(i, start, j)
		);
		const busy = this.crews[i]!.filter((crew) => !this.hasCrew(i, start, crew)).flatMap(({ members }) =>
			members.filter((j) => this.meets(i, start, j))
		);
		return [...new Set([...apart, ...crossing, ...busy])];
	}

	/** The works that a work has to do with. */
	neighbours(i: number): number[] {
		const crews = this.crews[i]!.flatMap(({ members }) => members);
		return [...new Set([...this.apart[i]!, ...this.joint[i]!.map(({ other }) => other), ...crews])];
	}

	private meets(i: number, start: number, j: number): boolean {
		this.steps++;
		const other = this.starts[j] ?? null;
		return other !== null && meet(this.problem.works[i]!, start, this.problem.works[j]!, other);
	}

	private shares(i: number, start: number, j: number): boolean {
		this.steps++;
		const other = this.starts[j] ?? null;
		return other !== null && together(this.problem.works[i]!, start, this.problem.works[j]!, other);
	}

	private saved(i: number, start: number): number {
		let sum = 0;
		for (const { other, saving } of this.joint[i]!) if (this.shares(i, start, other)) sum += saving;
		return sum;
	}

	private hasCrew(
		i: number,
		start: number,
		{ members, limit }: { members: readonly number[]; limit: number }
	): boolean {
		if (limit === 1) return !members.some((j) => this.meets(i, start, j));
		const met = members.filter((j) => this.meets(i, start, j));
		if (met.length < limit) return true;
		const { days } = this.problem.works[i]!;
		for (let day = start; day < start + days; day++) {
			const open = met.filter((j) => {
				const other = this.starts[j]!;
				return other <= day && day < other + this.problem.works[j]!.days;
			});
			if (open.length >= limit) return false;
		}
		return true;
	}
}
