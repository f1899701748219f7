import { splitRing, type Chord, type OnRing } from '../geometry/cut.ts';
import { crossing, nearestOnSegment } from '../geometry/line.ts';
import { area, contains, type Ring } from '../geometry/ring.ts';
import {
	add,
	angleBetween,
	at,
	distance,
	left,
	lerp,
	scale,
	sub,
	towards,
	type Pt
} from '../geometry/vector.ts';

/** A new street ends at a junction that is nearer than this, metres. */
const SNAP = 21;
/** A new junction keeps this far from others, metres. */
const APART = 15;
/** Streets meet at no sharper angle, degrees. */
const SHARPEST = 42;

export interface Chopped {
	parts: [Pt[], Pt[]];
	street: Pt[];
}

/**
 * Cuts an area in two by a street along a chord. Its ends are drawn to junctions nearby; `bend` is the rise of the
 * bent street as a share of its length. Undefined when the street would meet others too sharply or too near, or
 * would leave a part smaller than `least` square metres.
 */
export function chop(
	ring: Ring,
	chord: Chord,
	junctions: readonly Pt[],
	{ least, bend = 0, mayEnd = () => true }: { least: number; bend?: number; mayEnd?: (p: Pt) => boolean }
): Chopped | undefined {
	for (const from of ends(ring, chord.from, junctions))
		for (const to of ends(ring, chord.to, junctions)) {
			if (distance(from.point, to.point) < 2 * APART || !mayEnd(from.point) || !mayEnd(to.point)) continue;
			for (const rise of bend === 0 ? [0] : [bend, 0]) {
				const street = bent(from.point, to.point, rise);
				if (!meetsWell(ring, from, towards(at(street, 0), at(street, 1)))) continue;
				if (!meetsWell(ring, to, towards(at(street, -1), at(street, -2)))) continue;
				if (!staysInside(ring, street)) continue;
				const parts = splitRing(ring, from, to, street.slice(1, -1));
				if (parts.every((p) => area(p) >= least)) return { parts, street };
			}
		}
	return undefined;
}

/** Where a street may end near a place of the outline: at the nearest junction, or at the place itself. */
function ends(ring: Ring, place: OnRing, junctions: readonly Pt[]): OnRing[] {
	const near = junctions
		.map((point) => ({ point, d: distance(point, place.point) }))
		.filter(({ d }) => d < SNAP)
		.sort((a, b) => a.d - b.d);
	const snapped = near.map(({ point }) => onOutline(ring, point)).filter((o) => o !== undefined);
	const free = near.every(({ d }) => d > APART);
	return free ? [...snapped, place] : snapped;
}

function onOutline(ring: Ring, point: Pt): OnRing | undefined {
	for (let edge = 0; edge < ring.length; edge++) {
		const near = nearestOnSegment(point, at(ring, edge), at(ring, edge + 1));
		if (near.distance > 0.05) continue;
		return near.t >= 1 - 1e-9 ? { edge: (edge + 1) % ring.length, t: 0, point } : { edge, t: near.t, point };
	}
	return undefined;
}

/** A parabola between two places, rising to the left. */
function bent(a: Pt, b: Pt, rise: number): Pt[] {
	if (rise === 0) return [a, b];
	const pieces = Math.max(4, Math.round(distance(a, b) / 16));
	const up = scale(left(sub(b, a)), rise);
	return Array.from({ length: pieces + 1 }, (_, i) => {
		const t = i / pieces;
		return add(lerp(a, b, t), scale(up, 4 * t * (1 - t)));
	});
}

function meetsWell(ring: Ring, place: OnRing, direction: Pt): boolean {
	const before = place.t === 0 ? at(ring, place.edge - 1) : at(ring, place.edge);
	const after = at(ring, place.edge + 1);
	return (
		angleBetween(direction, sub(before, place.point)) > SHARPEST &&
		angleBetween(direction, sub(after, place.point)) > SHARPEST
	);
}

function staysInside(ring: Ring, street: readonly Pt[]): boolean {
	for (let i = 1; i < street.length; i++) {
		const a = at(street, i - 1);
		const b = at(street, i);
		if (!contains(ring, lerp(a, b, 0.5))) return false;
		for (let k = 0; k < ring.length; k++) {
			const hit = crossing(a, b, at(ring, k), at(ring, k + 1));
			if (!hit || hit.u < 0 || hit.u > 1) continue;
			if (hit.t > (i === 1 ? 0.02 : 0) && hit.t < (i === street.length - 1 ? 0.98 : 1)) return false;
		}
	}
	return true;
}
