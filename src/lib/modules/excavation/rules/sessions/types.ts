import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Window } from '../types.ts';
import type { ClashRule, Severity } from '../vocabulary.ts';

/** What the committee can decide on a clash; the first of the two is the one that begins earlier on the agenda. */
export const DECISIONS = ['keep', 'move_first', 'move_second', 'join', 'postpone'] as const;
export type Decision = (typeof DECISIONS)[number];

/** One of the two works of a matter, as it stood that day. */
export interface MatterParty {
	reference: string;
	title: string;
	promoter: Bilingual;
	window: Window;
}

/** A clash as it came before the committee. */
export interface SessionMatter {
	rule: ClashRule;
	severity: Severity;
	window: Window;
	days: number;
	distance_m: number;
	first: MatterParty;
	second: MatterParty;
}

export interface SessionItem {
	id: string;
	position: number;
	clash_id: string;
	about: SessionMatter;
	/** Whether the two still meet. */
	open: boolean;
	decision: Decision | null;
	note: string | null;
	decided_at: string | null;
	/** What the zones share, WGS84. */
	overlap: GeoJSON.MultiPolygon;
}

export interface SessionUnit {
	unit_id: string;
	name: Bilingual;
	/** Null: not noted yet. */
	present: boolean | null;
	represented_by: string | null;
}

export interface SessionSummary {
	id: string;
	held_on: string;
	place: string | null;
	period: Window;
	items: number;
	/** Matters of the period for which one sitting is too short; the gravest are on the agenda. */
	left_out: number;
	decided: number;
	closed_at: string | null;
}

export interface CoordinationSession extends SessionSummary {
	bbox: [number, number, number, number] | null;
	agenda: SessionItem[];
	units: SessionUnit[];
	closing_note: string | null;
	opened_by: Bilingual | null;
	closed_by: Bilingual | null;
	may_edit: boolean;
}
