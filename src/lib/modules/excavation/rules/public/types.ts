import type { Bilingual } from '#lib/kernel/layer.ts';
import type { ToldPattern } from '../calendar/answers.ts';
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

/** The card of a published work. */
export interface PublishedCard extends PublishedWork {
	geometry: GeoJSON.Geometry;
	/** When work may be done, the short way. */
	patterns: ToldPattern[];
	/** May work be done at this moment? */
	allowed_now: boolean;
	/** When that changes next, as a moment in UTC; null when it does not within a week. */
	changes_at: string | null;
}
