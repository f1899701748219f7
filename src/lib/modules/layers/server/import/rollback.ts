import type { Ctx, Tx } from '#lib/server/context.ts';

/** Does the work and takes it back: what it found out is exact, nothing of it stays. */
export async function tried<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
	try {
		return await ctx.transaction(async (tx) => {
			throw new TakenBack(await work(tx));
		});
	} catch (error) {
		if (error instanceof TakenBack) return error.result as T;
		throw error;
	}
}

/** A context in which every transaction is only tried. */
export function trialOf(ctx: Ctx): Ctx {
	return { ...ctx, transaction: (work) => tried(ctx, work) };
}

class TakenBack extends Error {
	readonly result: unknown;
	constructor(result: unknown) {
		super('taken back');
		this.result = result;
	}
}
