import type { RoadGraph } from './types.ts';

/** Streets that meet at less than this slope go on in one another. */
const LEAST_SINE = 0.5;
/** The way a street takes at a junction is looked at over so many metres. */
const LOOK_M = 15;
const SLACK_M = 1;

/**
 * Edges that are only met at their mouth: a work beside the middle of a street lies across the side streets it
 * passes, for twice its reach at most. It closes the street it lies along; they end at it.
 * @param taken of every closed edge the parts that the work takes, in metres from its first end.
 * @param reach_m metres that a work takes to each side.
 */
export function onlyMouths(
	graph: RoadGraph,
	taken: ReadonlyMap<number, readonly [number, number][]>,
	reach_m: number
): Set<number> {
	const metres = new Map([...taken].map(([edge, parts]) => [edge, sum(parts)]));
	const at = new Map<number, number[]>();
	for (const edge of taken.keys())
		for (const end of [0, 1]) {
			const node = graph.ends[2 * edge + end]!;
			at.set(node, [...(at.get(node) ?? []), edge]);
		}
	const mouths = new Set<number>();
	for (const [edge, parts] of taken) {
		const end = mouthOf(parts, graph.length_m[edge]!);
		if (end === null) continue;
		const node = graph.ends[2 * edge + end]!;
		const depth = Math.max(...parts.map(([from, to]) => (end === 0 ? to : graph.length_m[edge]! - from)));
		const passed = (at.get(node) ?? []).some((street) => {
			if (street === edge || metres.get(street)! <= metres.get(edge)!) return false;
			const sine = Math.abs(sineAt(graph, node, edge, street));
			return sine >= LEAST_SINE && depth <= (2 * reach_m) / sine + SLACK_M;
		});
		if (passed) mouths.add(edge);
	}
	return mouths;
}

const sum = (parts: readonly [number, number][]) => parts.reduce((all, [from, to]) => all + to - from, 0);

/** The end (0 or 1) at which alone an edge is taken; null when it is taken at both, at none, or beyond. */
function mouthOf(parts: readonly [number, number][], length: number): 0 | 1 | null {
	const first = parts.some(([from]) => from < SLACK_M);
	const last = parts.some(([, to]) => to > length - SLACK_M);
	if (first === last) return null;
	return first ? 0 : 1;
}

/** Of the angle between two edges at a node. */
function sineAt(graph: RoadGraph, node: number, a: number, b: number): number {
	const [p, q] = [headingAt(graph, node, a), headingAt(graph, node, b)];
	return p[0] * q[1] - p[1] * q[0];
}

/** Whereto an edge leads from a node, as a vector of length 1. */
function headingAt({ ends, shape, shapeFirst }: RoadGraph, node: number, edge: number): [number, number] {
	const [from, to] = [shapeFirst[edge]!, shapeFirst[edge + 1]! - 1];
	const [start, step] = ends[2 * edge] === node ? [from, 1] : [to, -1];
	const [x, y] = [shape[2 * start]!, shape[2 * start + 1]!];
	for (let i = start + step; i >= from && i <= to; i += step) {
		const [dx, dy] = [shape[2 * i]! - x, shape[2 * i + 1]! - y];
		const far = Math.hypot(dx, dy);
		if (far >= LOOK_M || i === (step > 0 ? to : from)) return far === 0 ? [0, 0] : [dx / far, dy / far];
	}
	return [0, 0];
}
