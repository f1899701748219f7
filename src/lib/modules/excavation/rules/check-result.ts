import type { Bilingual } from '#lib/kernel/layer.ts';
import type { CalendarFinding } from './calendar/finding.ts';
import type { CategoryNeeded } from './category.ts';
import type { Transit } from './detours/types.ts';
import type { FoundClash, StreetTouched, Verdict, Window } from './types.ts';
import type { Severity } from './vocabulary.ts';

/** What the ground itself says of a work: a protected pavement (C4), an event (C6). */
export interface GroundFinding {
	rule: 'C4' | 'C6';
	severity: Severity;
	/** The days of the work that are forbidden there. */
	window: Window;
	/** The first day on which the place is free again. */
	free_from: string;
	/** The row of the layer that says so. */
	source_id: string;
	name: Bilingual;
	/** In words, both languages. */
	reason: Bilingual;
	/** The piece of the work on it, WGS84. */
	overlap: GeoJSON.MultiPolygon;
}

/** What rule C5 says of a work that meets public transport. */
export interface TransitFinding extends Transit {
	rule: 'C5';
	severity: Severity;
	distance_m: number;
	/** The days of the work. */
	window: Window;
	/** In words, both languages. */
	reason: Bilingual;
	/** The piece of the zone on it, WGS84. */
	overlap: GeoJSON.MultiPolygon;
}

/** Whom the question was taken to be asked for. */
export interface PromoterRead {
	/** As it was asked; null when nobody was named. */
	given: string | null;
	/** The unit it was read as; null of a name that is no unit's. */
	organisation: { unit_id: string; code: string; name: Bilingual } | null;
	/** `name`: a foreign company of that name, whose works are nobody's here. */
	read_as: 'own_unit' | 'unit' | 'name' | 'nobody';
}

/** The answer before saving: the verdict first, then the evidence. */
export interface CheckResult {
	verdict: Verdict;
	promoter: PromoterRead;
	/** Of a surface half its outline. */
	length_m: number;
	/** Square metres of a work drawn as a surface, else 0. */
	area_m2: number;
	buffer_m: number;
	/** The ground within the buffer, WGS84. */
	zone: GeoJSON.MultiPolygon;
	clashes: FoundClash[];
	/** What the ground, public transport and the calendar say: C4, C5, C6, C7, C8. */
	findings: (GroundFinding | TransitFinding | CalendarFinding)[];
	/** The category that its days and opened surface ask for. */
	category: CategoryNeeded;
	/** First day on which the same work of the same duration meets nobody; null when none within two years. */
	first_free_start: string | null;
	/** The same, not in the past and with the notice of rule C8 kept: the day that can be offered. */
	first_possible_start: string | null;
	streets: StreetTouched[];
	/** The verdict in words, both languages. */
	explanation: Bilingual;
}
