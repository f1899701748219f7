import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { PermitKind } from '../life/vocabulary.ts';
import type { PublicEvent, PublicState, PublicUse } from './vocabulary.ts';

/** A case of the public register: numbers and days, nobody's name. */
export interface PublicPermit {
	reference: string;
	kind: PermitKind;
	state: PublicState;
	/** Told by the map: parcel, street, district. */
	place: Bilingual;
	district: { code: string; name: Bilingual } | null;
	parcel: string | null;
	department: Bilingual;
	plot_m2: number;
	floors: number | null;
	basements: number | null;
	height_m: number | null;
	/** Of all floors. */
	area_m2: number | null;
	units: number | null;
	use: PublicUse | null;
	applied_on: CivilDate;
	accepted_on: CivilDate;
	decided_on: CivilDate | null;
	issued_on: CivilDate | null;
	expires_on: CivilDate | null;
	completed_on: CivilDate | null;
	/** The licence of the register that it changes; `since` null until it is issued. One on paper is not told. */
	amends: { reference: string; since: CivilDate | null } | null;
	/** The licence that changed this one, and holds in its place. */
	amended_by: { reference: string; since: CivilDate } | null;
	/** WGS84, a point on the plot. */
	at: [number, number];
	/** When the entry last changed. */
	updated_at: string;
}

export interface PublicStep {
	status: PublicEvent;
	on: CivilDate;
}

/** An entry with its outlines, in WGS84, and what happened, the oldest first. */
export interface PublicRecord extends PublicPermit {
	plot: GeoJSON.MultiPolygon;
	footprint: GeoJSON.MultiPolygon | null;
	bbox: [number, number, number, number];
	log: PublicStep[];
	/** When the neighbours were told, and the last day on which any of them is heard. */
	notified: { on: CivilDate; until: CivilDate } | null;
}
