import { z } from 'zod';
import type { CodeSource, CodeValues, Place } from '../../rules/index.ts';
import { PLACES } from '../../rules/index.ts';

/** What the plan of a zone says, out of the attributes of its row; numbers may have come as text from a file. */
export interface ZonePlan {
	place: Place | null;
	values: CodeValues;
	source: CodeSource;
}

const metres = z.coerce.number().min(0).max(1000);
/** A number that cannot be read is no number: it is not checked, and nothing is passed by it. */
const NUMBERS = {
	front_setback_m: metres,
	rear_setback_m: metres,
	side_setback_m: metres,
	max_coverage_pct: z.coerce.number().min(0).max(100),
	floor_area_ratio: z.coerce.number().min(0).max(100),
	max_height_m: metres,
	max_floors: z.coerce.number().int().min(0).max(200),
	height_factor: z.coerce.number().positive().max(20),
	height_cap_m: metres,
	min_street_m: metres,
	fence_height_m: metres,
	parking_per_unit: z.coerce.number().min(0).max(20)
} as const;

const NO_ARTICLE = { ar: 'اشتراطات المنطقة', en: 'Conditions of the zone' };

export function planOf(props: Readonly<Record<string, unknown>>): ZonePlan {
	const values: Record<string, number> = {};
	for (const [name, schema] of Object.entries(NUMBERS)) {
		const given = props[name];
		const read = given === null || given === undefined || given === '' ? null : schema.safeParse(given);
		if (read?.success) values[name === 'max_coverage_pct' ? 'coverage_pct' : name] = read.data;
	}
	const uses = text(props.uses)
		?.split(/[,،]/)
		.map((use) => use.trim())
		.filter(Boolean);
	const place = PLACES.find((known) => known === props.place) ?? null;
	const [ar, en] = [text(props.article_ar), text(props.article_en)];
	return {
		place,
		values: { ...values, ...(uses?.length ? { uses } : {}) },
		source: {
			article: ar || en ? { ar: (ar ?? en)!, en: (en ?? ar)! } : NO_ARTICLE,
			unverified: isTrue(props.unverified)
		}
	};
}

export const text = (value: unknown): string | null =>
	typeof value === 'string' && value.trim() ? value.trim() : null;
export const isTrue = (value: unknown): boolean => value === true || value === 'true';
