import type { Bilingual } from '#lib/kernel/layer.ts';

/** At once, or what happened in a week on Sunday morning. */
export const HOW_OFTEN = ['at_once', 'weekly'] as const;
export type HowOften = (typeof HOW_OFTEN)[number];

/** What became of a published work, as the database finds it. */
export const AREA_NEWS = ['granted', 'started', 'changed', 'late', 'ended', 'withdrawn'] as const;
export type AreaNews = (typeof AREA_NEWS)[number];

/** What became of the work of another. */
export type InterestNews = 'planned' | 'granted' | 'started' | 'changed';

/** What the page behind a link of a mail tells; never the address. */
export interface SubscriptionTold {
	often: HowOften;
	area_m2: number;
}

export interface InterestArea {
	id: string;
	unit_id: string;
	unit: Bilingual;
	name: string;
	/** WGS84. */
	geometry: GeoJSON.Polygon;
	/** Works in it that are planned, granted or running, of others. */
	works: number;
}
