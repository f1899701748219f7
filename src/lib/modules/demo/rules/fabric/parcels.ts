import { nearestOnSegment } from '../geometry/line.ts';
import { area, centroid, type Ring } from '../geometry/ring.ts';
import { at, distance, lerp, type Pt } from '../geometry/vector.ts';
import type { Edge } from '../network/graph.ts';
import type { LandUse, Plan } from '../plan.ts';
import { random, type Random } from '../random.ts';
import type { Facility } from '../recipe.ts';
import type { Block } from './blocks.ts';
import { cutLots } from './lots.ts';
import type { Parting } from './sites.ts';
import { weld } from './weld.ts';

export type ParcelUse = Exclude<LandUse, 'water'> | 'mixed';

/** A plot of a block. `fronts`: the stretches of street it touches and the length of each, longest first. */
export interface Parcel {
	block: Block;
	/** From 1 within the block. */
	no: number;
	ring: Ring;
	area: number;
	use: ParcelUse;
	facility?: Facility;
	fronts: readonly { edge: Edge; metres: number }[];
	/** For every edge of the ring: whether it lies on a street. */
	onStreet: readonly boolean[];
}

/** The plots of a block, numbered from north to south. */
export function parcelsOf(plan: Plan, seed: number, block: Block, parting: Parting): Parcel[] {
	const { quarter } = block;
	const pattern = quarter && plan.patterns[quarter.pattern];
	if (!quarter || !pattern || quarter.use === 'water' || quarter.use === 'green') return [];
	const rng = random(seed, `lots of block ${block.no}`);
	const lots = parting.rest.flatMap((ring) => cutLots(ring, pattern.lot, rng).map((lot) => ({ ring: lot })));
	const all: { ring: Ring; facility?: Facility }[] = [...parting.sites, ...lots];
	return weld(all.map((l) => l.ring))
		.map((ring, i) => ({ made: parcel(block, ring, at(all, i).facility, rng), north: centroid(ring)[1] }))
		.toSorted((a, b) => b.north - a.north)
		.map(({ made }, i) => ({ ...made, no: i + 1 }));
}

function parcel(block: Block, ring: Ring, facility: Facility | undefined, rng: Random): Parcel {
	const edges = ring.map((a, i) => ({ a, b: at(ring, i + 1) }));
	const streets = edges.map(({ a, b }) => streetAt(block, lerp(a, b, 0.5)));
	const metres = new Map<Edge, number>();
	edges.forEach(({ a, b }, i) => {
		const edge = streets[i];
		if (edge) metres.set(edge, (metres.get(edge) ?? 0) + distance(a, b));
	});
	const fronts = [...metres].map(([edge, m]) => ({ edge, metres: m })).sort((a, b) => b.metres - a.metres);
	const use = useOf(block, facility, fronts, rng);
	const size = area(ring);
	return { block, no: 0, ring, area: size, use, facility, fronts, onStreet: streets.map(Boolean) };
}

function streetAt(block: Block, p: Pt): Edge | undefined {
	return block.sides.find(({ line }) =>
		line.some((a, i) => i + 1 < line.length && nearestOnSegment(p, a, at(line, i + 1)).distance < 0.05)
	)?.edge;
}

/** Shops line the wide streets; ground without a street and playing fields are green; the rest is what the quarter is for. */
function useOf(
	block: Block,
	facility: Facility | undefined,
	fronts: Parcel['fronts'],
	rng: Random
): ParcelUse {
	const use = block.quarter?.use;
	if (facility) return facility.kind === 'market' || facility.kind === 'bank' ? 'commercial' : 'public';
	if (fronts.length === 0 || use === 'public') return 'green';
	if (use !== 'residential') return use === undefined || use === 'water' ? 'green' : use;
	const kinds = fronts.map((f) => f.edge.tag.kind);
	const trade = kinds.includes('primary') || fronts.some((f) => f.edge.tag.main === 'market');
	if (trade) return rng.chance(0.35) ? 'commercial' : 'mixed';
	const busy = kinds.includes('secondary') || kinds.includes('tertiary');
	return rng.chance(busy ? 0.45 : 0.05) ? 'mixed' : 'residential';
}
