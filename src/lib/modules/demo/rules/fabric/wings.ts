import { orientedBox } from '../geometry/box.ts';
import { crossing } from '../geometry/line.ts';
import { contains, type Ring } from '../geometry/ring.ts';
import { along, at, left, scale, type Pt } from '../geometry/vector.ts';

/** A wing as shares of the long and the short side of the ground: from s0, t0 to s1, t1, each 0..1. */
export type Wing = readonly [s0: number, t0: number, s1: number, t1: number];

/**
 * The wings of a large building, at the largest scale and the place at which all of them keep `margin` metres from
 * the sides of the plot.
 */
export function wings(plot: Ring, shape: readonly Wing[], margin: number): Ring[] {
	const box = orientedBox(plot);
	const u = scale(box.direction, box.long);
	const v = scale(left(box.direction), box.short);
	const corner = (middle: Pt, k: number, s: number, t: number) =>
		along(along(middle, u, (s - 0.5) * k), v, (t - 0.5) * k);
	const [ds, dt] = [margin / box.long, margin / box.short];
	const middles = [0, 1, -1, 2, -2, 3, -3].flatMap((i) =>
		[0, 1, -1, 2, -2].map((j) => corner(box.centre, 1, 0.5 + i * 0.08, 0.5 + j * 0.08))
	);
	for (let k = 1; k > 0.25; k -= 0.05)
		for (const middle of middles) {
			const outline = ([s0, t0, s1, t1]: Wing, more: number): Ring => {
				const [a, b] = [(ds / k) * more, (dt / k) * more];
				const place = (s: number, t: number) => corner(middle, k, s, t);
				return [place(s0 - a, t0 - b), place(s1 + a, t0 - b), place(s1 + a, t1 + b), place(s0 - a, t1 + b)];
			};
			if (shape.every((wing) => inside(plot, outline(wing, 1)))) return shape.map((wing) => outline(wing, 0));
		}
	return [];
}

function inside(plot: Ring, ring: Ring): boolean {
	return ring.every((p, i) => contains(plot, p) && !crossesOutline(plot, p, at(ring, i + 1)));
}

function crossesOutline(plot: Ring, a: Pt, b: Pt): boolean {
	return plot.some((p, i) => {
		const hit = crossing(a, b, p, at(plot, i + 1));
		return hit !== undefined && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1;
	});
}
