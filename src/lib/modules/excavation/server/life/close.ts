import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { Nothing, type Dig } from '../../rules/index.ts';
import { changeDig, type ChangeOptions } from '../change.ts';
import { parseInput } from '../input.ts';

/**
 * Closes the file: the guarantee has ended and no defect is open.
 * @param input `Nothing`
 * @throws DomainError as `changeDig`.
 */
export async function closeDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const request = parseInput(Nothing, input);
	const change = { reference, action: 'close', recorded: 'closed', request } as const;
	return changeDig(ctx, { ...change, ...options, permit: () => demand(ctx, 'dig:override') }, async () => ({
		columns: { closed_at: ctx.now() }
	}));
}
