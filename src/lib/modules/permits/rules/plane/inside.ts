import { polygonsOf } from './edges.ts';
import type { Point, Surface } from './types.ts';

/** True when a position lies in a surface (not in its holes); on the very edge either may be said. */
export function inside(surface: Surface, [x, y]: Point): boolean {
	return polygonsOf(surface).some((rings) => {
		let odd = false;
		for (const ring of rings) {
			for (let i = 1; i < ring.length; i++) {
				const [ax, ay] = ring[i - 1] as [number, number];
				const [bx, by] = ring[i] as [number, number];
				if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
			}
		}
		return odd;
	});
}
