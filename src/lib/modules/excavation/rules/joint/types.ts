import type { Piastres } from '#lib/kernel/money.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { StreetClass } from '../calendar/vocabulary.ts';
import type { Promoter, Window } from '../types.ts';
import type { Surface } from '../vocabulary.ts';

/** Piastres for one metre of trench, and where the prices come from. */
export interface JointPrice {
	road_class: StreetClass;
	surface: Surface;
	cut: Piastres;
	backfill: Piastres;
	/** Putting the surface back. */
	restore: Piastres;
	valid_from: string;
	/** Confirmed by the governorate. */
	verified: boolean;
	origin: string;
}

/** A row of the page of prices. `valid_to` null: until further notice. */
export interface JointPriceRow extends JointPrice {
	valid_to: string | null;
}

/** A work that could share a trench. */
export interface JointWork {
	reference: string;
	title: string;
	promoter: Promoter;
	/** As wished. */
	window: Window;
	/** Metres; a usual trench when not told. */
	width_m: number;
}

/** What a party pays for the shared metres: alone, and its part of the one trench. */
export interface JointShare extends JointWork {
	alone: Piastres;
	share: Piastres;
}

/** What one trench for several works means, before anybody has agreed. */
export interface JointTerms {
	/** Reference of the work that opens and restores for all. */
	lead: string;
	/** Its days, which all keep to. */
	window: Window;
	/** Planar metres in EPSG:22992. */
	shared_m: number;
	price: JointPrice;
	/** Against every party digging alone. */
	saving: Piastres;
	/** Days on which the street is not open. */
	days_saved: number;
	parties: JointShare[];
}

export const JOINT_STATES = ['proposed', 'signed', 'refused', 'ended'] as const;
export type JointState = (typeof JOINT_STATES)[number];

/** What a party said to the terms. */
export interface JointAnswer {
	reference: string;
	answer: 'accepted' | 'refused' | null;
	reason: string | null;
	at: string | null;
	person: Bilingual | null;
}

export interface Joint {
	id: string;
	clash_id: string;
	state: JointState;
	terms: JointTerms;
	answers: JointAnswer[];
	proposed_at: string;
	decided_at: string | null;
	ended: { at: string; reason: string } | null;
}

/** An offer with what it would save, and what was said to it so far. */
export interface JointOffer {
	clash_id: string;
	/** Null: nothing is shared along a line, or no price is set. */
	terms: JointTerms | null;
	/** The proposal on the table, or the last that was refused. */
	joint: Joint | null;
}

/** The trench a dig lies in, and the offers it has. */
export interface DigJoints {
	joined: Joint | null;
	offers: JointOffer[];
}
