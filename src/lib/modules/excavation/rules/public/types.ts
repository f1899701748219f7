import type { Bilingual } from '#lib/kernel/layer.ts';
import type { ToldPattern } from '../calendar/answers.ts';
import type { DetourLine } from '../detours/types.ts';
import type { Window } from '../types.ts';
import type { Category, DigState, TrafficEffect } from '../vocabulary.ts';

/** A published work: nothing in it names or reaches a person. */
export interface PublishedWork {
	reference: string;
	/** What is done, without numbers of telephones. */
	title: string;
	organisation: Bilingual;
	category: Category;
	state: DigState;
	traffic_effect: TrafficEffect;
	window: Window;
	streets: Bilingual[];
	/** WGS84 west, south, east, north. */
	bbox: [number, number, number, number];
}

/** Why the street is opened, as a resident asks it. */
export const WORK_REASONS = ['emergency', 'urgent', 'connection', 'road_works', 'network'] as const;
export type WorkReason = (typeof WORK_REASONS)[number];

/** The card of a published work. */
export interface PublishedCard extends PublishedWork {
	geometry: GeoJSON.Geometry;
	/** Where traffic is led meanwhile, in the direction of travel. */
	detours: DetourLine[];
	reason: WorkReason;
	/** The hours of today in which work may be done, `24:00` for the end of the day; none: not today. */
	today_hours: { from: string; to: string }[];
	/** Whom residents may call: the governorate's number; null when it has made none known. */
	call_number: string | null;
	/** When work may be done, the short way. */
	patterns: ToldPattern[];
	/** May work be done at this moment? */
	allowed_now: boolean;
	/** When that changes next, as a moment in UTC; null when it does not within a week. */
	changes_at: string | null;
}
