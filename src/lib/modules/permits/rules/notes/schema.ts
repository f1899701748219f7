import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import { DOCUMENT_KINDS } from '../documents/vocabulary.ts';
import { AUDIENCES } from './types.ts';

const Words = freeText().min(1).max(2000);

/** A remark at a place. */
export const PinNote = z
	.strictObject({
		/** The place in the system `crs` names: east and north, or longitude and latitude. */
		at: z.tuple([z.number(), z.number()]),
		crs: z.union([z.string().max(4000), z.number()]).default('EPSG:22992'),
		words: Words,
		/** `internal`: among the officers; `applicant`: to be asked of whoever applies. */
		audience: z.enum(AUDIENCES).default('internal'),
		/** The answer of the rules it is about: as in the last check. */
		rule: z
			.strictObject({ rule: z.string().regex(/^R\d{2}$/), subject: freeText().min(1).max(100) })
			.nullable()
			.default(null),
		/** The kind of document it is about: its newest version. */
		document: z.enum(DOCUMENT_KINDS).nullable().default(null)
	})
	.refine((note) => note.rule === null || note.document === null, {
		path: ['document'],
		message: 'permit_note_about_one'
	});
export type PinNote = z.output<typeof PinNote>;

/** What is done to a note, and with what. */
export const NOTE_INPUTS = { reply: z.strictObject({ words: Words }), settle: z.strictObject({}) };
export type NoteAction = keyof typeof NOTE_INPUTS;

export function isNoteAction(name: string): name is NoteAction {
	return Object.hasOwn(NOTE_INPUTS, name);
}
