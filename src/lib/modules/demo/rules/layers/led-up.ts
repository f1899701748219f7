import { crossing } from '../geometry/line.ts';
import { along, at, distance, towards, type Pt } from '../geometry/vector.ts';
import type { NetworkLine } from './network-rules.ts';

/** The line with its ends drawn to where they meet another street's line of the same network. */
export function ledUp(line: NetworkLine, atNode: ReadonlyMap<string, readonly NetworkLine[]>): Pt[] {
	const others = [line.edge.from, line.edge.to]
		.flatMap((node) => atNode.get(node) ?? [])
		.filter((o) => o.street !== line.street);
	const led = endLedUp(line.points, others);
	return endLedUp(led.toReversed(), others).toReversed();
}

const REACH = 26;

function endLedUp(points: readonly Pt[], others: readonly NetworkLine[]): Pt[] {
	const [end, inner] = [at(points, 0), at(points, 1)];
	const reach = Math.min(REACH, distance(end, inner) * 0.8);
	const out = towards(inner, end);
	const [a, b] = [along(end, out, -reach), along(end, out, REACH)];
	const meetings = others.flatMap(({ points: o }) =>
		o.slice(1).flatMap((q, i) => {
			const hit = crossing(a, b, at(o, i), q);
			return hit && hit.t >= 0 && hit.t <= 1 && hit.u >= -0.3 && hit.u <= 1.3
				? [along(a, out, hit.t * (reach + REACH))]
				: [];
		})
	);
	const nearest = meetings.sort((p, q) => distance(p, end) - distance(q, end))[0];
	return [nearest ?? end, ...points.slice(1)];
}
