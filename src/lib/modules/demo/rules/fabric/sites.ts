import { extentAlong, orientedBox } from '../geometry/box.ts';
import { longestChord, splitRing } from '../geometry/cut.ts';
import { area, centroid, contains, type Ring } from '../geometry/ring.ts';
import { distance, dot, left, type Pt } from '../geometry/vector.ts';
import type { Facility } from '../recipe.ts';
import type { Block } from './blocks.ts';
import { slice } from './lots.ts';

/** Ground of a block: what a facility takes, and the rest to be cut into plots. */
export interface Parting {
	sites: { facility: Facility; ring: Ring }[];
	rest: Ring[];
}

/** Finds every facility its ground: cut from the end of the nearest block that has enough, larger ones first. */
export function placeFacilities(
	blocks: readonly Block[],
	facilities: readonly Facility[]
): Map<Block, Parting> {
	const partings = new Map(blocks.map((b): [Block, Parting] => [b, { sites: [], rest: [b.ring] }]));
	for (const facility of facilities.toSorted((a, b) => b.area - a.area)) {
		const block = nearest(blocks, facility, partings);
		const parting = partings.get(block);
		const piece = largest(parting?.rest ?? []);
		if (!parting || !piece) continue;
		const { site, rest } = takeSite(piece, facility.area, facility.near);
		parting.sites.push({ facility, ring: site });
		parting.rest = [...parting.rest.filter((r) => r !== piece), ...rest];
	}
	return partings;
}

const largest = (rings: readonly Ring[]) => rings.toSorted((a, b) => area(b) - area(a))[0];

function nearest(blocks: readonly Block[], facility: Facility, partings: Map<Block, Parting>): Block {
	const away = (b: Block) =>
		contains(b.ring, facility.near) ? 0 : distance(centroid(b.ring), facility.near);
	const found = blocks
		.filter((b) => b.quarter && !['water', 'green'].includes(b.quarter.use))
		.map((b) => ({ b, away: away(b) }))
		.toSorted((p, q) => p.away - q.away)
		.find(({ b }) => partings.get(b)?.rest.some((piece) => area(piece) > facility.area * 0.8));
	if (!found) throw new RangeError(`no block has room for ${facility.name_en}`);
	return found.b;
}

/** About `wanted` square metres at the end of a piece that is nearer to a place; the whole piece when little would remain. */
function takeSite(piece: Ring, wanted: number, near: Pt): { site: Ring; rest: Ring[] } {
	if (area(piece) < wanted * 1.4) return { site: piece, rest: [] };
	const box = orientedBox(piece);
	const deep = box.short > Math.sqrt(wanted) * 1.6;
	const strip = endStrip(piece, box.direction, deep ? wanted * 2 : wanted, near);
	if (!strip) return { site: piece, rest: [] };
	if (!deep) return { site: strip.end, rest: [strip.rest] };
	const chord = longestChord(strip.end, centroid(strip.end), box.direction);
	if (!chord) return { site: strip.end, rest: [strip.rest] };
	const halves = splitRing(strip.end, chord.from, chord.to);
	const side = left(box.direction);
	const [a, b] = halves.toSorted(
		(p, q) =>
			Math.abs(dot(centroid(p), side) - dot(near, side)) - Math.abs(dot(centroid(q), side) - dot(near, side))
	);
	return a && b ? { site: a, rest: [b, strip.rest] } : { site: strip.end, rest: [strip.rest] };
}

/** The end of a piece along a direction, with the wanted area, found by halving the interval. */
function endStrip(
	piece: Ring,
	direction: Pt,
	wanted: number,
	near: Pt
): { end: Ring; rest: Ring } | undefined {
	const { from, to } = extentAlong(piece, direction);
	const atStart = dot(near, direction) < dot(centroid(piece), direction);
	let [low, high] = [from, to];
	let best: { end: Ring; rest: Ring } | undefined;
	for (let i = 0; i < 30; i++) {
		const s = (low + high) / 2;
		const parts = slice(piece, direction, s);
		if (!parts) return best;
		const [first, second] = parts.toSorted(
			(p, q) => dot(centroid(p), direction) - dot(centroid(q), direction)
		);
		if (!first || !second) return best;
		best = atStart ? { end: first, rest: second } : { end: second, rest: first };
		const tooBig = area(best.end) > wanted;
		if (tooBig === atStart) high = s;
		else low = s;
	}
	return best;
}
