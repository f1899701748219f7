import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { DrawRecord } from './pick.ts';

/** Why somebody who reviews for the department could not be drawn. */
export const EXCLUSIONS = [
	'has_duty',
	'applicant',
	'related',
	'has_read',
	'discipline',
	'handled_before',
	'load'
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** A draw as an auditor reads it; `candidates`, `picked` and `ordered_by` are ids of persons. */
export interface Draw extends DrawRecord {
	day: CivilDate;
	/** SHA-256 of the seed, public on the day. */
	commitment: string;
	picked: string;
	/** Why others could not be drawn, by id. */
	excluded: Record<string, Exclusion>;
	/** Too few were left: who is `handled_before` or has a `load` was let in. */
	relaxed: boolean;
	at: string;
	/** Of another draw than the first: why, and by whom it was ordered. */
	reason: string | null;
	ordered_by: string | null;
}

/** The draws of a case with all that is needed to compute them again. */
export interface CaseDraws {
	/** How, in words. */
	rule: string;
	draws: Draw[];
	/** The names of everybody who is in them, by id. */
	people: Record<string, Bilingual>;
}
