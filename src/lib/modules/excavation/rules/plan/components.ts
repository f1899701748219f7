import { allowedStarts, type AllowedStarts } from './starts.ts';
import { POINTS, type Problem } from './problem.ts';
import type { PlanPair, PlanSettings, PlanWork, Unplaced } from './types.ts';

/** Works that could meet one another, directly or through others, as a problem of its own. */
export interface Component {
	works: PlanWork[];
	problem: Problem;
}

/** A plan taken apart: what can be solved piece by piece, and what cannot be placed whatever happens. */
export interface TakenApart {
	components: Component[];
	unplaced: Unplaced[];
}

/**
 * Splits a plan into components. Two works belong together when their zones touch and some of their allowed days
 * coincide; crews are counted within a component.
 */
export function takeApart(
	works: readonly PlanWork[],
	pairs: readonly PlanPair[],
	settings: PlanSettings
): TakenApart {
	const unplaced: Unplaced[] = [];
	const open: { work: PlanWork; allowed: AllowedStarts }[] = [];
	for (const work of works) {
		const allowed = allowedStarts(work, settings);
		if ('reason' in allowed) unplaced.push({ id: work.id, ...allowed });
		else open.push({ work, allowed });
	}
	const index = new Map(open.map(({ work }, i) => [work.id, i]));
	const edges = pairs
		.map(({ a, b, joint }) => ({ a: index.get(a) ?? -1, b: index.get(b) ?? -1, joint }))
		.filter(({ a, b }) => a >= 0 && b >= 0 && couldMeet(open[a]!.allowed, open[b]!.allowed));
	const groups = new Groups(open.length);
	for (const { a, b } of edges) groups.join(a, b);
	const edgesOf = new Map<number, typeof edges>();
	for (const edge of edges) {
		const root = groups.root(edge.a);
		const known = edgesOf.get(root);
		if (known) known.push(edge);
		else edgesOf.set(root, [edge]);
	}
	const components = groups.all().map((members): Component => {
		const own = edgesOf.get(groups.root(members[0]!)) ?? [];
		const place = new Map(members.map((m, k) => [m, k]));
		const pair = (e: (typeof own)[number]) => [place.get(e.a)!, place.get(e.b)!] as const;
		const agreed = own.filter((e) => isJoint(e.joint, open[e.a]!.work, open[e.b]!.work));
		return {
			works: members.map((m) => open[m]!.work),
			problem: {
				works: members.map((m) => open[m]!.allowed),
				apart: own.filter((e) => !agreed.includes(e)).map(pair),
				joint: agreed.map((e) => ({
					pair: pair(e),
					saving: Math.round(POINTS * settings.weights.joint * e.joint!)
				})),
				crews: crewsOf(
					members.map((m) => open[m]!.work.organisation),
					settings.crews
				),
				unplaced: Math.round(POINTS * settings.weights.unplaced)
			}
		};
	});
	return { components, unplaced };
}

/** Works of one promoter share one crew, whatever they agreed. */
function isJoint(joint: number | null, a: PlanWork, b: PlanWork): boolean {
	return joint !== null && a.organisation !== b.organisation;
}

function couldMeet(a: AllowedStarts, b: AllowedStarts): boolean {
	return a.starts[0]! < b.starts.at(-1)! + b.days && b.starts[0]! < a.starts.at(-1)! + a.days;
}

function crewsOf(organisations: readonly string[], limit: number): { works: number[]; limit: number }[] {
	const works = new Map<string, number[]>();
	organisations.forEach((name, i) => works.set(name, [...(works.get(name) ?? []), i]));
	return [...works.values()].filter((w) => w.length > limit).map((w) => ({ works: w, limit }));
}

/** Which belongs to which: union by halving the paths. */
class Groups {
	private readonly parent: number[];

	constructor(size: number) {
		this.parent = Array.from({ length: size }, (_, i) => i);
	}

	root(i: number): number {
		while (this.parent[i]! !== i) i = this.parent[i] = this.parent[this.parent[i]!]!;
		return i;
	}

	join(a: number, b: number): void {
		const [x, y] = [this.root(a), this.root(b)];
		this.parent[Math.max(x, y)] = Math.min(x, y);
	}

	all(): number[][] {
		const groups = new Map<number, number[]>();
		this.parent.forEach((_, i) => {
			const root = this.root(i);
			const group = groups.get(root);
			if (group) group.push(i);
			else groups.set(root, [i]);
		});
		return [...groups.values()];
	}
}
