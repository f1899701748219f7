import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Surface } from '../plane/types.ts';
import type { Proposal, Withheld } from '../check/types.ts';

/** The ground that is asked about: a row of the parcels, or a surface that somebody drew. Planar metres, EPSG:22992. */
export interface Plot {
	/** Key of the row; null for a drawn one. */
	id: string | null;
	source_id: string | null;
	name: Bilingual | null;
	/** Number and basin, as the register of plots has them. */
	number: string | null;
	basin: Bilingual | null;
	geometry: Surface;
}

/** The zone whose plan speaks for a plot: the one with most of it. */
export interface ZoneHere {
	id: string;
	name: Bilingual;
	kind: string | null;
	code: string | null;
	/** Square metres of the plot that lie in it. */
	covers_m2: number;
	/** False: its plan was not in force on the day, and says nothing. */
	in_force: boolean;
}

/** Which state of a layer answered, and what it holds. */
export interface LayerAnswer {
	layer: string;
	title: Bilingual;
	/** `absent`: nobody has it; `withheld`: the reader may not see it; both leave their rules unchecked. */
	state: 'answered' | 'absent' | 'withheld';
	/** Number and moment of its last change; null where it never had one. */
	version: string | null;
	changed_at: string | null;
	/** Things found around the plot. */
	found: number;
}

/** What restricts building here, and who is asked about it. */
export interface ConstraintHere {
	id: string;
	kind: string;
	name: string | null;
	title: Bilingual | null;
	agency: string | null;
	agency_title: Bilingual | null;
	article: Bilingual | null;
	unverified: boolean;
	geometry: GeoJSON.Geometry;
}

/** A pipe or cable around. */
export interface UtilityHere {
	id: string;
	/** `water`, `sewage`, `gas`, `power`, `telecom` */
	kind: string;
	name: string | null;
	diameter_mm: number | null;
	depth_m: number | null;
	geometry: GeoJSON.Geometry;
}

/** A plot with all that lies around it, as the rules take it. */
export interface Surroundings
	extends
		Pick<Proposal, 'code' | 'streets' | 'neighbours' | 'cordon' | 'height_limits' | 'digs' | 'violations'>,
		Pick<Required<Proposal>, 'withheld'> {
	plot: Plot;
	/** The day whose code and plan judge. */
	on: CivilDate;
	zone: ZoneHere | null;
	/** Who said that it is a town or a village: the zone's plan, whoever asked, or nobody (then a town). */
	place_by: 'zone' | 'caller' | 'nobody';
	constraints: readonly ConstraintHere[] | null;
	utilities: readonly UtilityHere[] | null;
	/** Kinds of constraints that were looked for, and those of which the governorate has none on its map. */
	kinds: { kind: string; known: boolean }[];
	layers: LayerAnswer[];
}

/** What is to be built; what nobody said is null. */
export type Building = Pick<
	Proposal,
	| 'footprint'
	| 'declared'
	| 'floors'
	| 'floor_areas_m2'
	| 'height_m'
	| 'use'
	| 'shop_floor'
	| 'units'
	| 'parking_spaces'
	| 'works_value_egp'
	| 'insured'
	| 'light_wells'
	| 'projections'
	| 'works'
	| 'as_built'
	| 'scope'
	| 'reckoned_value_egp'
>;

export type { Withheld };
