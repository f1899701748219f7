import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { unregistered, type Dig } from '../../rules/index.ts';
import { dayInWords } from '../calendar/words.ts';

/**
 * No permit and no start for a contractor who is not on the register, or whose registration is over.
 * @throws DomainError `contractor_unknown`, `contractor_lapsed`, naming it and the day.
 */
export function demandRegistered(ctx: Ctx, dig: Pick<Dig, 'contractor' | 'window'>): void {
	const found = unregistered(dig, cairoDate(ctx.now()));
	if (found === null || dig.contractor === null) return;
	const until = found.code === 'contractor_lapsed' ? { until: dayInWords(found.until, ctx.locale) } : {};
	throw new DomainError(found.code, { params: { name: dig.contractor.name[ctx.locale], ...until } });
}
