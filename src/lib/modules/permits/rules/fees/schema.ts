import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { PLACES } from '../code/types.ts';
import { PERMIT_TYPES } from '../permit-types.ts';
import { FEE_STAGES } from './vocabulary.ts';
import { FormulaInput } from './formula-schema.ts';

/** What clients send about fees. Areas in square metres, lengths in metres, money in whole piastres. */

const Slug = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const Words = freeText().min(1).max(200);

/** A row of the table: from a day on it takes the place of the one with the same scope. */
export const SetFeeFormula = z
	.strictObject({
		fee: Slug,
		variant: Slug.nullable().default(null),
		place: z.enum(PLACES).nullable().default(null),
		permit_type: z.enum(PERMIT_TYPES).nullable().default(null),
		title: z.strictObject({ ar: Words, en: Words }),
		stage: z.enum(FEE_STAGES).nullable().default(null),
		formula: FormulaInput,
		valid_from: isoDay(),
		/** The decree or letter it was read in. */
		source: freeText().min(1).max(500),
		article: freeText().min(1).max(200).nullable().default(null),
		/** False: nobody has confirmed it yet. */
		verified: z.boolean().default(true)
	})
	.check(({ value: row, issues }) => {
		const { kind } = row.formula;
		const wrong = (field: string) =>
			issues.push({ code: 'custom', input: row, path: [field], message: 'tariff_keys' });
		const particular = kind === 'unit_cost' || kind === 'exemption';
		if (kind !== 'ended' && (row.variant !== null) !== particular) wrong('variant');
		if ((row.stage !== null) === (row.variant !== null)) wrong('stage');
		if ((kind === 'unit_cost') !== (row.fee === 'works_value') && kind !== 'ended') wrong('fee');
		if (kind === 'exemption' && row.article === null) wrong('article');
	});
export type SetFeeFormula = z.output<typeof SetFeeFormula>;

const SquareMetres = z.number().min(0).max(1_000_000);
const Metres = z.number().min(0).max(100_000);
const Floor = z.strictObject({ use: Slug, area_m2: SquareMetres });

/** A case that is not on record. What is left out nobody has said; no basements when nobody says so. */
export const QuoteFees = z.strictObject({
	/** Today when absent. */
	on: isoDay().optional(),
	place: z.enum(PLACES),
	permit_type: z.enum(PERMIT_TYPES),
	stages: z.array(z.enum(FEE_STAGES)).max(10).optional(),
	/** Ground floor first. */
	floors: z.array(Floor).max(200).nullable().default(null),
	basements: z.array(Floor).max(20).nullable().default([]),
	plot_m2: SquareMetres.nullable().default(null),
	fence_m: Metres.nullable().default(null),
	height_m: z.number().min(0).max(1000).nullable().default(null),
	units: z.number().int().min(0).max(10_000).nullable().default(null),
	exemptions: z.array(Slug).max(10).default([])
});
export type QuoteFees = z.output<typeof QuoteFees>;
