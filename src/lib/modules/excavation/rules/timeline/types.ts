import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Window } from '../types.ts';
import type { DigState, Severity } from '../vocabulary.ts';

/** By what works stand together on a timeline. */
export type Grouping = 'street' | 'promoter';

/** A work as a bar of the timeline. */
export interface TimelineWork {
	reference: string;
	title: string;
	promoter: Bilingual;
	state: DigState;
	/** As it is drawn: a running work that is late goes on until today. */
	window: Window;
	/** It runs past its last day. */
	late: boolean;
	/** One for each work it meets, the heaviest last: their days, of a gap that is too short the gap. */
	clashes: (Window & { severity: Severity })[];
	/** WGS84, simplified to a metre: for showing it on a map. */
	geometry: GeoJSON.Geometry;
}

export interface TimelineGroup {
	/** Null: no street is known. */
	name: Bilingual | null;
	works: TimelineWork[];
}

/** A page of works, the earliest first, standing in groups; the groups by their first day. */
export interface Timeline {
	by: Grouping;
	window: Window;
	groups: TimelineGroup[];
	/** Works on this page, and of the whole. */
	shown: number;
	total: number;
	/** For the next page; null at the end. */
	next_cursor: string | null;
}
