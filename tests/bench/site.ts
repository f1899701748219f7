/**
 * Sites at the size of a governorate: a building held against the map with so many callers, a statement with its
 * measured streets for one caller, and the live check in a browser.
 *
 * `npm run build && npm run bench site [-- --plots N --seconds S --frames N --fresh]`. Against a bare query of the
 * neighbours of the same plots in the same run. The server is BENCH_DATABASE_URL or TEST_DATABASE_URL, where a scratch
 * database `diwan_bench_site_*` is made and kept.
 */
import { parseArgs } from 'node:util';
import type pg from 'pg';
import type { Statement } from '#lib/modules/permits/ui/site/api.ts';
import { openPlatform } from '#lib/server/platform.ts';
import { openScratch } from './check/scratch.ts';
import { fillPlots, questions } from './site/fill.ts';
import { liveFrames } from './site/live.ts';
import { cookieOf } from './tiles/account.ts';
import { runClient } from './tiles/measure.ts';
import { startApplication } from './tiles/servers.ts';

const CALLERS = 8;
const PORT = Number(process.env.BENCH_PORT ?? 4141);
const QUESTIONS = 2000;

type Latency = { requests: number; p50: number; p95: number; p99: number; perSecond: number };

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			plots: { type: 'string', default: '100000' },
			seconds: { type: 'string', default: '10' },
			frames: { type: 'string', default: '600' },
			fresh: { type: 'boolean', default: false }
		}
	});
	const [plots, seconds] = [Number(values.plots), Number(values.seconds)];
	const { url, config } = await openScratch(`diwan_bench_site_${plots}`, values.fresh);
	const platform = await openPlatform(config, { feed: false });
	let prepared;
	try {
		await fillPlots(platform.pool, plots);
		const asked = await questions(platform.pool, QUESTIONS);
		const bare = await bareQuery(platform.pool, asked.ids, seconds);
		const cookie = await cookieOf(platform, { role: 'reviewer', unit: 'bench', kind: 'governorate' });
		prepared = { asked, bare, cookie };
	} finally {
		await platform.close();
	}
	const { asked, bare, cookie } = prepared;
	const application = await startApplication(PORT, { url }, 16);
	try {
		const headers = { cookie, origin: `http://127.0.0.1:${PORT}` };
		const ask = async (job: { paths: string[]; bodies?: string[]; callers: number }): Promise<Latency> => {
			await runClient({ ...job, port: PORT, headers, seconds: 2 });
			const outcome = await runClient({ ...job, port: PORT, headers, seconds });
			if (Object.keys(outcome.statuses).join() !== '200') throw new Error(JSON.stringify(outcome.statuses));
			const { requests, p50, p95, p99 } = outcome;
			return { requests, p50, p95, p99, perSecond: requests / outcome.seconds };
		};
		const check = await ask({ paths: ['/api/v1/permits/check'], bodies: asked.bodies, callers: CALLERS });
		const sites = asked.ids.map((id) => `/api/v1/permits/site?parcel=${id}`);
		const statement = await ask({ paths: sites, callers: 1 });
		const answer = await fetch(`http://127.0.0.1:${PORT}${sites[0]}`, { headers });
		const live = await liveFrames((await answer.json()) as Statement, 60, Number(values.frames));
		console.table({
			'bare query, 8 callers': bare,
			'POST /check, 8 callers': check,
			'GET /site, 1 caller': statement
		});
		console.table({ 'live check, ms a frame': live });
		const met = {
			'check p95 <= 150 ms with 8 callers': check.p95 <= 150,
			'street width (whole statement) p95 <= 60 ms': statement.p95 <= 60,
			'live check <= 16 ms a frame': live.p95 <= 16
		};
		console.table(met);
		return { plots, callers: CALLERS, bare, check, statement, live, ratio: check.p95 / bare.p95, met };
	} finally {
		await application.stop();
	}
}

/** The neighbours of a plot, straight from the database: what any answer costs at least. */
async function bareQuery(pool: pg.Pool, ids: readonly string[], seconds: number): Promise<Latency> {
	const latencies: number[] = [];
	let next = 0;
	const until = performance.now() + seconds * 1000;
	const caller = async () => {
		while (performance.now() < until) {
			const began = performance.now();
			await pool.query(
				`select n.id, st_asgeojson(n.geom) from parcels p join parcels n on st_dwithin(n.geom, p.geom, 15) where p.id = $1`,
				[ids[next++ % ids.length]]
			);
			latencies.push(performance.now() - began);
		}
	};
	await Promise.all(Array.from({ length: CALLERS }, caller));
	latencies.sort((a, b) => a - b);
	const at = (share: number) =>
		latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
	return {
		requests: latencies.length,
		p50: at(0.5),
		p95: at(0.95),
		p99: at(0.99),
		perSecond: latencies.length / seconds
	};
}
