import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { Window } from '../types.ts';
import type { Category, Surface } from '../vocabulary.ts';
import type { FeeItem, RoadGrade, TariffItem } from './vocabulary.ts';

/** A price or rate between two days (both included; no end: until further notice). */
export interface TariffRow {
	id: string;
	item: TariffItem;
	/** Null where the item does not depend on it. */
	grade: RoadGrade | null;
	surface: Surface | null;
	/** A whole number in the unit of its item (`TARIFF_ITEMS`). */
	value: number;
	valid_from: CivilDate;
	valid_to: CivilDate | null;
	/** Where it was read. */
	origin: string;
	/** False until the governorate has confirmed it. */
	verified: boolean;
}

/** Ground that is opened: hundredths of a square metre, planar in EPSG:22992. */
export interface OpenedPart {
	grade: RoadGrade;
	surface: Surface;
	/** The pavement is under protection on the first day of the work. */
	protected: boolean;
	area: number;
}

/** What is charged for. */
export interface FeeWork {
	window: Window;
	category: Category;
	parts: readonly OpenedPart[];
}

/** One line of an account. */
export interface FeeLine {
	item: FeeItem;
	grade: RoadGrade | null;
	surface: Surface | null;
	protected: boolean;
	/** The days this line is for, of all the days of the work. */
	window: Window;
	days: number;
	of_days: number;
	/** Hundredths of a square metre, days, or the piastres that a rate is of. */
	quantity: number;
	/** In the unit of the item. */
	price: number;
	/** Hundredths by which the price is multiplied: 100, but for an emergency on a protected pavement. */
	factor: number;
	/** The arithmetic in figures: `12.50 × 450.00 × 3/9`. */
	formula: string;
	amount: Piastres;
	/** The rows of the tariff it stands on, and since when the last of them holds. */
	tariff_ids: string[];
	tariff_from: CivilDate;
	verified: boolean;
}

/** Days on which the tariff has no price for what is opened: nothing can be charged before it has. */
export interface TariffGap {
	item: TariffItem;
	grade: RoadGrade;
	surface: Surface | null;
	window: Window;
}

export interface Fees {
	lines: FeeLine[];
	restoration: Piastres;
	/** What a small work pays on top, so that the least is reached. */
	minimum: Piastres;
	supervision: Piastres;
	/** All that is due but the deposit. */
	total: Piastres;
	/** Held until the guarantee ends. */
	deposit: Piastres;
	gaps: TariffGap[];
	/** False when a line stands on a price nobody has confirmed. */
	verified: boolean;
}

export interface Overrun {
	/** The days after the permitted end, both included. */
	window: Window;
	days: number;
	lines: FeeLine[];
	amount: Piastres;
	gaps: TariffGap[];
}
