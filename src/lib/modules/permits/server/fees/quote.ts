import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	feeCaseOf,
	feesOfCase,
	QuoteFees,
	type FeeCase,
	type FeeFormula,
	type FeeLine,
	type Fees
} from '../../rules/index.ts';
import { gapWords } from './gap-words.ts';
import { feeRows } from './rows.ts';

/**
 * What a case would pay; nothing is saved.
 * @param input `QuoteFees`
 * @throws DomainError `forbidden`, `permit_fees_too_large`; ZodError.
 */
export async function quoteFees(ctx: Ctx, input: unknown): Promise<Fees> {
	demand(ctx, 'permit:check');
	const asked = feeCaseOf(QuoteFees.parse(input), cairoDate(ctx.now()));
	const rows = await ctx.read((db) => feeRows(db));
	return reckoned(asked, rows);
}

/**
 * The lines that a case owes, inside the transaction that stores them.
 * @throws DomainError `permit_fees_unknown` when something that fees count has not been said or has no price: nothing
 * can be asked for before it has.
 */
export async function feesFor(db: Tx['db'], asked: FeeCase): Promise<FeeLine[]> {
	const { lines, gaps } = reckoned(asked, await feeRows(db));
	if (gaps.length)
		throw new DomainError('permit_fees_unknown', {
			params: { ar: gapWords(gaps[0]!).ar, en: gapWords(gaps[0]!).en },
			fields: gaps.map((gap) => ({
				path: gap.of,
				code: `permit_fee_${gap.reason}`,
				params: { of: gap.of, ...gapWords(gap) }
			}))
		});
	return lines;
}

/** More money than a number holds exactly is a slip of the pen in a row or in a size. */
function reckoned(asked: FeeCase, rows: readonly FeeFormula[]): Fees {
	try {
		return feesOfCase(asked, rows);
	} catch (cause) {
		if (cause instanceof RangeError) throw new DomainError('permit_fees_too_large', { cause });
		throw cause;
	}
}
