import { offsetLine } from '../geometry/line.ts';
import {
	add,
	along,
	at,
	cross,
	distance,
	dot,
	left,
	scale,
	sub,
	towards,
	type Pt
} from '../geometry/vector.ts';
import { halfEdgeName, type Face } from '../network/faces.ts';
import type { HalfEdge } from '../network/graph.ts';

/** Length of the splay at a street corner, metres along either street. */
const SPLAY = 3;

/**
 * The building line along the left of every half-edge of the faces, from junction to junction. The lines of a face
 * follow each other and close its block; with those on the other side they bound the street's right of way, so that
 * blocks and rights of way cover the town without a gap.
 */
export function kerbs(faces: readonly Face[], halfWidth: (h: HalfEdge) => number): Map<string, Pt[]> {
	const out = new Map<string, Pt[]>();
	for (const { halfEdges } of faces) {
		const corners = halfEdges.map((h, i) => corner(at(halfEdges, i - 1), h, halfWidth));
		halfEdges.forEach((h, i) => {
			const [begins, ends] = [at(corners, i).begins, at(corners, i + 1).ends];
			out.set(halfEdgeName(h), [
				...begins,
				...between(h, halfWidth(h), at(begins, -1), at(ends, 0)),
				...ends
			]);
		});
	}
	return out;
}

/** The parallel's own vertices, without those that lie behind the corner at either end. */
function between(h: HalfEdge, width: number, begin: Pt, end: Pt): Pt[] {
	const after = dot(sub(begin, at(h.points, 0)), towards(at(h.points, 0), at(h.points, 1))) + 2;
	const before = dot(sub(end, at(h.points, -1)), towards(at(h.points, -1), at(h.points, -2))) + 2;
	let s = 0;
	return offsetLine(h.points, width).filter((_, i) => {
		s += i === 0 ? 0 : distance(at(h.points, i - 1), at(h.points, i));
		return i > 0 && i < h.points.length - 1 && s > after && h.edge.length - s > before;
	});
}

/** How one half-edge's line ends and the next one's begins; the last of `ends` is the first of `begins`. */
interface Corner {
	ends: Pt[];
	begins: Pt[];
}

function corner(from: HalfEdge, to: HalfEdge, halfWidth: (h: HalfEdge) => number): Corner {
	const node = at(to.points, 0);
	const u = towards(at(from.points, -2), node);
	const w = towards(node, at(to.points, 1));
	const [a, b] = [halfWidth(from), halfWidth(to)];
	const [pa, pb] = [along(node, left(u), a), along(node, left(w), b)];
	const sine = cross(u, w);
	const straightOn = u[0] * w[0] + u[1] * w[1] > 0;
	if (Math.abs(sine) < 0.12) {
		if (straightOn && distance(pa, pb) < 0.3) return { ends: [pa], begins: [pa] };
		const middle = straightOn ? scale(add(pa, pb), 0.5) : node;
		return { ends: [pa, middle], begins: [middle, pb] };
	}
	// Where the two parallels meet: node + left(u) a + u t = node + left(w) b + w s.
	const t = cross([pb[0] - pa[0], pb[1] - pa[1]], w) / sine;
	const meet = along(pa, u, t);
	if (sine < 0.5 || !roomFor(from, t, a) || !roomFor(to, t, b)) return { ends: [meet], begins: [meet] };
	const [before, after] = [along(meet, u, -SPLAY), along(meet, w, SPLAY)];
	const middle = scale(add(before, after), 0.5);
	return { ends: [before, middle], begins: [middle, after] };
}

const roomFor = (h: HalfEdge, setBack: number, width: number) =>
	h.edge.length > Math.abs(setBack) + width + 4 * SPLAY;
