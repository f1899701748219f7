/**
 * The check of a trench and the clashes of all works, at the size of a governorate after twenty years.
 *
 * `npm run bench check [-- --works N --seconds S --fresh --embedded --check-only]`. Against a bare query of the zones in the same
 * run. The server is BENCH_DATABASE_URL or TEST_DATABASE_URL, where a scratch database `diwan_bench_works_*` is made
 * and kept; with --embedded (5,000 works unless said) it is the database that comes with the application.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '#lib/server/config.ts';
import { openPlatform, type Platform } from '#lib/server/platform.ts';
import { allPairs, ensureStreets, type AllPairs } from './check/all-pairs.ts';
import { questions } from './check/city.ts';
import { bareQuery } from './check/bare.ts';
import { fillCity } from './check/fill.ts';
import { openScratch } from './check/scratch.ts';
import type { Outcome } from './tiles/client.ts';
import { cookieOfPlanner } from './tiles/account.ts';
import { runClient } from './tiles/measure.ts';
import { startApplication } from './tiles/servers.ts';

const CALLERS = 8;
const PORT = Number(process.env.BENCH_PORT ?? 4121);
const QUESTIONS = 2000;

type Latency = Pick<Outcome, 'requests' | 'p50' | 'p95' | 'p99'> & { perSecond: number };

interface Measured {
	/** Null when only the check is measured: with a million works the pairs take minutes. */
	pairs: AllPairs | null;
	check: Latency;
	/** Only the works whose zones meet the trench, straight from the database: what any answer costs at least. */
	bare: Latency;
}

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			works: { type: 'string' },
			seconds: { type: 'string', default: '10' },
			fresh: { type: 'boolean', default: false },
			embedded: { type: 'boolean', default: false },
			'check-only': { type: 'boolean', default: false }
		}
	});
	const works = Number(values.works ?? (values.embedded ? 5000 : 100_000));
	const seconds = Number(values.seconds);
	const measured = values.embedded
		? await onEmbedded(works, seconds)
		: await onServer(works, seconds, { fresh: values.fresh, pairs: !values['check-only'] });
	console.table({ 'bare query': measured.bare, 'POST /check': measured.check });
	if (measured.pairs) console.table(measured.pairs);
	return { works, callers: CALLERS, ...measured };
}

async function onServer(
	works: number,
	seconds: number,
	{ fresh, pairs }: { fresh: boolean; pairs: boolean }
): Promise<Measured> {
	const { url, config } = await openScratch(`diwan_bench_works_${works}`, fresh);
	const prepared = await prepare(await openPlatform(config, { feed: false }), works, { seconds, pairs });
	return { ...prepared.measured, check: await ask({ url }, prepared.cookie, seconds) };
}

async function onEmbedded(works: number, seconds: number): Promise<Measured> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-bench-'));
	try {
		const config = readConfig({ DIWAN_DATA_DIR: folder, DIWAN_DEMO: '0', LOG_LEVEL: 'error' });
		const prepared = await prepare(await openPlatform(config, { feed: false }), works, {
			seconds,
			pairs: true
		});
		return { ...prepared.measured, check: await ask({ folder }, prepared.cookie, seconds) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function prepare(
	platform: Platform,
	works: number,
	{ seconds, pairs: wanted }: { seconds: number; pairs: boolean }
) {
	try {
		await fillCity(platform.pool, works);
		const pairs = wanted ? await allPairs(platform) : null;
		if (!wanted) await ensureStreets(platform);
		const bare = await bareQuery(platform, questions(QUESTIONS), { callers: CALLERS, seconds });
		return { cookie: await cookieOfPlanner(platform), measured: { pairs, bare } };
	} finally {
		await platform.close();
	}
}

/** The question a planner's screen asks with every vertex, over HTTP. */
async function ask(
	database: { url: string } | { folder: string },
	cookie: string,
	seconds: number
): Promise<Latency> {
	const application = await startApplication(PORT, database, 16);
	try {
		const bodies = questions(QUESTIONS).map((question) => JSON.stringify(question));
		const headers = { cookie, origin: `http://127.0.0.1:${PORT}` };
		const job = { port: PORT, paths: ['/api/v1/excavation/check'], bodies, headers, callers: CALLERS };
		await runClient({ ...job, seconds: 2 });
		const outcome = await runClient({ ...job, seconds });
		const { statuses, requests, p50, p95, p99 } = outcome;
		if (Object.keys(statuses).join() !== '200') throw new Error(`answers: ${JSON.stringify(statuses)}`);
		return { requests, p50, p95, p99, perSecond: requests / outcome.seconds };
	} finally {
		await application.stop();
	}
}
