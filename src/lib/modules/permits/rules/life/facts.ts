import { z } from 'zod';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import { CheckPermit } from '../check/schema.ts';

/** Numbers of the building that the check asks for; areas in square metres, lengths in metres, money in pounds. */
const judged = CheckPermit.pick({
	declared: true,
	floors: true,
	floor_areas_m2: true,
	height_m: true,
	use: true,
	shop_floor: true,
	units: true,
	parking_spaces: true,
	works_value_egp: true,
	insured: true,
	works: true
});

/** What is known of a building before it stands; null where nobody has said. The lists and the fees need more than the check. */
export const CaseFacts = judged.extend({
	/** A name of the office's unit costs: whoever judges reads it, so nobody types into it whose house it is. */
	use: z
		.string()
		.regex(/^[a-z][a-z0-9_]{0,39}$/)
		.nullable()
		.default(null),
	basements: z.number().int().min(0).max(20).nullable().default(null),
	/** The lowest last. */
	basement_areas_m2: z.array(z.number().min(0).max(10_000_000)).max(20).nullable().default(null),
	/** Of a permit to add floors: how many; they are the last of `floor_areas_m2`. */
	added_floors: z.number().int().min(1).max(200).nullable().default(null),
	fence_m: z.number().min(0).max(100_000).nullable().default(null),
	structure_changes: z.boolean().nullable().default(null),
	outline_changes: z.boolean().nullable().default(null),
	/** Names of exemptions from fees that are claimed; each stands on an article. */
	exemptions: z
		.array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/))
		.max(10)
		.default([])
});
/** Cases that were opened before a fact was asked for do not have it. */
export type PermitFacts = z.output<typeof judged> & Partial<z.output<typeof CaseFacts>>;

/** Of the facts those that the check takes. */
export function judgedFacts(facts: PermitFacts): z.output<typeof judged> {
	const names = Object.keys(judged.shape) as (keyof typeof judged.shape)[];
	return Object.fromEntries(names.map((name) => [name, facts[name]])) as z.output<typeof judged>;
}

/** As long as a licence that is given today can wait for its start. */
const YEAR_DAYS = 365;

/** When works are meant to run; where nobody has said, from today for as long as a licence holds: a dig in that time meets them. */
export const worksOf = (
	{ works }: Pick<PermitFacts, 'works'>,
	today: CivilDate
): { start: CivilDate; end: CivilDate } => works ?? { start: today, end: addDays(today, YEAR_DAYS) };
