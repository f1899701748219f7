import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import type { Formula } from './types.ts';
import { QUANTITIES } from './vocabulary.ts';

const Piastres = z.number().int().min(0).max(1_000_000_000_00);
/** Up to the whole, in millionths. */
const Share = z.number().int().min(0).max(1_000_000);
const Amount = z.number().int().min(0).max(1_000_000_000_00);
const Quantity = z.enum(QUANTITIES);

const around = {
	min: Piastres.optional(),
	max: Piastres.optional(),
	index: z.strictObject({ rate: Share, since: isoDay(), bounds: z.boolean().default(false) }).optional(),
	when: z
		.array(
			z
				.strictObject({ of: Quantity, over: Amount.optional(), from: Amount.optional() })
				.refine((c) => (c.over === undefined) !== (c.from === undefined))
		)
		.min(1)
		.max(10)
		.optional()
};

const Tiers = z
	.array(z.strictObject({ up_to: Amount.nullable(), rate: Amount }))
	.min(1)
	.max(40)
	.refine((tiers) => tiers.every(({ up_to }, i) => (up_to === null) === (i === tiers.length - 1)))
	.refine((tiers) =>
		tiers.every(({ up_to }, i) => i === 0 || up_to === null || up_to > (tiers[i - 1]?.up_to ?? Infinity))
	);

/** How a row reckons. Amounts in piastres, quantities in hundredths, shares in millionths. */
export const FormulaInput = z
	.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('flat'), amount: Piastres, ...around }),
		z.strictObject({
			kind: z.literal('per_unit'),
			of: Quantity.exclude(['works_value']),
			rate: Piastres,
			...around
		}),
		z.strictObject({
			kind: z.literal('tiered'),
			of: Quantity,
			by: z.enum(['slices', 'steps']),
			tiers: Tiers,
			...around
		}),
		z.strictObject({ kind: z.literal('percent'), rate: Share, ...around }),
		z.strictObject({ kind: z.literal('unit_cost'), rate: Piastres }),
		z.strictObject({ kind: z.literal('exemption'), share: Share }),
		z.strictObject({ kind: z.literal('ended') })
	])
	.refine((f) => !('min' in f) || f.min === undefined || f.max === undefined || f.min <= f.max, {
		path: ['max']
	})
	.transform((f) => f as Formula);
