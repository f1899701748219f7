import { recomputeClashes } from '#lib/modules/excavation/server/clashes.ts';
import { makeCtx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

export interface AllPairs {
	/** Finding and saving what every work has with every other, from nothing. */
	seconds: number;
	/** The same when all is on record. */
	againSeconds: number;
	found: number;
	/** One work among them. */
	oneMs: number;
}

/** Rules C1, C2, C3 and O1 over all works at once, saved, as after an import. */
export async function allPairs(platform: Platform): Promise<AllPairs> {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	await platform.pool.query('delete from dig_clash');
	await platform.pool.query('truncate dig_street');
	const { rows } = await platform.pool.query<{ id: string }>('select id::text from dig order by id');
	const ids = rows.map((r) => r.id);
	const timed = async (some: string[]) => {
		const started = performance.now();
		const changes = await ctx.transaction(({ db }) => recomputeClashes(db, some, ctx.now()));
		return { ms: performance.now() - started, found: changes.opened.length };
	};
	const first = await timed(ids);
	await platform.pool.query('analyze dig_clash');
	await platform.pool.query('analyze dig_street');
	const again = await timed(ids);
	const one = await timed(ids.slice(ids.length / 2, ids.length / 2 + 1));
	return {
		seconds: first.ms / 1000,
		againSeconds: again.ms / 1000,
		found: first.found,
		oneMs: one.ms
	};
}
