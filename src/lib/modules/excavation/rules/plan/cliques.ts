import type { Problem } from './problem.ts';

/**
 * Sets of works of which no two are open on one day, such that every such pair is in one of them. Larger sets make
 * the linear relaxation tighter than pairs do.
 */
export function cliques(problem: Problem): number[][] {
	const crews = problem.crews.filter(({ limit, works }) => limit === 1 && works.length > 1);
	const near = problem.works.map(() => new Set<number>());
	const edges: [number, number][] = [];
	const join = (a: number, b: number): void => {
		if (near[a]!.has(b)) return;
		near[a]!.add(b);
		near[b]!.add(a);
		edges.push(a < b ? [a, b] : [b, a]);
	};
	for (const [a, b] of problem.apart) join(a, b);
	for (const { works } of crews) works.forEach((a, k) => works.slice(k + 1).forEach((b) => join(a, b)));
	const covered = new Set<number>();
	const key = (a: number, b: number) => Math.min(a, b) * near.length + Math.max(a, b);
	const found: number[][] = [];
	for (const [a, b] of edges) {
		if (covered.has(key(a, b))) continue;
		const clique = [a, b];
		for (const c of near[a]!) if (c !== a && clique.every((d) => d !== c && near[d]!.has(c))) clique.push(c);
		clique.forEach((c, k) => clique.slice(k + 1).forEach((d) => covered.add(key(c, d))));
		found.push(clique.sort((x, y) => x - y));
	}
	return found;
}
