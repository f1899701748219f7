import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { Place } from '../code/types.ts';
import type { PermitType } from '../permit-types.ts';
import type { FeeStage, Quantity } from './vocabulary.ts';

/** A share in millionths. */
export type Millionths = number;

/** A slice of a quantity up to a bound (null: all that is left). */
export interface Tier {
	/** In the unit of the quantity; each slice ends higher than the one before. */
	up_to: number | null;
	/** `slices`: piastres a unit, of the value of works millionths. `steps`: the piastres of the whole step. */
	rate: number;
}

/** Any of them lets a fee be charged. */
export interface Condition {
	of: Quantity;
	/** In the unit of the quantity: more than, or at least. */
	over?: number;
	from?: number;
}

/** Compound growth: once more for every whole year since a day. */
export interface YearlyIndex {
	rate: Millionths;
	since: CivilDate;
	/** The least and the most grow as well. */
	bounds: boolean;
}

/** What every charge can have besides: bounds, growth, a condition. */
export interface Around {
	min?: Piastres;
	max?: Piastres;
	index?: YearlyIndex;
	when?: Condition[];
}

export type ChargeFormula =
	| ({ kind: 'flat'; amount: Piastres } & Around)
	| ({ kind: 'per_unit'; of: Exclude<Quantity, 'works_value'>; rate: Piastres } & Around)
	| ({ kind: 'tiered'; of: Quantity; by: 'slices' | 'steps'; tiers: Tier[] } & Around)
	| ({ kind: 'percent'; rate: Millionths } & Around);

/** A charge; the price of a square metre of works; what is let off; or the end of a row that nothing follows. */
export type Formula =
	| ChargeFormula
	| { kind: 'unit_cost'; rate: Piastres }
	| { kind: 'exemption'; share: Millionths }
	| { kind: 'ended' };

/** Whom a row is for; null: whatever it is. The most particular row wins. */
export interface FeeScope {
	/** `licence_issue`, `works_value`, `every_fee` ... */
	fee: string;
	/** The use of a unit cost, the name of an exemption; null of a charge. */
	variant: string | null;
	place: Place | null;
	permit_type: PermitType | null;
}

/** A row of the table of fees: from a day on, until the next row of the same scope. */
export interface FeeFormula extends FeeScope {
	id: string;
	/** Counts the rows of one scope. */
	version: number;
	title: Bilingual;
	/** Of a charge. */
	stage: FeeStage | null;
	formula: Formula;
	valid_from: CivilDate;
	/** The first day it no longer holds; null: until further notice. */
	valid_until: CivilDate | null;
	/** False for a row that another of the same day replaced. */
	in_force: boolean;
	/** Where it was read, and the article it stands on. */
	source: string;
	article: string | null;
	/** Nobody has confirmed it. */
	unverified: boolean;
}

/** A floor to be built: its use and hundredths of a square metre. */
export interface FeeFloor {
	use: string;
	area: number;
}

/** What fees are reckoned from. Null: nobody has said it. Units as `QUANTITIES`. */
export interface FeeCase {
	on: CivilDate;
	place: Place;
	permit_type: PermitType;
	/** Of these only; otherwise all that the type has. */
	stages?: readonly FeeStage[];
	/** Ground floor first; those the permit is for, without basements. */
	floors: readonly FeeFloor[] | null;
	basements: readonly FeeFloor[] | null;
	plot_area: number | null;
	fence_length: number | null;
	height: number | null;
	units: number | null;
	/** What the applicant says the works are worth; absent where nobody is asked. */
	declared_value?: Piastres | null;
	/** Names of exemptions that are claimed. */
	exemptions: readonly string[];
}

export interface FeeLine {
	fee: string;
	title: Bilingual;
	stage: FeeStage;
	/** Null of a charge; otherwise the exemption, and the amount is negative. */
	exemption: string | null;
	formula_id: string;
	version: number;
	valid_from: CivilDate;
	/** The arithmetic in figures, the same in both languages: `4 × 50.00`. */
	figures: string;
	amount: Piastres;
	/** The bounds as they stood on the day, and the one that decided. */
	min: Piastres | null;
	max: Piastres | null;
	bound: 'min' | 'max' | null;
	/** Rows of unit costs that the value of the works stands on. */
	unit_cost_ids: string[];
	source: string;
	article: string | null;
	unverified: boolean;
}

/** The value of the works as fees take it: of what is declared and what unit costs come to the greater. */
export interface WorksValue {
	amount: Piastres;
	declared: Piastres | null;
	/** The sum of the parts; null of works that unit costs of building say nothing of. */
	reckoned: Piastres | null;
	parts: {
		use: string;
		title: Bilingual;
		/** Hundredths of a square metre; of a metre of fence. */
		area: number;
		rate: Piastres;
		amount: Piastres;
		formula_id: string;
		version: number;
		unverified: boolean;
	}[];
}

/** What cannot be reckoned, and what for. `of`: the quantity that nobody has said, the use that has no unit cost, the exemption that does not exist. */
export interface FeeGap {
	fee: string;
	title: Bilingual | null;
	reason: 'no_quantity' | 'no_unit_cost' | 'no_exemption';
	of: string;
}

export interface Fees {
	on: CivilDate;
	lines: FeeLine[];
	by_stage: { stage: FeeStage; amount: Piastres }[];
	total: Piastres;
	works_value: WorksValue | null;
	gaps: FeeGap[];
	/** True when a line, or a unit cost under it, stands on a number nobody has confirmed. */
	unverified: boolean;
}
