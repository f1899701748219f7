import { centroid, contains, signedArea, tidy, type Ring } from '../geometry/ring.ts';
import { at, type Pt } from '../geometry/vector.ts';
import { facesOf, halfEdgeName, twinName, type Face } from '../network/faces.ts';
import type { Edge, Graph } from '../network/graph.ts';
import { mainStreets } from '../network/mains.ts';
import { widthOf } from '../network/town-streets.ts';
import type { Plan, Quarter } from '../plan.ts';
import { kerbs } from './kerb.ts';

/** The ground between streets. `sides` are its building lines, each along one stretch of street. */
export interface Block {
	/** From 1, north to south. */
	no: number;
	quarter: Quarter | undefined;
	ring: Ring;
	sides: readonly { edge: Edge; line: readonly Pt[] }[];
}

export interface Fabric {
	blocks: readonly Block[];
	rightOfWay(edge: Edge): Ring;
}

/** Blocks and rights of way; together they cover everything inside the outermost streets. */
export function weaveFabric(plan: Plan, graph: Graph): Fabric {
	const faces = facesOf(graph);
	const lines = kerbs(faces, (h) => widthOf(plan, h.edge.tag.kind) / 2);
	const areas = facesOf(mainStreets(plan)).filter((f) => f.area > 0);
	const blocks = faces
		.filter((f) => f.area > 0)
		.map((face) => block(plan, face, lines, areas))
		.toSorted((a, b) => centroid(b.ring)[1] - centroid(a.ring)[1])
		.map((b, i) => ({ ...b, no: i + 1 }));
	return { blocks, rightOfWay: (edge) => rightOfWay(edge, lines) };
}

function block(
	plan: Plan,
	face: Face,
	lines: ReadonlyMap<string, readonly Pt[]>,
	areas: readonly Face[]
): Block {
	const sides = face.halfEdges.map((h) => ({ edge: h.edge, line: lines.get(halfEdgeName(h)) ?? [] }));
	const ring = tidy(sides.flatMap((s) => s.line));
	const holder = areas.find((a) => contains(a.ring, centroid(ring)));
	const quarter = plan.quarters.find((q) => holder && contains(holder.ring, q.seed));
	return { no: 0, quarter, ring, sides };
}

/** From building line to building line, and to the middle of the junctions. */
export function rightOfWay(edge: Edge, lines: ReadonlyMap<string, readonly Pt[]>): Ring {
	const forward = { edge, forward: true, points: edge.points, from: edge.from, to: edge.to };
	const leftSide = lines.get(halfEdgeName(forward)) ?? [];
	const rightSide = lines.get(twinName(forward)) ?? [];
	const ring = tidy([
		at(edge.points, 0),
		...rightSide.toReversed(),
		at(edge.points, -1),
		...leftSide.toReversed()
	]);
	return signedArea(ring) < 0 ? ring.toReversed() : ring;
}
