import { Heap } from './heap.ts';
import type { RoadGraph } from './types.ts';

/** Edges that nobody may drive. */
export type Closed = ReadonlySet<number>;

/** A way by car: how long, and its edges from start to end. */
export interface Way {
	seconds: number;
	edges: number[];
	/** The target found, and the source it was found from. */
	node: number;
	source: number;
}

export interface Search {
	closed: Closed;
	/** Ways longer than this are none. */
	limit: number;
	/** Drives backwards: finds the best way that leads TO the source. Its edges come in the order driven. */
	backwards?: boolean;
}

/** A start, and what it costs to be there already (seconds). */
export type Source = readonly [node: number, seconds: number];

/** What it still costs at a node to be there (seconds), or undefined where nobody wants to go. */
export type CostAt = (node: number) => number | undefined;

/**
 * Dijkstra's algorithm: the best way from any of the sources to any target; null when none is within the limit. As
 * A star towards `towards` when the only target is known.
 */
export function bestWay(
	{ x, y, out, into, fastest }: RoadGraph,
	sources: readonly Source[],
	target: CostAt,
	{ closed, limit, backwards = false }: Search,
	towards?: number
): Way | null {
	const { first, to, seconds, edge } = backwards ? into : out;
	const guess =
		towards === undefined
			? () => 0
			: (n: number) => Math.hypot(x[n]! - x[towards]!, y[n]! - y[towards]!) / fastest;
	const reached = new Map<number, Reached>();
	const heap = new Heap();
	for (const [node, cost] of sources) {
		const known = reached.get(node);
		if (known && known.cost <= cost) continue;
		reached.set(node, { cost, by: -1, from: -1, settled: false });
		heap.push(node, cost + guess(node));
	}
	for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
		if (heap.key > limit) return null;
		// A target whose last cost is paid stands in the heap as a negative number.
		if (node < 0) return wayBackFrom(-node - 1, heap.key, reached, backwards);
		const here = reached.get(node)!;
		if (here.settled) continue;
		here.settled = true;
		const last = target(node);
		if (last !== undefined) heap.push(-node - 1, here.cost + last);
		for (let i = first[node]!; i < first[node + 1]!; i++) {
			if (closed.has(edge[i]!)) continue;
			const cost = here.cost + seconds[i]!;
			const next = to[i]!;
			const known = reached.get(next);
			if (known && known.cost <= cost) continue;
			reached.set(next, { cost, by: edge[i]!, from: node, settled: false });
			heap.push(next, cost + guess(next));
		}
	}
	return null;
}

interface Reached {
	cost: number;
	/** The edge it was reached by; -1 at a source. */
	by: number;
	from: number;
	settled: boolean;
}

function wayBackFrom(
	node: number,
	seconds: number,
	reached: ReadonlyMap<number, Reached>,
	backwards: boolean
): Way {
	const edges: number[] = [];
	let source = node;
	for (let at = reached.get(node)!; at.by >= 0; at = reached.get(source)!) {
		edges.push(at.by);
		source = at.from;
	}
	return { seconds, edges: backwards ? edges : edges.reverse(), node, source };
}

/** The best way between two nodes. */
export function wayBetween(graph: RoadGraph, from: number, to: number, search: Search): Way | null {
	return bestWay(graph, [[from, 0]], (n) => (n === to ? 0 : undefined), search, to);
}

/** The line of a way: EPSG:22992, each edge turned the way it is driven. */
export function lineOf(graph: RoadGraph, edges: readonly number[], start: number): [number, number][] {
	const line: [number, number][] = [];
	let at = start;
	for (const edge of edges) {
		const points: [number, number][] = [];
		for (let p = graph.shapeFirst[edge]!; p < graph.shapeFirst[edge + 1]!; p++)
			points.push([graph.shape[2 * p]!, graph.shape[2 * p + 1]!]);
		const [a, b] = [graph.ends[2 * edge]!, graph.ends[2 * edge + 1]!];
		if (a !== at) points.reverse();
		line.push(...(line.length ? points.slice(1) : points));
		at = a === at ? b : a;
	}
	return line;
}
