import { type Ring } from './ring.ts';
import { at, dot, left, towards, type Pt } from './vector.ts';

/** The smallest rectangle round a ring: centre, unit direction of its long side, lengths of the sides in metres. */
export interface OrientedBox {
	centre: Pt;
	direction: Pt;
	long: number;
	short: number;
}

export function orientedBox(ring: Ring): OrientedBox {
	let best: OrientedBox | undefined;
	for (let i = 0; i < ring.length; i++) {
		const u = towards(at(ring, i), at(ring, i + 1));
		if (u[0] === 0 && u[1] === 0) continue;
		const found = boxAlong(ring, u);
		if (!best || found.long * found.short < best.long * best.short) best = found;
	}
	if (!best) throw new RangeError('a ring needs an edge');
	return best;
}

/** Extent of a ring along a direction and across it. */
export function extentAlong(ring: Ring, direction: Pt): { from: number; to: number } {
	let [from, to] = [Infinity, -Infinity];
	for (const p of ring) {
		const s = dot(p, direction);
		from = Math.min(from, s);
		to = Math.max(to, s);
	}
	return { from, to };
}

function boxAlong(ring: Ring, u: Pt): OrientedBox {
	const v = left(u);
	const a = extentAlong(ring, u);
	const b = extentAlong(ring, v);
	const [s, t] = [(a.from + a.to) / 2, (b.from + b.to) / 2];
	const centre: Pt = [u[0] * s + v[0] * t, u[1] * s + v[1] * t];
	const [du, dv] = [a.to - a.from, b.to - b.from];
	return du >= dv
		? { centre, direction: u, long: du, short: dv }
		: { centre, direction: v, long: dv, short: du };
}
