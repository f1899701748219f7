import { crossing, distanceToLine, type Line } from './geometry/line.ts';

/** Shortest distance between two lines: nought where they cross, else from a vertex of one to the other. */
export function linesDistance(a: Line, b: Line): number {
	for (let i = 1; i < a.length; i++)
		for (let k = 1; k < b.length; k++) {
			const [p, q, r, s] = [a[i - 1], a[i], b[k - 1], b[k]];
			const hit = p && q && r && s && crossing(p, q, r, s);
			if (hit && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1) return 0;
		}
	return Math.min(...a.map((p) => distanceToLine(p, b)), ...b.map((p) => distanceToLine(p, a)));
}
