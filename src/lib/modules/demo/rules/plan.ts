import plan from '../../../../../gis-data/demo-town/plan.json' with { type: 'json' };
import type { Pt } from './geometry/vector.ts';
import type { StreetKind } from './types.ts';

/** A street of the plan: its own line, or a parallel of the canal (`bank` 1 north, -1 south) between two eastings. */
export interface PlanStreet {
	id: string;
	kind: StreetKind;
	line?: readonly Pt[];
	closed?: boolean;
	bank?: 1 | -1;
	from?: number;
	to?: number;
	/** What the parts beyond the ring road are: before entering it and after leaving it. */
	outside?: readonly [{ id: string; kind: StreetKind }, { id: string; kind: StreetKind }];
}

/** How a quarter is cut into blocks. Metres and degrees. */
export interface Pattern {
	/** `open`: not cut at all. */
	type: 'grid' | 'organic' | 'open';
	/** Between the axes of two long streets. */
	depth: readonly [number, number];
	/** Between the axes of two cross streets. */
	length: readonly [number, number];
	/** Chance that a cross street goes on through the next row of blocks. */
	through: number;
	/** How far directions stray, degrees. */
	jitter: number;
	/** Rise of a bent street as a share of its length. */
	bend: number;
	/** The middle long street is a wider one. */
	spine: boolean;
	lot: LotPattern;
}

/** Usual plots: width along the street, depth, and how far their sides stray from square, degrees. */
export interface LotPattern {
	front: readonly [number, number];
	depth: number;
	skew: number;
}

/** What the rules allow in a block. */
export type LandUse = 'residential' | 'commercial' | 'industrial' | 'public' | 'green' | 'water';

/** The area of the plan that holds `seed`, and its pattern; `angle` is the direction of the long streets. */
export interface Quarter {
	id: string;
	seed: Pt;
	pattern: string;
	angle?: number;
	use: LandUse;
	/** Years in which it was built up. */
	era: readonly [number, number];
	/** Usual number of floors. */
	floors: readonly [number, number];
	/** Share of the plots that are built on. */
	built: number;
}

/** Names of the administrative areas and the lines that divide them; a village is the area that holds its seed. */
export interface AreaPlan {
	governorate: { id: string; name_ar: string; name_en: string };
	/** Streets of the plan that are boundaries; the canal is one as well. */
	lines: readonly string[];
	districts: readonly { id: string; name_ar: string; name_en: string }[];
	villages: readonly {
		id: string;
		district: string;
		seed: Pt;
		name_ar: string;
		name_en: string;
		/** The cadastral basin (حوض) its parcels are numbered in. */
		basin_ar: string;
		basin_en: string;
	}[];
}

/** The lay-out of the model town: metres east and north of `origin`, which is in EPSG:22992. */
export interface Plan {
	origin: Pt;
	seed: number;
	/** Distance of the vertices of curved lines, metres. */
	step: number;
	boundary: readonly Pt[];
	canal: { line: readonly Pt[]; width: number; bank: number };
	/** The round square in the middle; no lesser street ends within `clear` metres of its centre. */
	square: { id: string; centre: Pt; radius: number; clear: number; kind: StreetKind };
	/** Identifier of the ring road. */
	ring: string;
	streets: readonly PlanStreet[];
	/** Width of the right of way by class. */
	widths: Record<Exclude<StreetKind, 'boundary'>, number>;
	patterns: Record<string, Pattern>;
	quarters: readonly Quarter[];
	/** Half the sides of the land drawn round the town. */
	land: { halfWidth: number; halfHeight: number };
	/** Fields along the canal outside the ring road: how far they reach from it, their length, the track between. */
	fields: { reach: number; length: number; gap: number };
	park: { quarter: string; lake: readonly Pt[] };
	areas: AreaPlan;
}

export const PLAN = plan as unknown as Plan;
