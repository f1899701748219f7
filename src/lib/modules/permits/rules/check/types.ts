import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Code } from '../code/code.ts';
import type { Surface } from '../plane/types.ts';

// prettier-ignore
export const RULE_IDS = [
	'R00', 'R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11',
	'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20', 'R21', 'R22'
] as const;
export type RuleId = (typeof RULE_IDS)[number];
export type Severity = 'block' | 'warn' | 'info';
/** `not_checked` is never a pass: a layer, a number or a drawing is missing. */
export type Status = 'pass' | 'fail' | 'not_checked';
export type Unit = 'm' | 'm2' | 'pct' | 'ratio' | 'count' | 'egp';

/** Square metres that a survey may leave between two outlines of the same thing. */
export const SLIVER_M2 = 0.01;

/** A street beside the plot. */
export interface StreetSpace {
	id: string;
	name: string | null;
	/** The ground between its two building lines. */
	right_of_way: Surface;
}

/** Something on the map that a proposal can meet. */
export interface Thing<G extends GeoJSON.Geometry = GeoJSON.Geometry> {
	id: string;
	kind: string;
	name: string | null;
	geometry: G;
}

/** Where a restriction on the map comes from. */
interface Legal {
	article?: Bilingual | null;
	unverified?: boolean;
}

/** Layers that whoever asks may not see: what they would answer is not checked. */
export type Withheld = 'utilities' | 'digs';

/** A building proposal. Geometry in planar metres of one grid; a list that is null is a layer nobody has. */
export interface Proposal {
	/** The code in force on the day of the application. */
	code: Code;
	parcel: Surface;
	/** The outline on the ground; null for a site statement. */
	footprint: Surface | null;
	streets: readonly StreetSpace[] | null;
	declared: { parcel_m2: number | null; footprint_m2: number | null };
	/** Ground floor and upper floors together. */
	floors: number | null;
	/** Square metres of each; null: every floor as large as the footprint. */
	floor_areas_m2: readonly number[] | null;
	/** Metres from the pavement. */
	height_m: number | null;
	use: string | null;
	/** The highest floor with shops (0 = ground floor); null: none. */
	shop_floor: number | null;
	units: number | null;
	parking_spaces: number | null;
	works_value_egp: number | null;
	/** What the unit costs of the day come to; absent where nobody reckoned. */
	reckoned_value_egp?: number | null;
	insured: boolean | null;
	light_wells: readonly Surface[];
	projections: readonly Surface[];
	neighbours: readonly Thing<Surface>[] | null;
	cordon: Surface | null;
	/** Areas with a height of their own (army, aviation). */
	height_limits: readonly (Thing<Surface> & { max_height_m: number } & Legal)[] | null;
	/** Antiquities, canals, listed buildings: each with the agency that is asked. */
	constraints: readonly (Thing & { agency: string | null } & Legal)[] | null;
	utilities: readonly Thing[] | null;
	digs: readonly (Thing & { start: CivilDate; end: CivilDate })[] | null;
	/** When the works are meant to run; both days included. */
	works: { start: CivilDate; end: CivilDate } | null;
	violations: readonly { id: string; kind: string }[] | null;
	as_built: { outline: Surface; height_m: number | null } | null;
	withheld?: readonly Withheld[];
	/** Which rules the kind of permit asks for; absent: all, as of a new building. */
	scope?: Scope;
}

/** What of the rules a kind of permit is judged by. */
export interface Scope {
	/** The rules that apply; null: all. */
	rules: readonly RuleId[] | null;
	/** `plot`: where no building is drawn the whole plot is what the works touch. */
	outline: 'building' | 'plot';
	/** Whose height the code limits. */
	height: 'building' | 'fence';
}

/** What one rule says of one thing. */
export interface RuleResult {
	rule: RuleId;
	/** What was looked at: `parcel`, `front`, `rear`, `side`, `height`, a layer's row ... */
	subject: string;
	/** The street, layer row or drawing it is about. */
	of: string | null;
	status: Status;
	severity: Severity;
	actual: number | null;
	limit: number | null;
	/** Whether the limit is the least or the most that is allowed. */
	bound: 'min' | 'max' | null;
	unit: Unit | null;
	/** Why it was not checked, or what else there is to know: a code that has words. */
	reason: Reason | null;
	article: Bilingual | null;
	/** True where the number is a default whose legal text nobody has read. */
	unverified: boolean;
	/** Code and the day from which it is valid. */
	rule_set: { id: string; valid_from: CivilDate } | null;
	/** What to draw: the failing line, the piece outside. */
	witness: GeoJSON.Geometry | null;
}

export type Reason =
	| 'no_layer'
	| 'not_shown'
	| 'no_value'
	| 'no_footprint'
	| 'no_street'
	| 'no_width'
	| 'no_number'
	| 'areas_count'
	| 'areas_small'
	| 'area_tiny'
	| 'street_below_table'
	| 'plan_decides'
	| 'agency_asked'
	| 'insurance_needed'
	| 'value_low'
	| 'set_back_enough';
