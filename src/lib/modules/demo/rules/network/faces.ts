import { signedArea, type Ring } from '../geometry/ring.ts';
import type { Pt } from '../geometry/vector.ts';
import type { Graph, HalfEdge } from './graph.ts';

/** An area enclosed by edges: its half-edges in order, the area on their left. */
export interface Face {
	halfEdges: readonly HalfEdge[];
	ring: Ring;
	/** Square metres; negative for the outside of the whole network. */
	area: number;
}

const nameOf = (h: HalfEdge) => `${h.edge.id}${h.forward ? '+' : '-'}`;

/** All faces of a plane graph, the outside included. */
export function facesOf(graph: Graph): Face[] {
	const seen = new Set<string>();
	const faces: Face[] = [];
	for (const leaving of graph.nodes.values())
		for (const start of leaving) {
			if (seen.has(nameOf(start))) continue;
			const halfEdges: HalfEdge[] = [];
			for (let h = start; !seen.has(nameOf(h)); h = next(graph, h)) {
				seen.add(nameOf(h));
				halfEdges.push(h);
			}
			const ring = halfEdges.flatMap((h): Pt[] => h.points.slice(0, -1));
			faces.push({ halfEdges, ring, area: signedArea(ring) });
		}
	return faces;
}

/** The half-edge after this one with the same area on its left: at the end, the next one clockwise from the way back. */
function next(graph: Graph, h: HalfEdge): HalfEdge {
	const leaving = graph.nodes.get(h.to) ?? [];
	const back = leaving.findIndex((o) => o.edge === h.edge && o.forward !== h.forward);
	const found = leaving[(back + leaving.length - 1) % leaving.length];
	if (!found) throw new Error('a half-edge must end at a node');
	return found;
}

/** The other direction of a half-edge, by name: for looking up which face lies on the other side. */
export const twinName = (h: HalfEdge): string => `${h.edge.id}${h.forward ? '-' : '+'}`;
export const halfEdgeName = nameOf;
