import { Heap } from './heap.ts';
import type { RoadGraph, Ways } from './types.ts';

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

/** Never more than what is still to drive from a node, in seconds. */
export type Guess = (node: number) => number;

/**
 * The best way from any of the sources to any target; null when none is within the limit. Dijkstra's algorithm, as
 * A star where a guess is given that never says too much and never drops by more than the way between two nodes.
 */
export function bestWay(
	graph: RoadGraph,
	sources: readonly Source[],
	target: CostAt,
	{ closed, limit, backwards = false }: Search,
	guess: Guess = () => 0
): Way | null {
	const { first, to, seconds, edge } = backwards ? graph.into : graph.out;
	const known = scratchOf(graph);
	const heap = new Heap();
	const offer = (node: number, cost: number, by: number, from: number) => {
		const left = guess(node);
		if (cost + left > limit) return;
		if (known.seen[node] === known.round && known.cost[node]! <= cost) return;
		known.seen[node] = known.round;
		known.cost[node] = cost;
		known.by[node] = by;
		known.from[node] = from;
		heap.push(node, cost + left);
	};
	for (const [node, cost] of sources) offer(node, cost, -1, -1);
	for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
		if (heap.key > limit) return null;
		// A target whose last cost is paid stands in the heap as a negative number.
		if (node < 0) return wayBackFrom(-node - 1, heap.key, known, backwards);
		if (known.settled[node] === known.round) continue;
		known.settled[node] = known.round;
		const here = known.cost[node]!;
		const last = target(node);
		if (last !== undefined) heap.push(-node - 1, here + last);
		for (let i = first[node]!; i < first[node + 1]!; i++)
			if (!closed.has(edge[i]!)) offer(to[i]!, here + seconds[i]!, edge[i]!, node);
	}
	return null;
}

/** What is known of each node in the search of a round; kept between searches, for they are many and short. */
interface Scratch {
	round: number;
	seen: Uint32Array;
	settled: Uint32Array;
	cost: Float64Array;
	/** The edge a node was reached by, -1 at a source; the node before it. */
	by: Int32Array;
	from: Int32Array;
}

const scratches = new WeakMap<RoadGraph, Scratch>();

/** One search at a time uses it: a search never waits. */
function scratchOf(graph: RoadGraph, fresh = true): Scratch {
	const nodes = graph.x.length;
	let scratch = scratches.get(graph);
	if (!scratch) {
		const numbers = () => new Int32Array(nodes);
		scratch = {
			round: 0,
			seen: new Uint32Array(nodes),
			settled: new Uint32Array(nodes),
			cost: new Float64Array(nodes),
			by: numbers(),
			from: numbers()
		};
		scratches.set(graph, scratch);
	}
	if (fresh) scratch.round++;
	return scratch;
}

function wayBackFrom(node: number, seconds: number, { by, from }: Scratch, backwards: boolean): Way {
	const edges: number[] = [];
	let source = node;
	for (; by[source]! >= 0; source = from[source]!) edges.push(by[source]!);
	return { seconds, edges: backwards ? edges : edges.reverse(), node, source };
}

/** The best way between two nodes. */
export function wayBetween(graph: RoadGraph, from: number, to: number, search: Search): Way | null {
	if (isPocket(graph, to, from, graph.into, search.closed)) return null;
	const { x, y, fastest } = graph;
	const guess = (n: number) => Math.hypot(x[n]! - x[to]!, y[n]! - y[to]!) / fastest;
	return bestWay(graph, [[from, 0]], (n) => (n === to ? 0 : undefined), search, guess);
}

/** Seconds from the nearest source to every node (`backwards`: from it to the nearest); Infinity where no way leads. */
export function secondsFrom(graph: RoadGraph, sources: readonly Source[], backwards: boolean): Float32Array {
	bestWay(graph, sources, () => undefined, { closed: new Set(), limit: Infinity, backwards });
	const { seen, round, cost } = scratchOf(graph, false);
	return Float32Array.from(cost, (c, n) => (seen[n] === round ? c : Infinity));
}

/** A place is soon known to be cut off when no more than these nodes lead to it. */
const POCKET = 100;

/** True when few nodes lead to `node`, and `other` is none of them: cheaper to find out than searching everywhere. */
function isPocket(graph: RoadGraph, node: number, other: number, ways: Ways, closed: Closed): boolean {
	const seen = new Set([node]);
	for (const at of seen) {
		if (seen.size > POCKET || seen.has(other)) return false;
		for (let i = ways.first[at]!; i < ways.first[at + 1]!; i++)
			if (!closed.has(ways.edge[i]!)) seen.add(ways.to[i]!);
	}
	return !seen.has(other);
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
