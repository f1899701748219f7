import { nearestOnSegment } from '../geometry/line.ts';
import { isSimple, type Ring } from '../geometry/ring.ts';
import { at, distance, type Pt } from '../geometry/vector.ts';

/** Vertices nearer than this are one, metres. */
const NEAR = 0.03;

/**
 * Gives neighbouring outlines the same vertices along their common edges, to the millimetre, so that they touch
 * exactly: no sliver of overlap and no gap between them.
 */
export function weld(rings: readonly Ring[]): Ring[] {
	const vertices: Pt[] = [];
	const common = (p: Pt): Pt => {
		const known = vertices.find((q) => distance(p, q) < NEAR);
		if (known) return known;
		const fresh = rounded(p);
		vertices.push(fresh);
		return fresh;
	};
	const fixed = rings.map((ring) => withoutSpikes(ring.map(common)));
	return fixed
		.map((ring) => withoutSpikes(ring.flatMap((a, i) => [a, ...onEdge(vertices, a, at(ring, i + 1))])))
		.map((ring, i) => (isSimple(ring) ? ring : at(rings, i).map(rounded)));
}

export const rounded = ([x, y]: Pt): Pt => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];

function onEdge(vertices: readonly Pt[], a: Pt, b: Pt): Pt[] {
	return vertices
		.filter((p) => p !== a && p !== b)
		.map((p) => ({ p, near: nearestOnSegment(p, a, b) }))
		.filter(({ near }) => near.distance < NEAR / 2 && near.t > 0 && near.t < 1)
		.sort((p, q) => p.near.t - q.near.t)
		.map(({ p }) => p);
}

/** Drops repeated vertices and ways there and straight back. */
function withoutSpikes(ring: Ring): Pt[] {
	const kept = ring.filter((p, i) => p !== at(ring, i - 1));
	const spike = kept.findIndex((_, i) => at(kept, i - 1) === at(kept, i + 1));
	return spike < 0 || kept.length < 3 ? kept : withoutSpikes(kept.filter((_, i) => i !== spike));
}
