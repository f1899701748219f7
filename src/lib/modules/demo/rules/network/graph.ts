import { lineLength } from '../geometry/line.ts';
import { at, type Pt } from '../geometry/vector.ts';
import type { StreetKind } from '../types.ts';

/** What a piece of the network belongs to. */
export interface Tag {
	kind: StreetKind;
	/** Identifier of a street laid out in the plan; absent on streets drawn by a quarter's pattern. */
	main?: string;
	/** Quarter whose pattern drew it. */
	quarter?: string;
}

/** A stretch of centre line between two nodes. */
export interface Edge {
	id: number;
	tag: Tag;
	points: readonly Pt[];
	from: string;
	to: string;
	length: number;
}

/** One direction of an edge, as seen when leaving `from`. */
export interface HalfEdge {
	edge: Edge;
	forward: boolean;
	points: readonly Pt[];
	from: string;
	to: string;
}

export interface Graph {
	edges: readonly Edge[];
	/** Leaving half-edges of every node, counter-clockwise. */
	nodes: ReadonlyMap<string, readonly HalfEdge[]>;
}

export interface Piece {
	tag: Tag;
	points: readonly Pt[];
}

export const keyOf = (p: Pt): string => `${Math.round(p[0] * 1000)}:${Math.round(p[1] * 1000)}`;

/** A graph of pieces that touch at their ends only; pieces of one street that merely follow each other are joined. */
export function buildGraph(pieces: readonly Piece[]): Graph {
	const edges = joined(pieces).map((piece, id): Edge => ({
		id,
		tag: piece.tag,
		points: piece.points,
		from: keyOf(at(piece.points, 0)),
		to: keyOf(at(piece.points, -1)),
		length: lineLength(piece.points)
	}));
	const nodes = new Map<string, HalfEdge[]>();
	const leave = (h: HalfEdge) => nodes.set(h.from, [...(nodes.get(h.from) ?? []), h]);
	for (const edge of edges) {
		leave({ edge, forward: true, points: edge.points, from: edge.from, to: edge.to });
		leave({ edge, forward: false, points: [...edge.points].reverse(), from: edge.to, to: edge.from });
	}
	for (const list of nodes.values()) list.sort((a, b) => bearing(a) - bearing(b));
	return { edges, nodes };
}

export const pointOfNode = (graph: Graph, key: string): Pt => at(graph.nodes.get(key)?.[0]?.points ?? [], 0);

export const degree = (graph: Graph, key: string): number => graph.nodes.get(key)?.length ?? 0;

function bearing(h: HalfEdge): number {
	const [a, b] = [at(h.points, 0), at(h.points, 1)];
	return Math.atan2(b[1] - a[1], b[0] - a[0]);
}

/** True when two pieces are of one street of the plan, or of the same class in the same quarter. */
export const sameStreet = (a: Tag, b: Tag) =>
	a.kind === b.kind && a.main === b.main && a.quarter === b.quarter;

/** Joins two pieces at every node where only these two meet and both are the same street. */
function joined(pieces: readonly Piece[]): Piece[] {
	const work = new Map<number, Piece>(pieces.map((p, i) => [i, p]));
	const ends = new Map<string, number[]>();
	const note = (key: string, id: number) => ends.set(key, [...(ends.get(key) ?? []), id]);
	pieces.forEach((p, i) => {
		note(keyOf(at(p.points, 0)), i);
		note(keyOf(at(p.points, -1)), i);
	});
	for (const [key, ids] of ends) {
		const [i, j] = ids;
		if (ids.length !== 2 || i === undefined || j === undefined || i === j) continue;
		const [a, b] = [work.get(i), work.get(j)];
		if (!a || !b || !sameStreet(a.tag, b.tag)) continue;
		const head = keyOf(at(a.points, -1)) === key ? a.points : [...a.points].reverse();
		const tail = keyOf(at(b.points, 0)) === key ? b.points : [...b.points].reverse();
		work.set(i, { tag: a.tag, points: [...head, ...tail.slice(1)] });
		work.delete(j);
		const far = keyOf(at(tail, -1));
		ends.set(
			far,
			(ends.get(far) ?? []).map((id) => (id === j ? i : id))
		);
	}
	return [...work.values()];
}
