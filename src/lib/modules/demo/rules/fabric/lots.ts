import { extentAlong, orientedBox } from '../geometry/box.ts';
import { longestChord, splitRing } from '../geometry/cut.ts';
import { area, centroid, type Ring } from '../geometry/ring.ts';
import { along, dot, heading, left, scale, type Pt } from '../geometry/vector.ts';
import type { LotPattern } from '../plan.ts';
import type { Random } from '../random.ts';

/** Cuts a block (or what is left of one) into plots: back to back in two rows, side by side along the street. */
export function cutLots(block: Ring, lot: LotPattern, rng: Random): Ring[] {
	const usual = ((lot.front[0] + lot.front[1]) / 2) * lot.depth;
	if (area(block) < usual * 1.5) return [block];
	const box = orientedBox(block);
	const wide = (lot.front[0] + lot.front[1]) / 2;
	if (box.short > lot.depth * 1.75) {
		const halves = halved(block, box.direction, rng.between(-0.04, 0.04) * box.short, usual * 0.5);
		if (halves) return halves.flatMap((half) => cutLots(half, lot, rng));
	}
	if (box.long > Math.max(wide * 7, 90)) {
		const halves = halved(block, left(box.direction), rng.between(-0.1, 0.1) * box.long, usual);
		if (halves) return halves.flatMap((half) => cutLots(half, lot, rng));
	}
	return row(block, box.direction, lot, usual * 0.55, rng);
}

/** Two parts along a direction, through a place `shift` metres beside the middle. */
function halved(ring: Ring, direction: Pt, shift: number, least: number): [Pt[], Pt[]] | undefined {
	const chord = longestChord(ring, along(centroid(ring), left(direction), shift), direction);
	if (!chord) return undefined;
	const parts = splitRing(ring, chord.from, chord.to);
	return parts.every((p) => area(p) >= least) ? parts : undefined;
}

/** Plots side by side in the given direction, each at least `least` square metres. */
function row(ring: Ring, direction: Pt, lot: LotPattern, least: number, rng: Random): Ring[] {
	const { from, to } = extentAlong(ring, direction);
	const wide = (lot.front[0] + lot.front[1]) / 2;
	const count = Math.max(1, Math.round((to - from) / wide));
	const stretch = (to - from) / (count * wide);
	const lots: Ring[] = [];
	let rest = ring;
	let s = from;
	while (true) {
		s += rng.between(...lot.front) * stretch;
		if (s > to - lot.front[0] * 0.6 * stretch) break;
		const parts = slice(rest, direction, s, rng.between(-lot.skew, lot.skew));
		if (!parts || parts.some((p) => area(p) < least)) continue;
		const [a, b] = parts;
		const aFirst = dot(centroid(a), direction) < dot(centroid(b), direction);
		lots.push(aFirst ? a : b);
		rest = aFirst ? b : a;
	}
	return [...lots, rest];
}

/** Two parts, cut across a direction at the distance `s` along it. */
export function slice(ring: Ring, direction: Pt, s: number, skew = 0): [Pt[], Pt[]] | undefined {
	const [c, n] = heading(skew);
	const across: Pt = [-direction[1] * c - direction[0] * n, direction[0] * c - direction[1] * n];
	const origin = along(scale(direction, s), left(direction), dot(centroid(ring), left(direction)));
	const chord = longestChord(ring, origin, across);
	return chord && splitRing(ring, chord.from, chord.to);
}
