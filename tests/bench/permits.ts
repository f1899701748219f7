/**
 * Building permits at the size of a governorate: 100,000 stored cases, and whole cases led from the draft to the licence
 * with all their papers, payments, checks and draws by so many callers; lists and searches among them.
 *
 * `npm run bench permits [-- --cases N --seconds S --callers N --profile --keep]`. Against as many bare transactions in
 * the same run. The server is BENCH_DATABASE_URL or TEST_DATABASE_URL, where a database is made for it, and dropped
 * afterwards but for `--keep`.
 */
import { availableParallelism, loadavg } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { openPlatform } from '#lib/server/platform.ts';
import { dropScratch, openScratch } from './check/scratch.ts';
import { freePlots, stepByStep, wholeCycle, type Times } from './permits/cycle.ts';
import { fillCases } from './permits/fill.ts';
import { aHouse, DISTRICTS } from './permits/house.ts';
import { figuresShown, listPages } from './permits/lists.ts';
import { countStatements } from './permits/statements.ts';
import { fillPlots } from './site/fill.ts';
import { percentile } from './permits/figures.ts';
import { statementPapers } from './permits/papers.ts';
import { backendsOf, Meter } from './tiles/processor-time.ts';

export async function run(args: string[]): Promise<unknown> {
	const { values } = parseArgs({
		args,
		options: {
			cases: { type: 'string', default: '100000' },
			seconds: { type: 'string', default: '20' },
			callers: { type: 'string', default: '8' },
			profile: { type: 'boolean', default: false },
			keep: { type: 'boolean', default: false },
			fresh: { type: 'boolean', default: false }
		}
	});
	const [cases, seconds, callers] = [Number(values.cases), Number(values.seconds), Number(values.callers)];
	const name = `diwan_bench_permits_${cases}`;
	const counter = values.profile ? countStatements() : undefined;
	const { config } = await openScratch(name, values.fresh);
	const dataDir = mkdtempSync(path.join(os.tmpdir(), 'diwan-bench-permits-'));
	const platform = await openPlatform({ ...config, dataDir });
	const { pool } = platform;
	try {
		await fillPlots(pool, 100_000);
		const house = await aHouse(platform);
		await districtsOn(pool);
		const times: Times = new Map();
		let n = Date.now() % 100_000;
		const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from permit');
		if (rows[0]!.n < cases) {
			const [plot] = await freePlots(pool, 1, DISTRICTS);
			const reference = await wholeCycle(house, plot!, n++, times);
			await fillCases(pool, house, { count: cases, reference });
		}
		const plots = await freePlots(pool, 20_000, DISTRICTS);
		const cycle = () => wholeCycle(house, plots[n % plots.length]!, n++, times);
		await during(2, callers, cycle);
		const bare = await bareCycles(pool, { seconds: Math.min(seconds, 10), callers });
		times.clear();
		counter?.reset();
		const before = process.cpuUsage();
		const meter = new Meter(await backendsOf(pool, name));
		const cycles = await during(seconds, callers, cycle);
		const cpu = process.cpuUsage(before);
		const ours = (cpu.user + cpu.system) / 1000 / cycles.count;
		const database = meter.used(await backendsOf(pool, name)) / cycles.count;
		const spent = counter?.spent();
		const alone = await stepByStep(house, { plots: plots.slice(-200), n: (n += 200), callers });
		const rateOf = (names: readonly string[]) => 200 / names.reduce((sum, name) => sum + alone[name]!, 0);
		const lists = await listPages(platform, house);
		const steps = Object.fromEntries(
			[...times].map(([step, list]) => [
				step,
				{
					times: list.length,
					p50: percentile(list, 0.5),
					p95: percentile(list, 0.95),
					most: percentile(list, 1)
				}
			])
		);
		console.table(steps);
		console.table(lists);
		if (spent) console.table(spent.slice(0, 40).map(({ text, times: count, ms }) => ({ ms: Math.round(ms), 'per cycle': count / cycles.count, 'ms each': ms / count, text: text.replace(/\s+/g, ' ').slice(0, 110) }))); // prettier-ignore
		const slowest = Math.max(...Object.values(steps).map((s) => s.p95));
		const listed = Math.max(...Object.values(lists).map((s) => s.p95));
		const shown = await figuresShown(platform, house);
		console.table(shown);
		const statement = await statementPapers(house, plots.slice(-10));
		console.table({ 'site statement with its paper, ms': statement });
		const figures = shown['quarter, governorate']!.p95;
		const summary = {
			'cycles a second: created, assigned, reviewed, approved, issued': rateOf(CYCLE),
			'the same with papers, cash desk and window, all steps mixed': cycles.perSecond,
			'bare transactions as many as the latter, cycles a second': bare,
			'ratio of the two': cycles.perSecond / bare,
			'slowest step p95, ms': slowest,
			'slowest list p95, ms': listed,
			'our processor, ms a cycle': ours,
			"the database's processor, ms a cycle": database,
			'cycles a second that two cores of our own would allow': 2000 / (ours + database),
			cores: availableParallelism(),
			load: loadavg()[0]
		};
		console.table(summary);
		const met = {
			'25 cycles a second (created, assigned, reviewed, approved, issued)': rateOf(CYCLE) >= 25,
			'25 a second with papers, cash desk and window': cycles.perSecond >= 25,
			'a step p95 < 300 ms': slowest < 300,
			'a list p95 < 300 ms': listed < 300,
			'figures of the whole governorate p95 < 1 s': figures < 1000,
			'the PDF of a site statement <= 3 s': statement.most <= 3000
		};
		console.table(met);
		return { cases, callers, seconds, cycles, alone, bare, steps, lists, shown, statement, summary, met };
	} finally {
		await platform.close();
		rmSync(dataDir, { recursive: true, force: true });
		if (!values.keep) await dropScratch(name);
	}
}

