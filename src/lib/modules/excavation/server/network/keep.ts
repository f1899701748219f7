import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import type { Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { keepRounds, type Rounds } from '#lib/server/rounds.ts';
import { parameterRows } from '../parameters.ts';
import { lockDigs } from '../save.ts';
import { judgeOnNewTransit } from '../detours/rejudge.ts';
import { networkOf } from './load.ts';
import { recomputeNetwork } from './recompute.ts';

/** Layers of which the road graph is made, and those of public transport. */
const LAYERS = ['streets', 'hospitals', 'schools', 'places', 'bus_routes', 'bus_stops', 'railways'].map(
	(layer) => `layer:${layer}`
);
/** An import changes them many times in a row. */
const REST_MS = 3000;
/** Works judged in one transaction: others wait for its lock. */
const BATCH = 50;

/** Once more than by the feed, which may miss something. */
const ROUND_MS = 3_600_000;

/**
 * Holds the road graph ready from the start, and judges the standing works again when roads or public transport have
 * changed, also while we were away; until stopped. Several instances may do so at once.
 */
export function keepNetwork(platform: Platform): Rounds {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	const rounds = keepRounds('network', ROUND_MS, async () => {
		await judgeOnNewTransit(ctx);
		await judgeOnNewRoads(ctx);
	});
	let timer: ReturnType<typeof setTimeout> | undefined;
	const unsubscribe = platform.feed.subscribe(({ topic }) => {
		if (!LAYERS.includes(topic)) return;
		clearTimeout(timer);
		timer = setTimeout(() => rounds.poke(), REST_MS);
		timer.unref();
	});
	return {
		poke: () => rounds.poke(),
		async stop() {
			clearTimeout(timer);
			unsubscribe();
			await rounds.stop();
		}
	};
}

/**
 * Judges every closure that is not over on the roads as they are, unless that was done.
 * @returns how many works were judged.
 */
export async function judgeOnNewRoads(ctx: Ctx): Promise<number> {
	const state = await ctx.read(async (db) => {
		await networkOf(db);
		const { rows } = await sql<{ version: string; judged: string | null }>`select version::text, judged::text
			from road_network`.execute(db);
		return rows[0]!;
	});
	if (state.version === state.judged) return 0;
	let last = '0';
	let count = 0;
	for (;;) {
		const ids = await ctx.transaction(async ({ db }) => {
			await lockDigs(db);
			const now = ctx.now();
			const { rows } = await sql<{ id: string }>`select id::text from dig
				where traffic_effect = 'closed' and state <> 'cancelled' and state <> 'refused'
					and ends_on >= ${cairoDate(now)}::date and id > ${last}::bigint
				order by dig.id limit ${BATCH}`.execute(db);
			const batch = rows.map((r) => r.id);
			if (batch.length) await recomputeNetwork(db, batch, { now, rows: await parameterRows(db) });
			return batch;
		});
		count += ids.length;
		if (ids.length < BATCH) break;
		last = ids.at(-1)!;
	}
	await ctx.transaction(({ db }) => sql`update road_network set judged = ${state.version}::uuid`.execute(db));
	return count;
}
