import { segmentsNear } from './grid.ts';
import { along } from './segment.ts';
import { bestWay, type Closed, type Source } from './search.ts';
import type { CarePlace, RoadGraph } from './types.ts';

/** A place farther than this from any street, in metres, is not reached by car. */
const DOOR_M = 300;
/** Driving from the street to the door, metres a second. */
const YARD = 3;

/** Where a place meets the street: the nearest edge, and what its two ends are from the door. */
export interface Door {
	edge: number;
	/** By car to the door from these nodes. */
	arriving: Source[];
	/** From the door to these nodes. */
	leaving: Source[];
}

/**
 * The door of a place on its nearest street; null when there is none. The last piece to the door stays open to
 * whoever must reach it, also where that very piece is closed to through traffic.
 */
export function doorOf(graph: RoadGraph, { x, y }: Pick<CarePlace, 'x' | 'y'>): Door | null {
	const { grid, shape } = graph;
	let best = { d: Infinity, segment: -1, t: 0 };
	for (let reach = grid.cell; best.segment < 0 && reach <= DOOR_M * 2; reach *= 2)
		segmentsNear(grid, [x, y, x, y], Math.min(reach, DOOR_M), (s) => {
			const from = grid.from[s]!;
			const t = along(shape, from, x, y);
			const d = Math.hypot(
				shape[2 * from]! + t * (shape[2 * from + 2]! - shape[2 * from]!) - x,
				shape[2 * from + 1]! + t * (shape[2 * from + 3]! - shape[2 * from + 1]!) - y
			);
			if (d <= Math.min(reach, DOOR_M) && d < best.d) best = { d, segment: s, t };
		});
	if (best.segment < 0) return null;
	const edge = grid.edge[best.segment]!;
	const part = shareBefore(graph, edge, grid.from[best.segment]!, best.t);
	const [a, b] = [graph.ends[2 * edge]!, graph.ends[2 * edge + 1]!];
	const onto = best.d / YARD;
	const forward = secondsOf(graph, a, b, edge);
	const back = secondsOf(graph, b, a, edge);
	const sources = (pairs: [number, number][]) => pairs.filter(([, s]) => Number.isFinite(s)) as Source[];
	return {
		edge,
		arriving: sources([
			[a, forward * part + onto],
			[b, back * (1 - part) + onto]
		]),
		leaving: sources([
			[a, back * part + onto],
			[b, forward * (1 - part) + onto]
		])
	};
}

/** The share of an edge's length before a point of its segment that begins at point `from`. */
function shareBefore({ shape, shapeFirst }: RoadGraph, edge: number, from: number, t: number): number {
	let [before, whole] = [0, 0];
	for (let p = shapeFirst[edge]!; p < shapeFirst[edge + 1]! - 1; p++) {
		const long = Math.hypot(shape[2 * p + 2]! - shape[2 * p]!, shape[2 * p + 3]! - shape[2 * p + 1]!);
		before += p < from ? long : p === from ? t * long : 0;
		whole += long;
	}
	return whole === 0 ? 0 : before / whole;
}

function secondsOf({ out }: RoadGraph, from: number, to: number, edge: number): number {
	for (let i = out.first[from]!; i < out.first[from + 1]!; i++)
		if (out.edge[i] === edge && out.to[i] === to) return out.seconds[i]!;
	return Infinity;
}

/** Nodes of the main road network at which whoever arrives has reached it. */
export type Gates = (node: number) => boolean;

/** Main roads at least this far from every closed street, in metres, count as the network itself. */
export const GATE_M = 400;

/** Gates seen from closed streets: ends of open main roads at a distance from all of these. */
export function gatesAround(graph: RoadGraph, closed: Closed): Gates {
	const { x, y, out, main, ends } = graph;
	const sites = [...closed].flatMap((e) => [ends[2 * e]!, ends[2 * e + 1]!]);
	const known = new Map<number, boolean>();
	const judge = (node: number) => {
		let onMain = false;
		for (let i = out.first[node]!; i < out.first[node + 1]!; i++) if (main[out.edge[i]!]) onMain = true;
		return onMain && sites.every((s) => Math.hypot(x[s]! - x[node]!, y[s]! - y[node]!) >= GATE_M);
	};
	return (node) => {
		let found = known.get(node);
		if (found === undefined) known.set(node, (found = judge(node)));
		return found;
	};
}

/** Seconds by car from the main network to a door; Infinity when no way leads there within the limit. */
export function secondsToDoor(
	graph: RoadGraph,
	door: Door,
	gates: Gates,
	search: { closed: Closed; limit: number }
): { seconds: number; edges: number[]; from: number } {
	const way = bestWay(graph, door.arriving, (n) => (gates(n) ? 0 : undefined), {
		...search,
		backwards: true
	});
	return way ? { seconds: way.seconds, edges: way.edges, from: way.node } : NO_WAY;
}

const NO_WAY = { seconds: Infinity, edges: [] as number[], from: -1 };
