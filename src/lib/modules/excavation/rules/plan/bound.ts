import { byWish } from './greedy.ts';
import { meet, together, type Problem } from './problem.ts';

/** A cost that no answer is below, and the same for the rest when one work is not counted. */
export interface Bound {
	total: number;
	/** For each work: `without[i]` plus whatever work i costs is a bound as well. */
	without: number[];
}

/**
 * Each work at its cheapest, and of works that can be paired off (each in one pair at most) the cheapest way to have
 * both. Valid because pairs share no work: their extra costs add up.
 */
export function lowerBound(problem: Problem): Bound {
	const cheapest = problem.works.map((w) => Math.min(problem.unplaced, ...w.costs));
	const forbidden = [
		...problem.apart,
		...problem.crews.filter((c) => c.limit === 1).flatMap(({ works }) => pairsOf(works, problem))
	];
	const pairs = [
		...forbidden.map((pair) => ({ pair, saving: 0, extra: extraOf(problem, cheapest, pair, null) })),
		...problem.joint.map((j) => ({ ...j, extra: extraOf(problem, cheapest, j.pair, j.saving) }))
	];
	// A pair that is not looked at together may at best save its trench.
	const gain = (p: (typeof pairs)[number]) => p.extra + p.saving;
	pairs.sort((p, q) => gain(q) - gain(p) || p.pair[0] - q.pair[0] || p.pair[1] - q.pair[1]);
	const taken = new Set<number>();
	const share = cheapest.map(() => 0);
	let total = cheapest.reduce((sum, c) => sum + c, 0) - problem.joint.reduce((sum, j) => sum + j.saving, 0);
	for (const p of pairs) {
		const [a, b] = p.pair;
		if (gain(p) <= 0 || taken.has(a) || taken.has(b)) continue;
		taken.add(a).add(b);
		share[a] = share[b] = gain(p);
		total += gain(p);
	}
	return { total, without: cheapest.map((c, i) => total - c - share[i]!) };
}

/** Works of one crew that are looked at in pairs, each with each; of more, only those that wish for about the same days. */
const ALL_PAIRS_OF = 150;
const PAIRS_EACH = 20;

function pairsOf(works: readonly number[], problem: Problem): (readonly [number, number])[] {
	const [members, most] =
		works.length > ALL_PAIRS_OF ? [byWish(problem, works), PAIRS_EACH] : [works, works.length];
	return members.flatMap((a, k) =>
		members.slice(k + 1, k + 1 + most).map((b) => [Math.min(a, b), Math.max(a, b)] as const)
	);
}

/** What the cheapest way to have both costs more than each alone; negative when they save a trench. */
function extraOf(
	{ works, unplaced }: Problem,
	cheapest: readonly number[],
	[i, j]: readonly [number, number],
	saving: number | null
): number {
	const [a, b] = [works[i]!, works[j]!];
	let least = unplaced + Math.min(cheapest[i]!, cheapest[j]!);
	const floor = cheapest[i]! + cheapest[j]! - (saving ?? 0);
	a.starts.forEach((startA, k) => {
		if (a.costs[k]! + cheapest[j]! - (saving ?? 0) >= least || least <= floor) return;
		b.starts.forEach((startB, l) => {
			let cost = a.costs[k]! + b.costs[l]!;
			if (cost - (saving ?? 0) >= least) return;
			if (meet(a, startA, b, startB)) {
				if (saving === null || !together(a, startA, b, startB)) return;
				cost -= saving;
			}
			if (cost < least) least = cost;
		});
	});
	return least - cheapest[i]! - cheapest[j]!;
}
