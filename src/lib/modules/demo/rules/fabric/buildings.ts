import { area, type Ring } from '../geometry/ring.ts';
import { at, lerp } from '../geometry/vector.ts';
import { random, type Random } from '../random.ts';
import { buildable, withLightWell, type SetBacks } from './footprint.ts';
import type { Parcel } from './parcels.ts';
import { wings, type Wing } from './wings.ts';

export interface Building {
	parcel: Parcel;
	/** From 1 within the parcel. */
	no: number;
	ring: Ring;
	area: number;
	floors: number;
	year: number;
}

/** Wings of large buildings on their ground, as shares of its sides. */
const SHAPES: Record<string, readonly Wing[]> = {
	court: [
		[0.06, 0.08, 0.94, 0.28],
		[0.06, 0.32, 0.22, 0.92],
		[0.78, 0.32, 0.94, 0.92]
	],
	comb: [
		[0.08, 0.1, 0.92, 0.3],
		[0.1, 0.36, 0.26, 0.9],
		[0.42, 0.36, 0.58, 0.9],
		[0.74, 0.36, 0.9, 0.9]
	],
	hall: [[0.08, 0.1, 0.92, 0.9]],
	sheds: [
		[0.05, 0.06, 0.46, 0.94],
		[0.53, 0.06, 0.95, 0.7]
	],
	stands: [
		[0.1, 0.04, 0.9, 0.18],
		[0.1, 0.82, 0.9, 0.96]
	],
	ground: [[0.3, 0.02, 0.7, 0.16]]
};
const SHAPE_OF: Record<string, string> = {
	general: 'comb',
	insurance: 'comb',
	government: 'court',
	court: 'court',
	university: 'comb',
	stadium: 'stands',
	sports_club: 'ground',
	youth_centre: 'ground',
	bus_station: 'ground',
	fuel: 'ground',
	market: 'sheds',
	fleet: 'sheds',
	cleaning: 'sheds',
	buses: 'sheds',
	waterworks: 'sheds',
	substation: 'ground'
};

/** What stands on a plot: nothing, one house, or the wings of a large building. */
export function buildingsOn(seed: number, parcel: Parcel): Building[] {
	const { quarter, no } = parcel.block;
	if (!quarter || parcel.use === 'green') return [];
	const rng = random(seed, `buildings of parcel ${no}/${parcel.no}`);
	if (!parcel.facility && !rng.chance(quarter.built)) return [];
	const floors = floorsOf(parcel, rng);
	const year = rng.int(...quarter.era);
	return footprints(parcel, rng)
		.filter((ring) => area(ring) >= 28)
		.map((ring, i) => ({ parcel, no: i + 1, ring, area: area(ring), floors, year }));
}

function footprints(parcel: Parcel, rng: Random): Ring[] {
	const large = shapeOf(parcel, rng);
	if (large) return wings(parcel.ring, SHAPES[large] ?? [], parcel.area > 1500 ? 4 : 1.5);
	const ground = buildable(parcel.ring, parcel.onStreet, setBacks(parcel, rng));
	if (ground.length < 3) return [];
	const middles = parcel.ring.flatMap((a, i) =>
		parcel.onStreet[i] ? [lerp(a, at(parcel.ring, i + 1), 0.5)] : []
	);
	return [rng.chance(0.55) ? withLightWell(ground, middles, rng) : ground];
}

function shapeOf({ facility, use }: Parcel, rng: Random): string | undefined {
	if (facility) return facility.layer === 'schools' ? 'court' : (SHAPE_OF[facility.kind] ?? 'hall');
	if (use === 'industrial') return rng.chance(0.55) ? 'sheds' : 'hall';
	return undefined;
}

/** Old houses fill their plot wall to wall; villas stand free. */
function setBacks(parcel: Parcel, rng: Random): SetBacks {
	switch (parcel.block.quarter?.pattern) {
		case 'gridWide':
			return { street: rng.between(3.5, 5), side: rng.between(2.5, 3.5), back: rng.between(4, 7) };
		case 'grid':
			return { street: rng.between(0.8, 2), side: rng.chance(0.4) ? 1.5 : 0, back: rng.between(2, 4) };
		case 'centre':
			return { street: 0.5, side: rng.chance(0.3) ? 2 : 0, back: rng.between(2.5, 5) };
		default:
			return { street: rng.chance(0.3) ? rng.between(0.3, 1) : 0, side: 0, back: rng.between(0.4, 2.6) };
	}
}

function floorsOf(parcel: Parcel, rng: Random): number {
	const [low, high] = parcel.block.quarter?.floors ?? [1, 1];
	if (parcel.facility) return parcel.facility.area > 1500 ? rng.int(2, 4) : rng.int(1, 3);
	const boost = parcel.fronts.some((f) => f.edge.tag.kind === 'primary') ? 2 : 0;
	return rng.int(low, high) + boost;
}