/** Lets so many callers do it again and again. */
async function during(
	seconds: number,
	callers: number,
	work: () => Promise<unknown>
): Promise<{ count: number; perSecond: number }> {
	const began = performance.now();
	let count = 0;
	const caller = async () => {
		while (performance.now() < began + seconds * 1000) {
			await work();
			count++;
		}
	};
	await Promise.all(Array.from({ length: callers }, caller));
	return { count, perSecond: (count / (performance.now() - began)) * 1000 };
}

/** From the draft to the licence without the papers' upload, the cash desk and the window's taking in. */
const CYCLE = ['open', 'submit', 'accept', 'begin', 'recommend', 'take_up', 'approve', 'issue'];

/** Transactions of a whole case: an opened draft, its papers, its steps. */
const TRANSACTIONS = 20;

/** As many transactions as a case has, each with one row read, one written and one changed. @returns cycles a second. */
async function bareCycles(
	pool: pg.Pool,
	{ seconds, callers }: { seconds: number; callers: number }
): Promise<number> {
	await pool.query('drop table if exists bench_bare');
	await pool.query(
		'create unlogged table bench_bare (id bigint generated always as identity primary key, at timestamptz)'
	);
	await pool.query('alter table bench_bare set logged');
	const { perSecond } = await during(seconds, callers, async () => {
		const client = await pool.connect();
		try {
			for (let i = 0; i < TRANSACTIONS; i++) {
				await client.query('begin');
				await client.query('select id, state from permit where id = $1', [
					1 + Math.floor(Math.random() * 1000)
				]);
				const { rows } = await client.query('insert into bench_bare (at) values (now()) returning id');
				await client.query('update bench_bare set at = now() where id = $1', [rows[0].id]);
				await client.query('commit');
			}
		} finally {
			client.release();
		}
	});
	await pool.query('drop table bench_bare');
	return perSecond;
}

/** The districts in which the departments are found: strips of the city. */
async function districtsOn(pool: pg.Pool): Promise<void> {
	await pool.query(`delete from districts`);
	await pool.query(
		`insert into districts (source, source_id, name_ar, geom)
		select 'bench', 'd' || d, 'حي ' || d, st_multi(st_makeenvelope(west + (east - west) * d / $1, south - 100,
			west + (east - west) * (d + 1) / $1, north + 100, 22992))
		from (select min(st_xmin(geom)) as west, max(st_xmax(geom)) as east, min(st_ymin(geom)) as south,
			max(st_ymax(geom)) as north from parcels) e, generate_series(0, $1::int - 1) d`,
		[DISTRICTS]
	);
}
