import { area, isSimple, tidy, type Ring } from '../geometry/ring.ts';
import {
	add,
	along,
	at,
	cross,
	distance,
	dot,
	left,
	lerp,
	scale,
	sub,
	towards,
	type Pt
} from '../geometry/vector.ts';
import type { Random } from '../random.ts';

/** Distances a building keeps from the sides of its plot, metres. */
export interface SetBacks {
	street: number;
	side: number;
	back: number;
}

/**
 * The part of a plot within its set-backs. `onStreet` tells for every edge whether it lies on a street; of the others
 * those that face away from the street are backs. Empty when nothing useful remains.
 */
export function buildable(ring: Ring, onStreet: readonly boolean[], set: SetBacks): Pt[] {
	const edges = ring.map((a, i) => ({ a, u: towards(a, at(ring, i + 1)), street: onStreet[i] ?? false }));
	const front = edges
		.map((e, i) => ({ ...e, l: distance(e.a, at(ring, i + 1)) }))
		.filter((e) => e.street)
		.sort((a, b) => b.l - a.l)[0];
	let inner: Pt[] = [...ring];
	for (const { a, u, street } of edges) {
		const back = front !== undefined && dot(u, front.u) < -0.7;
		inner = clipLeft(inner, along(a, left(u), street ? set.street : back ? set.back : set.side), u);
	}
	const clean = tidy(inner, 0.2);
	return clean.length >= 3 && isSimple(clean) ? clean : [];
}

/** What of a ring lies to the left of a line. */
function clipLeft(ring: readonly Pt[], origin: Pt, direction: Pt): Pt[] {
	const side = (p: Pt) => cross(direction, sub(p, origin));
	return ring.flatMap((a, i): Pt[] => {
		const b = at(ring, i + 1);
		const [sa, sb] = [side(a), side(b)];
		const own: Pt[] = sa >= 0 ? [a] : [];
		return sa >= 0 === sb >= 0 ? own : [...own, lerp(a, b, sa / (sa - sb))];
	});
}

/** A notch for light and air in the longest edge that does not face a street, or the ring as it was. */
export function withLightWell(ring: Ring, streetEdges: readonly Pt[], rng: Random): Ring {
	const inward = ring.map((a, i) => ({ i, a, b: at(ring, i + 1) }));
	const hidden = inward
		.filter(({ a, b }) => streetEdges.every((p) => distance(lerp(a, b, 0.5), p) > 4))
		.sort((p, q) => distance(q.a, q.b) - distance(p.a, p.b))[0];
	if (!hidden) return ring;
	const long = distance(hidden.a, hidden.b);
	const deep = Math.sqrt(area(ring)) * rng.between(0.18, 0.3);
	const wide = Math.min(long * 0.45, rng.between(2.4, 5));
	if (long < 7 || wide < 2 || deep < 1.8) return ring;
	const u = towards(hidden.a, hidden.b);
	const start = rng.between(0.2, 0.8) * (long - wide - 1) + 0.5;
	const [p, q] = [along(hidden.a, u, start), along(hidden.a, u, start + wide)];
	const into = scale(left(u), deep);
	const notched = [
		...ring.slice(0, hidden.i + 1),
		p,
		add(p, into),
		add(q, into),
		q,
		...ring.slice(hidden.i + 1)
	];
	return isSimple(notched) && area(notched) > area(ring) * 0.7 ? notched : ring;
}
