import { contains, perimeter } from '../geometry/ring.ts';
import { distance, type Pt } from '../geometry/vector.ts';
import type { Plan } from '../plan.ts';
import { random } from '../random.ts';
import type { StreetKind } from '../types.ts';
import { collapsed, trimmed, withoutSlivers } from './clean.ts';
import { facesOf, type Face } from './faces.ts';
import { buildGraph, pointOfNode, type Graph } from './graph.ts';
import { mainStreets } from './mains.ts';
import { nodeLines } from './noding.ts';
import { layOut } from './quarters.ts';

/** The whole street network: the plan's streets, and in every quarter those of its pattern. */
export function townStreets(plan: Plan, seed: number): Graph {
	const mains = mainStreets(plan);
	const faces = facesOf(mains).filter((f) => f.area > 0);
	const junctions: Pt[] = [...mains.nodes.keys()].map((key) => pointOfNode(mains, key));
	const mayEnd = (p: Pt) => distance(p, plan.square.centre) > plan.square.clear;
	const drawn = plan.quarters.flatMap((quarter) => {
		const face = faces.find((f) => contains(f.ring, quarter.seed));
		const pattern = plan.patterns[quarter.pattern];
		if (!face || !pattern) throw new Error(`the plan has no area or no pattern for quarter ${quarter.id}`);
		const rng = random(seed, `quarter ${quarter.id}`);
		return layOut(face.ring, quarter.id, pattern, quarter.angle ?? 0, junctions, rng, mayEnd);
	});
	const whole = buildGraph(nodeLines([...mains.edges, ...drawn]));
	return withoutSlivers(trimmed(collapsed(whole, 17)), (face) => isSliver(plan, face));
}

/** Too little ground, or too thin a strip of it, beside the streets that bound it. */
function isSliver(plan: Plan, face: Face): boolean {
	const taken = face.halfEdges.reduce(
		(sum, { edge }) => sum + (edge.length * widthOf(plan, edge.tag.kind)) / 2,
		0
	);
	const ground = face.area - taken;
	return ground < 420 || (2 * ground) / perimeter(face.ring) < 7.5;
}

export const widthOf = (plan: Plan, kind: StreetKind): number =>
	kind === 'boundary' ? 0 : plan.widths[kind];
