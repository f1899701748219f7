import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';

/** A town is built by its plan, a village by the table of the executive regulations. */
export const PLACES = ['city', 'village'] as const;
export type Place = (typeof PLACES)[number];

/** Which street limits a plot on several. */
export const CORNER_RULES = ['widest', 'narrowest'] as const;
export type CornerRule = (typeof CORNER_RULES)[number];

/** A step of a table of heights: from a street width on (or over it), so high and so many floors. */
export interface HeightStep {
	/** Metres. */
	width_m: number;
	/** False: only streets wider than that. */
	inclusive: boolean;
	/** Metres; or so many times the street's width. */
	height_m: number | null;
	times_width: number | null;
	/** Ground floor and upper floors together. */
	floors: number | null;
}

/** What the numbers of a code can be; absent where the code says nothing. */
export interface CodeValues {
	/** Metres from the building line, from the back, from the sides. */
	front_setback_m?: number;
	rear_setback_m?: number;
	side_setback_m?: number;
	/** Percent of the plot that may be built upon. */
	coverage_pct?: number;
	/** All floors together to the plot. */
	floor_area_ratio?: number;
	/** The height of the plan, which wins over what follows from the street. */
	max_height_m?: number;
	max_floors?: number;
	/** Height by the street's width: a factor with a cap, or a table (steps in any order). */
	height_factor?: number;
	height_cap_m?: number;
	height_steps?: readonly HeightStep[];
	corner_rule?: CornerRule;
	light_well_area_m2?: number;
	light_well_side_m?: number;
	/** Square metres that may stand out over the street. */
	projection_m2?: number;
	min_street_m?: number;
	/** How high a fence may be. */
	fence_height_m?: number;
	/** Uses that the zone allows. */
	uses?: readonly string[];
	/** Highest floor for shops (0 = ground floor), and the street they need. */
	shop_top_floor?: number;
	shop_street_m?: number;
	/** From here on the insurance of article 46 is needed: value of the works in pounds, floors. */
	insurance_value_egp?: number;
	insurance_floors?: number;
	/** Percent that a declared value of works may be less than what unit costs come to. */
	works_value_pct?: number;
	utility_clearance_m?: number;
	parking_per_unit?: number;
	/** Percent that a declared area may differ from the drawn one. */
	declared_area_pct?: number;
	/** Numbers that hold for plots larger than so many square metres. */
	by_plot?: readonly { over_m2: number; values: CodeValues }[];
}

/** Where a number comes from, and whether the text of the law was read. */
export interface CodeSource {
	article: Bilingual;
	unverified: boolean;
}

/** A code between two days (both included; no end = until further notice). */
export interface RuleSet {
	id: string;
	title: Bilingual;
	place: Place;
	valid_from: CivilDate;
	valid_to: CivilDate | null;
	values: CodeValues;
	/** By the name of the value. */
	sources: Partial<Record<keyof CodeValues, CodeSource>>;
}
