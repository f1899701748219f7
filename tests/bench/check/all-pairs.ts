import { keepStreets, recomputeClashes, recomputePairs } from '#lib/modules/excavation/server/clashes.ts';
import { makeCtx, type Tx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';

export interface AllPairs {
	/** Noting the streets of every work, which is kept with it as its zone is. */
	streetsSeconds: number;
	/** Finding and saving what every work has with every other, from nothing. */
	seconds: number;
	/** The same when all is on record. */
	againSeconds: number;
	found: number;
	/** One work among them, its streets too. */
	oneMs: number;
}

/** Finds all pairs when none is on record. */
export async function ensurePairs(platform: Platform): Promise<void> {
	const { rowCount } = await platform.pool.query('select from dig_clash limit 1');
	if (!rowCount) await allPairs(platform);
}

/** Notes the streets of every work when none is noted. */
export async function ensureStreets(platform: Platform): Promise<void> {
	const { rowCount } = await platform.pool.query('select from dig_street limit 1');
	if (rowCount) return;
	const { rows } = await platform.pool.query<{ id: string }>('select id::text from dig order by id');
	const ids = rows.map((r) => r.id);
	await makeCtx(platform, { actor: SYSTEM }).transaction(({ db }) => keepStreets(db, ids));
	await platform.pool.query('analyze dig_street');
}

/** Rules C1, C2, C3 and O1 over all works at once, saved, as after an import. */
export async function allPairs(platform: Platform): Promise<AllPairs> {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	await platform.pool.query('delete from dig_clash');
	await platform.pool.query('truncate dig_street');
	const { rows } = await platform.pool.query<{ id: string }>('select id::text from dig order by id');
	const ids = rows.map((r) => r.id);
	const timed = async <T>(work: (db: Tx['db']) => Promise<T>) => {
		const started = performance.now();
		const answer = await ctx.transaction(({ db }) => work(db));
		return { ms: performance.now() - started, answer };
	};
	const streets = await timed((db) => keepStreets(db, ids));
	console.log(`streets: ${Math.round(streets.ms)} ms`);
	await platform.pool.query('analyze dig_street');
	const first = await timed((db) => recomputePairs(db, ids, ctx.now()));
	console.log(`all pairs: ${Math.round(first.ms)} ms`);
	await platform.pool.query('analyze dig_clash');
	const again = await timed((db) => recomputePairs(db, ids, ctx.now()));
	const [one] = ids.slice(ids.length / 2);
	const changed = await timed((db) => recomputeClashes(db, [one!], ctx.now()));
	return {
		streetsSeconds: streets.ms / 1000,
		seconds: first.ms / 1000,
		againSeconds: again.ms / 1000,
		found: first.answer.opened.length,
		oneMs: changed.ms
	};
}
