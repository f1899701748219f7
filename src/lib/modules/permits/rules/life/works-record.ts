import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { ReconciliationAsked, ReconciliationQuote } from '../fees/reconciliation-types.ts';
import type { RuleResult } from '../check/types.ts';
import type { Stage, StageDue } from './stages.ts';
import type { Duty, PermitKind, PermitState } from './vocabulary.ts';
import type { ForbiddenGround, Life, Utility } from './works-vocabulary.ts';

/** A case beside another of the same licence or plot: its path is drawn from this. */
export interface LinkedCase {
	reference: string;
	life: Life;
	state: PermitState;
	since: string;
	holder: Duty | null;
	due: Due | null;
}

/** Until when something must be done. */
export interface Due {
	/** `file`: a request for reconciliation that is not completed lapses; `rest`: what is left of a price paid at once. */
	what: 'start' | 'letters' | 'instalment' | 'rest' | 'file';
	on: CivilDate;
	/** Days left; negative when it is late. */
	days: number;
}

export interface StageInspection extends StageDue {
	id: string;
	result: 'ok' | 'deviation';
	offset_m: number | null;
	note: string | null;
	at: string;
	received_at: string;
	person: Bilingual | null;
	/** WGS84. */
	position: [number, number] | null;
	accuracy_m: number | null;
	/** Metres from the plot. */
	distance_m: number | null;
	photos: string[];
}

export interface ExecutionDetail {
	starts_on: CivilDate;
	contractor: string | null;
	/** The list that holds for this site. */
	stages: Stage[];
	left: StageDue[];
	inspections: StageInspection[];
}

export interface AsBuiltOverlay {
	n: number;
	certificate_on: CivilDate;
	deposited_at: string;
	/** EPSG:22992. */
	outline: GeoJSON.MultiPolygon;
	height_m: number | null;
	/** R22, measured against the licensed outline. */
	results: RuleResult[];
	/** Built outside the licensed outline. */
	excess_m2: number;
	excess: GeoJSON.Geometry | null;
	verdict: 'pass' | 'fail' | 'not_checked';
}

export interface CompletionDetail {
	/** The newest first. */
	overlays: AsBuiltOverlay[];
	/** What stands before the letters. */
	waits: ('documents' | 'overlay' | 'violation' | 'stages' | 'fees' | 'conformity')[];
	/** Utilities whose letters are in force. */
	letters: Utility[];
}

export interface ViolationDetail {
	/** Null for who must not know whose the building is. */
	description: string | null;
	article: string | null;
	excess_m2: number | null;
	offset_m: number | null;
	found_at: string;
	/** EPSG:22992. */
	outline: GeoJSON.Geometry | null;
	/** What a reconciliation prices when no other area is said; square metres, of the newest drawing where that is more. */
	area_m2: number | null;
	quote: {
		n: number;
		at: string;
		asked: ReconciliationAsked;
		answer: ReconciliationQuote;
		/** What was on record, where another area was priced; why, and by whom, whom nobody tells whoever applies. */
		area: { recorded_m2: number | null; reason: string; by: Bilingual | null } | null;
	} | null;
	/** For which the law never reconciles. */
	grounds: ForbiddenGround[];
	/** Of the price, by receipts that were not cancelled. */
	paid: Piastres;
}

/** A building site as an inspector takes it along. */
/** A site of which the start was notified and whose board nobody has seen yet: its stages are not inspected before. */
export interface WaitingSite {
	reference: string;
	address: string | null;
	parcel: string | null;
	starts_on: CivilDate;
}

export interface InspectionSite {
	reference: string;
	licence: string | null;
	kind: PermitKind;
	state: PermitState;
	address: string | null;
	parcel: string | null;
	floors: number | null;
	/** The list of this site, and what of it is not passed. */
	stages: Stage[];
	left: StageDue[];
	/** WGS84. */
	at: [number, number];
}
