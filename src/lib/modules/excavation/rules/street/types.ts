import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Window } from '../types.ts';
import type { DigState, Method } from '../vocabulary.ts';

/** Whether a street that was opened is as it was: `unknown` of works that were only reported from elsewhere. */
export const RESTORED = ['open', 'waiting', 'restored', 'unknown'] as const;
export type Restored = (typeof RESTORED)[number];

/** A work in a street: one that opened it, or one that means to. */
export interface StreetOpening {
	reference: string;
	title: string;
	promoter: Bilingual;
	state: DigState;
	method: Method;
	window: Window;
	/** Planar metres of it in the street. */
	metres: number;
	restored: Restored;
	guarantee_until: CivilDate | null;
	/** It opened a pavement that was not laid anew after it. */
	since_paving: boolean;
}

/** A pavement in the street. */
export interface StreetPaving {
	source_id: string;
	name: Bilingual | null;
	paved_on: CivilDate | null;
	protected_until: CivilDate | null;
	/** Planar metres of the street that it covers. */
	metres: number;
	/** Days of protection left today; 0 when it is over. */
	days_left: number;
}

/** Everything that a street has gone through. Geometry in WGS84, lengths in planar metres of EPSG:22992. */
export interface StreetCard {
	id: string;
	name: Bilingual | null;
	kind: string | null;
	length_m: number;
	geometry: GeoJSON.Geometry;
	bbox: [number, number, number, number];
	paving: StreetPaving[];
	/** The day of the last paving on record. */
	last_paved: CivilDate | null;
	openings: StreetOpening[];
	/** Works that mean to open it, the next first. */
	planned: StreetOpening[];
	totals: { openings: number; since_paving: number; open: number; not_restored: number };
	/** Openings begun in each year, without gaps. */
	per_year: { year: number; count: number }[];
	today: CivilDate;
}
