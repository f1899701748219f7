import { edgesOf, polygonsOf } from './edges.ts';
import { inside } from './inside.ts';
import { shortestLine } from './shortest.ts';
import type { Surface } from './types.ts';

/** True where two surfaces share no point at all. */
export function disjoint(a: Surface, b: Surface): boolean {
	const [ea, eb] = [edgesOf(a), edgesOf(b)];
	const way = shortestLine(ea, eb);
	if (!way) return true;
	return way.distance > 0 && !inside(b, ea[0]!.a) && !inside(a, eb[0]!.a);
}

/** True where a surface lies in another in one piece and without touching its boundary: what is common, cheaply told. */
export function wellInside(a: Surface, b: Surface): boolean {
	const [ea, eb] = [edgesOf(a), edgesOf(b)];
	const way = shortestLine(ea, eb);
	if (!way || way.distance === 0) return false;
	return (
		polygonsOf(a).every(([outer]) => inside(b, outer![0] as [number, number])) &&
		!eb.some((e) => inside(a, e.a))
	);
}
