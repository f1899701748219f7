import { crossingOf, isSimple, tidy, type Ring } from '../geometry/ring.ts';
import { at, distance, type Pt } from '../geometry/vector.ts';
import { trimmed } from '../network/clean.ts';
import { facesOf, halfEdgeName } from '../network/faces.ts';
import { buildGraph, type Edge, type Graph } from '../network/graph.ts';
import { widthOf } from '../network/town-streets.ts';
import type { Plan } from '../plan.ts';
import { rightOfWay } from './blocks.ts';
import { kerbs } from './kerb.ts';

/** How far from a spoilt corner the street that spoils it may be, metres. */
const NEAR = 140;

/**
 * A network whose building lines nowhere cross each other: where two junctions are too near for the width of their
 * streets, the nearest street that a quarter's pattern drew is taken away.
 */
export function withSoundFabric(plan: Plan, graph: Graph): Graph {
	const faces = facesOf(graph);
	const lines = kerbs(faces, (h) => widthOf(plan, h.edge.tag.kind) / 2);
	const outlines: Ring[] = [
		...faces
			.filter((f) => f.area > 0)
			.map((f) => tidy(f.halfEdges.flatMap((h) => lines.get(halfEdgeName(h)) ?? []))),
		...graph.edges.map((edge) => rightOfWay(edge, lines))
	];
	const victim = outlines
		.filter((ring) => !isSimple(ring))
		.map((ring) => nearestLesser(graph, crossingOf(ring) ?? at(ring, 0)))
		.find((edge) => edge !== undefined);
	if (!victim) return graph;
	return withSoundFabric(plan, trimmed(buildGraph(graph.edges.filter((e) => e !== victim))));
}

/** The street of a quarter's pattern that ends nearest to a place. */
function nearestLesser(graph: Graph, place: Pt): Edge | undefined {
	const away = (e: Edge) => Math.min(distance(at(e.points, 0), place), distance(at(e.points, -1), place));
	return graph.edges
		.filter((e) => e.tag.main === undefined && away(e) < NEAR)
		.toSorted((a, b) => away(a) - away(b) || a.length - b.length)[0];
}
