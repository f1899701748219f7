import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Severity } from '../vocabulary.ts';
import type { C7Finding } from './c7.ts';
import type { C8Finding } from './c8.ts';
import type { HoursPattern } from './pattern.ts';
import type { SchoolNear, StreetNear } from './types.ts';

interface Found {
	severity: Severity;
	/** In words, both languages. */
	reason: Bilingual;
	/** When the work may be done instead, told by weekdays; empty for notice. */
	allowed: HoursPattern[];
}

/** What a calendar rule says of a work, with its evidence. */
export type CalendarFinding =
	| (Found & { rule: 'C7'; evidence: C7Finding & { schools: SchoolNear[]; streets: StreetNear[] } })
	| (Found & { rule: 'C8'; evidence: C8Finding });
