import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { FinishDig, type Dig } from '../rules/index.ts';
import { changeDig, type ChangeOptions } from './change.ts';
import { parseInput } from './input.ts';

/**
 * The stop notice: the works are over, and the last day they took becomes the end of their period.
 * @param input `FinishDig`
 * @throws DomainError as `changeDig`, and `invalid_input`.
 */
export async function finishDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const data = parseInput(FinishDig, input);
	const today = cairoDate(ctx.now());
	const last = data.finished_on ?? today;
	const change = { reference, action: 'finish', recorded: 'finished', request: data } as const;
	return changeDig(ctx, { ...change, ...options }, async (dig) => {
		const { started_at } = dig.life;
		const first = started_at ? cairoDate(new Date(started_at)) : dig.window.start;
		if (last < first || last > today)
			throw new DomainError('invalid_input', { fields: [{ path: 'finished_on', code: 'dig_finished_on' }] });
		return { columns: { ends_on: last, ...(started_at ? { finished_at: ctx.now() } : {}) } };
	});
}
