import type { Bilingual } from '#lib/kernel/layer.ts';
import type { ApprovalStep } from './life/approvals.ts';
import type { DigContractor } from './contractors/types.ts';
import type { DetourLine, DetourMeeting, Transit } from './detours/types.ts';
import type { DigLife } from './life/types.ts';
import type { NetworkEvidence } from './network/evidence.ts';
import type {
	ClashAnswer,
	Category,
	ClashRule,
	DigState,
	Method,
	Severity,
	Surface,
	TrafficEffect
} from './vocabulary.ts';

/** Days, both included, as `YYYY-MM-DD` in Cairo. */
export interface Window {
	start: string;
	end: string;
}

/** Who digs: a unit of the installation, or the name a foreign source gave. */
export interface Promoter {
	unit_id: string | null;
	code: string | null;
	name: Bilingual;
}

/** A dig as a list shows it. Lengths in planar metres of EPSG:22992. */
export interface DigSummary {
	id: string;
	reference: string;
	title: string;
	promoter: Promoter;
	category: Category;
	state: DigState;
	window: Window;
	/** Of a surface half its outline. */
	length_m: number;
	/** Open clashes it is part of. */
	clashes: number;
	/** The heaviest of them. */
	severity: Severity | null;
	/** The Helsinki index, 0 to 5; null before it was reckoned. */
	nuisance: number | null;
	/** WGS84 west, south, east, north. */
	bbox: [number, number, number, number];
	updated_at: string;
}

/** A dig in full. Geometries in WGS84. */
export interface Dig extends DigSummary {
	source: string;
	source_id: string | null;
	details: string | null;
	/** Who digs for the promoter; null: the promoter itself, or not known yet. */
	contractor: DigContractor | null;
	method: Method;
	surface: Surface | null;
	traffic_effect: TrafficEffect;
	/** For a new customer. */
	connection: boolean;
	/** Why it cannot wait, of what is urgent or an emergency. */
	category_reason: string | null;
	carriageway: boolean;
	/** Square metres of a work drawn as a surface, else 0. */
	area_m2: number;
	depth_m: number | null;
	width_m: number | null;
	/** Rule C1's buffer around it. */
	buffer_m: number;
	version: number;
	life: DigLife;
	created_at: string;
	geometry: GeoJSON.Geometry;
	/** The ground within the buffer. */
	zone: GeoJSON.MultiPolygon;
	/** Where traffic is led while the road is closed. */
	detours: DetourLine[];
}

/** The other party of a clash. */
export interface ClashParty {
	id: string;
	reference: string;
	source: string;
	source_id: string | null;
	title: string;
	promoter: Promoter;
	state: DigState;
	window: Window;
}

/** Where and when two digs meet; `overlap` (WGS84) is what their zones share. */
export interface Meeting {
	rule: ClashRule;
	severity: Severity;
	distance_m: number;
	days: number;
	/** The days both are open. */
	window: Window;
	overlap: GeoJSON.MultiPolygon;
	/** What two closures cut or lengthen (C9); `overlap` then shows the ways that are lost. */
	network?: NetworkEvidence;
	/** Whose detours are touched, where the other side is a work (C5). */
	detours?: DetourMeeting;
}

/** A meeting found before anything is saved. */
export interface FoundClash extends Meeting {
	other: ClashParty;
}

/** What a judgement is about: that much of a clash. */
export interface Judged {
	rule: ClashRule;
	severity: Severity;
	days: number;
	/** Square metres of what the zones share. */
	area_m2: number;
}

/** One word of a party, as it was said. */
export interface Judgement {
	answer: ClashAnswer;
	reason: string;
	at: string;
	person: Bilingual | null;
	of: Judged;
}

/** `open`: not judged; `again`: judged, but the clash has really changed since. */
export type PositionState = 'open' | 'again' | ClashAnswer;

/** How a party stands to a clash. Foreign promoters have nobody here who could judge. */
export interface Position {
	party: Promoter;
	state: PositionState;
	/** Every word of the party, newest first. */
	judgements: Judgement[];
}

/** A clash on record. */
export interface Clash extends Meeting {
	id: string;
	a: ClashParty;
	/** Null where the other side is public transport (C5). */
	b: ClashParty | null;
	/** What is met instead of a work, and how that is said. */
	transit?: Transit & { reason: Bilingual };
	/** What the parties say of it; of an offer, nothing. */
	positions: Position[];
	first_seen: string;
	changed_at: string;
}

/** A street beside or under a trench, in the order the trench meets them. */
export interface StreetTouched {
	/** Its longest piece here, in layer `streets`. */
	id: string;
	name: Bilingual;
	kind: string | null;
	/** Metres of the trench that run in or across it. */
	metres: number;
	/** Where it begins, in metres from the start of the trench. */
	from_m: number;
}

export type Verdict = 'clear' | 'warn' | 'block';

export type HistoryAction =
	| 'registered'
	| 'edited'
	| 'cancelled'
	| 'finished'
	| 'imported'
	| 'overridden'
	| 'submitted'
	| 'withdrawn'
	| 'approved'
	| 'granted'
	| 'refused'
	| 'returned'
	| 'amended'
	| 'started'
	| 'filed'
	| 'overran'
	| 'restored'
	| 'closed'
	| 'rerouted';

/** What is kept of a version: everything its owner can change, `geometry` in EPSG:22992. */
export interface DigSnapshot {
	title: string;
	details: string | null;
	/** By name; absent in versions from before it was asked. */
	contractor?: Bilingual | null;
	category: Category;
	/** Absent in versions from before it was asked. */
	category_reason?: string | null;
	method: Method;
	surface: Surface | null;
	traffic_effect: TrafficEffect;
	/** For a new customer. */
	connection: boolean;
	carriageway: boolean;
	depth_m: number | null;
	width_m: number | null;
	window: Window;
	state: DigState;
	length_m: number;
	geometry: GeoJSON.Geometry;
	/** Absent in versions older than detours. EPSG:22992. */
	detours?: GeoJSON.LineString[];
	/** Metres of all of them together. */
	detours_m?: number;
}

/** One attribute that a version changed. The shape itself is told by its length, and so are the detours. */
export interface DigChange {
	field: Exclude<keyof DigSnapshot, 'geometry' | 'length_m' | 'detours' | 'detours_m'> | 'shape' | 'detours';
	before: string | number | boolean | Window | Bilingual | null;
	after: string | number | boolean | Window | Bilingual | null;
}

export interface HistoryEntry {
	version: number;
	action: HistoryAction;
	at: string;
	person: Bilingual | null;
	reason: string | null;
	/** Whose decision it was, of those asked. */
	step: ApprovalStep | null;
	changes: DigChange[];
}
