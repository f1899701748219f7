/**
 * The feed of works for navigation services: how long it takes with so many granted works (3,000
 * of them make 10,000 events), from nothing and after one of them changed, and
 * whether what comes out keeps the rules of the standard.
 *
 * `npm run bench feed [-- --works N --turns N --fresh]`. The server is BENCH_DATABASE_URL or TEST_DATABASE_URL; a
 * scratch database `diwan_bench_feed_*` is made there and kept.
 */
import { parseArgs } from 'node:util';
import { buildFeed, workZones } from '#lib/modules/excavation/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { ANONYMOUS } from '#lib/server/policy/index.ts';
import { cwzErrors, wzdxRuleErrors, type Feed } from '../conformance/wzdx-rules.ts';
import { hasWzdxSchemas, wzdxValidator } from '../conformance/wzdx-schema.ts';
import { openWorksDatabase } from './works-city.ts';

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			works: { type: 'string', default: '3000' },
			turns: { type: 'string', default: '7' },
			fresh: { type: 'boolean', default: false }
		}
	});
	const platform = await openWorksDatabase({ works: Number(values.works), fresh: values.fresh });
	try {
		const ctx = makeCtx(platform, { actor: ANONYMOUS });
		const cold: number[] = [];
		let feed = await timed(cold, () => buildFeed(ctx));
		for (let turn = 1; turn < Number(values.turns); turn++) feed = await timed(cold, () => buildFeed(ctx));
		const whole: number[] = [];
		await workZones(platform);
		// One work changes; the others are known.
		await platform.pool.query('update dig set version = version + 1 where id = (select min(id) from dig)');
		platform.feed.poke();
		await new Promise((done) => setTimeout(done, 300));
		const answer = await timed(whole, () => workZones(platform));
		const rules = [...wzdxRuleErrors(feed as unknown as Feed), ...cwzErrors(feed as unknown as Feed)];
		const schema = hasWzdxSchemas ? wzdxValidator()(feed).length : null;
		const measured = {
			works: Number(values.works),
			events: feed.features.length,
			first_ms: Math.round(cold[0]!),
			median_ms: Math.round([...cold].sort((a, b) => a - b)[Math.floor(cold.length / 2)]!),
			one_changed_with_gzip_ms: Math.round(whole[0]!),
			megabytes: Math.round(answer.body.length / 1e4) / 100,
			packed_megabytes: Math.round(answer.packed.length / 1e4) / 100,
			rule_errors: rules.length,
			schema_errors: schema
		};
		console.table(measured);
		return measured;
	} finally {
		await platform.close();
	}
}

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
	const began = performance.now();
	const done = await work();
	into.push(performance.now() - began);
	return done;
}
