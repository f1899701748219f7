import { angleBetween, at, sub, type Pt } from '../geometry/vector.ts';
import { sameStreet, type Edge, type Graph, type HalfEdge } from './graph.ts';

/** Two streets of a quarter are one when the second goes on in the direction of the first, within these degrees. */
const STRAIGHT_ON = 32;

/** Edges that make one street, in order; `forward` tells whether an edge is walked from its start. */
export interface Street {
	main?: string;
	chains: readonly (readonly { edge: Edge; forward: boolean }[])[];
	length: number;
}

/** Every edge belongs to one street: those of the plan by name, the others as far as they go straight on. */
export function streetsOf(graph: Graph): Street[] {
	const partner = partners(graph);
	const taken = new Set<Edge>();
	const chains: { edge: Edge; forward: boolean }[][] = [];
	const walk = (start: HalfEdge) => {
		const chain: { edge: Edge; forward: boolean }[] = [];
		for (let h: HalfEdge | undefined = start; h && !taken.has(h.edge); h = onward(graph, partner, h)) {
			taken.add(h.edge);
			chain.push({ edge: h.edge, forward: h.forward });
		}
		if (chain.length) chains.push(chain);
	};
	const halfEdges = [...graph.nodes.values()].flat();
	// First the streets that begin somewhere, then the round ones.
	for (const h of halfEdges) if (!partner.has(h)) walk(h);
	for (const h of halfEdges) walk(h);
	return grouped(chains);
}

/** Leaving half-edges that continue each other across their node. */
function partners(graph: Graph): Map<HalfEdge, HalfEdge> {
	const found = new Map<HalfEdge, HalfEdge>();
	for (const leaving of graph.nodes.values()) {
		const pairs = leaving.flatMap((a, i) =>
			leaving
				.slice(i + 1)
				.map((b) => ({ a, b, cost: cost(a, b) }))
				.filter((p) => p.cost < STRAIGHT_ON)
		);
		pairs.sort((p, q) => p.cost - q.cost);
		for (const { a, b } of pairs)
			if (!found.has(a) && !found.has(b)) {
				found.set(a, b);
				found.set(b, a);
			}
	}
	return found;
}

/** Degrees by which the way from a to b turns; streets of the plan always go on. */
function cost(a: HalfEdge, b: HalfEdge): number {
	if (a.edge === b.edge && a.edge.from !== a.edge.to) return Infinity;
	if (!sameStreet(a.edge.tag, b.edge.tag)) return Infinity;
	return a.edge.tag.main === undefined ? 180 - angleBetween(leaving(a), leaving(b)) : -1;
}

const leaving = (h: HalfEdge): Pt => sub(at(h.points, 1), at(h.points, 0));

function onward(graph: Graph, partner: Map<HalfEdge, HalfEdge>, h: HalfEdge): HalfEdge | undefined {
	const back = graph.nodes.get(h.to)?.find((o) => o.edge === h.edge && o.forward !== h.forward);
	return back && partner.get(back);
}

function grouped(chains: { edge: Edge; forward: boolean }[][]): Street[] {
	const groups = new Map<string, { main?: string; chains: { edge: Edge; forward: boolean }[][] }>();
	chains.forEach((chain, i) => {
		const main = chain[0]?.edge.tag.main;
		const key = main ?? `#${i}`;
		const group = groups.get(key) ?? { main, chains: [] };
		group.chains.push(chain);
		groups.set(key, group);
	});
	return [...groups.values()].map((g) => ({
		...g,
		length: g.chains.flat().reduce((sum, { edge }) => sum + edge.length, 0)
	}));
}
