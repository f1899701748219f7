import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';

/** What keeps somebody out of the draw for a case: kin, an office they had part in, whoever they do business with. */
export const TIES = ['relative', 'business', 'office'] as const;
export type TieRelation = (typeof TIES)[number];

/** A tie to whoever has a national number, or to an engineering office by its name. */
export const DeclareTie = z.discriminatedUnion('relation', [
	z.strictObject({
		relation: z.enum(['relative', 'business']),
		national_id: z.string().trim().min(1, 'field_missing').max(40)
	}),
	z.strictObject({ relation: z.literal('office'), office: freeText().min(1, 'field_missing').max(200) })
]);
export type DeclareTie = z.output<typeof DeclareTie>;

/** A declared tie as it is shown: of a number its last four digits. */
export interface Tie {
	id: string;
	relation: TieRelation;
	hint: string | null;
	at: string | null;
	/** Declared by the one who has it. */
	own: boolean;
}

/** What a reviewer has learned; without any they are drawn for every kind of work. */
export const DISCIPLINES = ['architectural', 'structural', 'fire'] as const;
export type Discipline = (typeof DISCIPLINES)[number];

export const SetDisciplines = z.strictObject({
	/** None: they review every kind of work. */
	disciplines: z
		.array(z.enum(DISCIPLINES))
		.max(DISCIPLINES.length)
		.transform((all) => [...new Set(all)])
});
export type SetDisciplines = z.output<typeof SetDisciplines>;
