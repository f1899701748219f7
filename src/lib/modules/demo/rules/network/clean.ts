import { lineLength } from '../geometry/line.ts';
import { along, at, distance, sub, type Pt } from '../geometry/vector.ts';
import { facesOf, type Face } from './faces.ts';
import { buildGraph, degree, keyOf, type Edge, type Graph, type Piece } from './graph.ts';

/** A dead end shorter than this is where a line overshoots the street it should meet. */
const OVERSHOOT = 120;

/** Takes away the short dead ends, again and again until none is left. */
export function trimmed(graph: Graph, overshoot = OVERSHOOT): Graph {
	const left = graph.edges.filter(
		(e) => e.length > overshoot || (degree(graph, e.from) > 1 && degree(graph, e.to) > 1)
	);
	return left.length === graph.edges.length ? graph : trimmed(buildGraph(left), overshoot);
}

/** Makes one junction of two that are nearer than `reach` metres along a street. */
export function collapsed(graph: Graph, reach: number): Graph {
	const short = graph.edges
		.filter((e) => e.length < reach && e.from !== e.to && !isRoundabout(e) && bothJunctions(graph, e))
		.sort((a, b) => a.length - b.length)[0];
	if (!short) return graph;
	const [keep, drop] =
		degree(graph, short.from) >= degree(graph, short.to)
			? [at(short.points, 0), short.to]
			: [at(short.points, -1), short.from];
	const moved = graph.edges.filter((e) => e !== short).map((e) => movedEnd(e, drop, keep));
	// A loop that has shrunk to its node is gone.
	return collapsed(buildGraph(moved.filter((p) => lineLength(p.points) > 1)), reach);
}

const isRoundabout = (e: Edge) => e.tag.main === 'square';
const bothJunctions = (graph: Graph, e: Edge) => degree(graph, e.from) > 2 && degree(graph, e.to) > 2;

/** How far back along a street the shift of its end is felt, metres. */
const SWING = 130;

/** The piece with the end that lies at node `drop` moved to `keep`, the rest of the street swinging along. */
function movedEnd(edge: Edge, drop: string, keep: Pt): Piece {
	let points: readonly Pt[] = edge.points;
	if (keyOf(at(points, 0)) === drop) points = swung(points, keep);
	if (keyOf(at(points, -1)) === drop) points = swung([...points].reverse(), keep).reverse();
	return { tag: edge.tag, points };
}

function swung(points: readonly Pt[], start: Pt): Pt[] {
	const shift = sub(start, at(points, 0));
	const reach = Math.min(SWING, lineLength(points) * 0.9);
	let s = 0;
	return points.map((p, i) => {
		s += i === 0 ? 0 : distance(at(points, i - 1), p);
		return along(p, shift, i === 0 ? 1 : Math.max(0, 1 - s / reach));
	});
}

/**
 * Joins areas too small to be a block with a neighbour, by taking away the longest street between them that a
 * quarter's pattern drew.
 */
export function withoutSlivers(graph: Graph, tooSmall: (face: Face) => boolean): Graph {
	const faces = facesOf(graph).filter((f) => f.area > 0 && tooSmall(f));
	faces.sort((a, b) => a.area - b.area);
	for (const face of faces) {
		const removable = face.halfEdges
			.filter((h) => h.edge.tag.main === undefined)
			.sort((a, b) => b.edge.length - a.edge.length)[0];
		if (removable)
			return withoutSlivers(trimmed(buildGraph(graph.edges.filter((e) => e !== removable.edge))), tooSmall);
	}
	return graph;
}
