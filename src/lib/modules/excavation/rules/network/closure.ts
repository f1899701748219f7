import { wayBetween, type Closed, type Way } from './search.ts';
import type { RoadGraph, Ways } from './types.ts';

/** Ways longer than an hour are none, in seconds. */
export const LIMIT_S = 3600;

/** A way round a closed piece of street, in a direction that was driven before. */
export interface Detour {
	from: number;
	to: number;
	/** The best way while only this work closes its streets; null when there never was another. */
	alone: Way | null;
}

/** A work that closes streets, and what people drive instead. */
export interface Closure {
	edges: ReadonlySet<number>;
	/** The ends of its pieces: where people stand before the barrier. */
	ends: number[];
	detours: Detour[];
}

/**
 * The pieces a work closes and the best ways round them: for each connected piece, between its two ends (the
 * farthest apart, where it branches) in each direction in which it could be driven. The end of a dead end has none.
 */
export function closureOf(graph: RoadGraph, edges: ReadonlySet<number>): Closure {
	const closure: Closure = { edges, ends: [], detours: [] };
	for (const piece of piecesOf(graph, edges)) {
		const ends = endsOf(graph, piece, edges);
		closure.ends.push(...ends);
		const [a, b] = ends;
		if (a === undefined || b === undefined) continue;
		for (const [from, to] of [
			[a, b],
			[b, a]
		] as const) {
			if (!drivable(graph, from, to, piece)) continue;
			const start = lastChoice(graph.out, graph.into, from, edges);
			const end = lastChoice(graph.into, graph.out, to, edges);
			if (start === null || end === null) continue;
			const alone = wayBetween(graph, start, end, { closed: edges, limit: LIMIT_S });
			closure.detours.push({ from: start, to: end, alone });
		}
	}
	return closure;
}

/** Closed edges that hang together. */
function piecesOf({ ends }: RoadGraph, edges: ReadonlySet<number>): Set<number>[] {
	const at = new Map<number, number[]>();
	for (const edge of edges)
		for (const node of [ends[2 * edge]!, ends[2 * edge + 1]!]) at.set(node, [...(at.get(node) ?? []), edge]);
	const left = new Set(edges);
	const pieces: Set<number>[] = [];
	for (const edge of edges) {
		if (!left.delete(edge)) continue;
		const piece = new Set([edge]);
		for (const next of piece)
			for (const node of [ends[2 * next]!, ends[2 * next + 1]!])
				for (const other of at.get(node) ?? []) if (left.delete(other)) piece.add(other);
		pieces.push(piece);
	}
	return pieces;
}

/** The two nodes farthest apart at which the piece ends and something else goes on. */
function endsOf(graph: RoadGraph, piece: ReadonlySet<number>, closed: Closed): number[] {
	const degree = new Map<number, number>();
	for (const edge of piece)
		for (const node of [graph.ends[2 * edge]!, graph.ends[2 * edge + 1]!])
			degree.set(node, (degree.get(node) ?? 0) + 1);
	const open = (node: number) => {
		for (const ways of [graph.out, graph.into])
			for (let i = ways.first[node]!; i < ways.first[node + 1]!; i++)
				if (!closed.has(ways.edge[i]!)) return true;
		return false;
	};
	const ends = [...degree].filter(([node, n]) => n === 1 && open(node)).map(([node]) => node);
	if (ends.length <= 2) return ends.sort((a, b) => a - b);
	let best: [number, number, number] = [-1, -1, -1];
	for (const a of ends)
		for (const b of ends) {
			const apart = Math.hypot(graph.x[a]! - graph.x[b]!, graph.y[a]! - graph.y[b]!);
			if (a < b && apart > best[2]) best = [a, b, apart];
		}
	return [best[0], best[1]];
}

/** Nobody turns off earlier than so many junctions before a barrier. */
const MOST_BACK = 30;

/**
 * Where people still have a choice before the barrier at `node`: the node itself, or on a one-way street the last
 * junction where one can turn off; at the far end (with the ways turned round) where they come back to the street.
 * Null when it begins at the barrier.
 */
function lastChoice(on: Ways, back: Ways, node: number, closed: Closed): number | null {
	const passed = new Set(closed);
	const open = (ways: Ways, at: number) => {
		for (let i = ways.first[at]!; i < ways.first[at + 1]!; i++) if (!passed.has(ways.edge[i]!)) return i;
		return -1;
	};
	let at = node;
	for (let steps = 0; open(on, at) < 0; steps++) {
		const i = open(back, at);
		if (i < 0 || steps === MOST_BACK) return null;
		passed.add(back.edge[i]!);
		at = back.to[i]!;
	}
	return at;
}

/** True when the piece itself could be driven from end to end before it was closed. */
function drivable({ out }: RoadGraph, from: number, to: number, piece: ReadonlySet<number>): boolean {
	const seen = new Set([from]);
	for (const node of seen) {
		if (node === to) return true;
		for (let i = out.first[node]!; i < out.first[node + 1]!; i++)
			if (piece.has(out.edge[i]!)) seen.add(out.to[i]!);
	}
	return false;
}
