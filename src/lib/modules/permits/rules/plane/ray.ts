import { joined, type Interval } from './intervals.ts';
import type { Edge, Point } from './types.ts';

/**
 * The stretches of a ray that lie in any of some surfaces, in metres from its start.
 * @param borders the edges of each surface; a ray is in a surface between an odd and the next crossing.
 * @param gap stretches at most this far apart count as one.
 */
export function stretchesOfRay(
	start: Point,
	direction: Point,
	{ borders, length, gap }: { borders: readonly (readonly Edge[])[]; length: number; gap: number }
): Interval[] {
	const found: Interval[] = [];
	for (const border of borders) {
		const cuts = border.flatMap((edge) => crossedAt(start, direction, edge) ?? []).sort((p, q) => p - q);
		for (let i = 1; i < cuts.length; i += 2) {
			const [from, to] = [Math.max(0, cuts[i - 1]!), Math.min(length, cuts[i]!)];
			if (to > from) found.push([from, to]);
		}
	}
	return joined(found, gap);
}

/** How far along the line of the ray (behind it too) an edge is crossed; its first end counts, its last does not. */
export function crossedAt(start: Point, [ux, uy]: Point, { a, b }: Edge): number | null {
	const left = (p: Point) => (p[1] - start[1]) * ux - (p[0] - start[0]) * uy;
	const [la, lb] = [left(a), left(b)];
	if (la > 0 === lb > 0) return null;
	const share = la / (la - lb);
	const x = a[0] + share * (b[0] - a[0]);
	const y = a[1] + share * (b[1] - a[1]);
	return (x - start[0]) * ux + (y - start[1]) * uy;
}
