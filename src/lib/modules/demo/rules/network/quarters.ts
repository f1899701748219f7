import { extentAlong, orientedBox } from '../geometry/box.ts';
import { longestChord } from '../geometry/cut.ts';
import { area, centroid, type Ring } from '../geometry/ring.ts';
import { along, at, dot, heading, left, type Pt } from '../geometry/vector.ts';
import type { Pattern } from '../plan.ts';
import type { Random } from '../random.ts';
import type { StreetKind } from '../types.ts';
import { chop } from './chop.ts';
import type { Piece } from './graph.ts';

/** An area being laid out: its blocks so far, the streets between them, and all junctions known in the town. */
interface Site {
	quarter: string;
	pattern: Pattern;
	rng: Random;
	junctions: Pt[];
	mayEnd: (p: Pt) => boolean;
	blocks: Ring[];
	streets: Piece[];
}

/**
 * The streets of a quarter, by its pattern. `junctions` (those of the streets around) grows by the new ones, so that
 * neighbouring quarters meet at common crossings.
 */
export function layOut(
	ring: Ring,
	quarter: string,
	pattern: Pattern,
	angle: number,
	junctions: Pt[],
	rng: Random,
	mayEnd: (p: Pt) => boolean
): Piece[] {
	const site: Site = { quarter, pattern, rng, junctions, mayEnd, blocks: [ring], streets: [] };
	if (pattern.type === 'grid') {
		rows(site, ring, angle);
		crossStreets(site, ring, angle);
		evenOut(site);
	}
	if (pattern.type === 'organic') grow(site);
	return site.streets;
}

const mean = ([a, b]: readonly [number, number]) => (a + b) / 2;

/** Long streets, side by side. */
function rows(site: Site, ring: Ring, angle: number): void {
	const { pattern, rng } = site;
	const across = left(heading(angle));
	const { from, to } = extentAlong(ring, across);
	const count = Math.max(1, Math.round((to - from) / mean(pattern.depth)));
	const sign = rng.chance(0.5) ? 1 : -1;
	for (let i = 1; i < count; i++) {
		const offset = from + ((to - from) * (i + rng.between(-0.07, 0.07))) / count;
		const kind: StreetKind = pattern.spine && i === count >> 1 ? 'tertiary' : 'residential';
		const direction = heading(angle + rng.between(-pattern.jitter, pattern.jitter) / 2);
		const origin = along(centroid(ring), across, offset - dot(centroid(ring), across));
		for (const block of [...site.blocks]) cut(site, block, origin, direction, kind, sign * pattern.bend);
	}
}

/** Streets across the rows; where one does not go through, the next row's is shifted or missing. */
function crossStreets(site: Site, ring: Ring, angle: number): void {
	const { pattern, rng } = site;
	const u = heading(angle);
	const { from, to } = extentAlong(ring, u);
	const step = () => rng.between(...pattern.length);
	for (let s = from + step() * 0.7; s < to - 30; s += step()) {
		const kind: StreetKind = rng.chance(0.35) ? 'service' : 'residential';
		const direction = left(heading(angle + rng.between(-pattern.jitter, pattern.jitter)));
		for (const block of [...site.blocks]) {
			if (!rng.chance(pattern.through) && rng.chance(0.5)) continue;
			const shift = rng.chance(pattern.through) ? 0 : rng.between(-0.3, 0.3) * mean(pattern.length);
			const c = centroid(block);
			cut(site, block, along(c, u, s + shift - dot(c, u)), direction, kind, 0);
		}
	}
}

/** Cuts the blocks that stayed too long or so deep that plots in their middle would have no street. */
function evenOut(site: Site): void {
	const { pattern } = site;
	const settled = new Set<Ring>();
	for (let block = next(); block; block = next()) {
		const box = orientedBox(block);
		const tooDeep = box.short > pattern.depth[1] * 1.35;
		const tooLong = box.long > pattern.length[1] * 1.6;
		const ways = [...(tooDeep ? [box.direction] : []), ...(tooDeep || tooLong ? [left(box.direction)] : [])];
		const done = ways.some((way) =>
			[0, 12, -12, 24, -24].some((turn) => {
				const direction = turned(way, turn);
				return cut(site, block as Ring, centroid(block as Ring), direction, 'residential', 0) !== undefined;
			})
		);
		if (!done) settled.add(block);
	}
	function next(): Ring | undefined {
		return site.blocks.find((b) => !settled.has(b));
	}
}

/** Lanes that halve what is too big, again and again, never quite in the middle and never quite straight. */
function grow(site: Site): void {
	const { pattern, rng } = site;
	const target = mean(pattern.depth) * mean(pattern.length);
	const queue = site.blocks.map((ring) => ({ ring, level: 0 }));
	for (let next = queue.shift(); next; next = queue.shift()) {
		if (area(next.ring) < target * rng.between(1, 1.7)) continue;
		const kind: StreetKind = next.level < 1 ? 'residential' : 'service';
		const parts = tryLane(site, next.ring, kind);
		for (const ring of parts ?? []) queue.push({ ring, level: next.level + 1 });
	}
}

function tryLane(site: Site, ring: Ring, kind: StreetKind): readonly Ring[] | undefined {
	const { pattern, rng } = site;
	const box = orientedBox(ring);
	for (let attempt = 0; attempt < 8; attempt++) {
		const pivot = along(centroid(ring), box.direction, rng.between(-0.14, 0.14) * box.long);
		const turn = rng.between(-pattern.jitter, pattern.jitter) * (1 + attempt / 4);
		const across = left(box.direction);
		const direction = turned(across, turn);
		const parts = cut(site, ring, pivot, direction, kind, rng.between(-pattern.bend, pattern.bend));
		if (parts) return parts;
	}
	return undefined;
}

/** Lays a street through one block; false when it cannot be. */
function cut(
	site: Site,
	block: Ring,
	origin: Pt,
	direction: Pt,
	kind: StreetKind,
	bend: number
): readonly Ring[] | undefined {
	const chord = longestChord(block, origin, direction);
	if (!chord || chord.length < 30) return undefined;
	const least = mean(site.pattern.depth) * mean(site.pattern.length) * 0.3;
	const chopped = chop(block, chord, site.junctions, { least, bend, mayEnd: site.mayEnd });
	if (!chopped) return undefined;
	site.blocks = [...site.blocks.filter((b) => b !== block), ...chopped.parts];
	site.streets.push({ tag: { kind, quarter: site.quarter }, points: chopped.street });
	site.junctions.push(at(chopped.street, 0), at(chopped.street, -1));
	return chopped.parts;
}

function turned(direction: Pt, degrees: number): Pt {
	const [c, s] = heading(degrees);
	return [direction[0] * c - direction[1] * s, direction[0] * s + direction[1] * c];
}
