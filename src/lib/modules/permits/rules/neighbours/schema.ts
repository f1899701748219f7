import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';

/** How a notice came to the neighbour of a plot. */
export const SERVICES = ['handed', 'posted', 'not_found'] as const;
export type Service = (typeof SERVICES)[number];

/** What a neighbour's remark is about: what is said of it to somebody who may not read it. */
export const OBJECTION_SUBJECTS = ['light', 'structure', 'boundary', 'access', 'other'] as const;
export type ObjectionSubject = (typeof OBJECTION_SUBJECTS)[number];

const Neighbour = z.number().int().min(1).max(10_000);
const Words = freeText().min(1).max(4000);

export const DrawUpNotice = z.strictObject({});
export const ServeNotice = z.strictObject({
	neighbour: Neighbour,
	how: z.enum(SERVICES),
	served_on: isoDay()
});
export const RecordObjection = z.strictObject({
	/** The plot of whoever said it; null where they have none beside it. */
	neighbour: Neighbour.nullable().default(null),
	subject: z.enum(OBJECTION_SUBJECTS),
	words: Words,
	received_on: isoDay()
});
export const AnswerObjection = z.strictObject({ words: Words });
