/**
 * kill -9 of the application, ten times during 1,000 saves over HTTP and 200 permits handed in with their papers: none of
 * the acknowledged is lost, none is there twice, and every paper on record lies on the disk as it was sent. After that files
 * as strangers send them go to every door that takes files. On the embedded database, whose own process is killed as well,
 * and on a real server when TEST_DATABASE_URL is set. Needs the build.
 *
 * Without submissions (`--submissions 0`), as in the suite, saves alone.
 *
 *     npm run reliability -- [--on embedded|real] [--saves 1000] [--submissions 200] [--kills 10] [--at-once 8] [--port 4891]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Application } from './application.ts';
import { sendHostile } from './hostile.ts';
import { Killer } from './killer.ts';
import { saveAll } from './saves.ts';
import { examineSubmissions, submitAll } from './submissions.ts';

const { values } = parseArgs({
	options: {
		saves: { type: 'string', default: '1000' },
		submissions: { type: 'string', default: '200' },
		kills: { type: 'string', default: '10' },
		'at-once': { type: 'string', default: '8' },
		on: { type: 'string', default: 'both' },
		port: { type: 'string', default: '4891' }
	}
});
const [saves, kills, port] = [Number(values.saves), Number(values.kills), Number(values.port)];
const submissions = Number(values.submissions);
const real = process.env.TEST_DATABASE_URL;
/** How often the embedded database alone is killed. */
const DATABASE_KILLS = 2;

let wrong = 0;
if (values.on !== 'real') wrong += await run('embedded', undefined);
if (values.on === 'embedded') console.log('real: not asked for');
else if (real) wrong += await onReal(real);
else console.log('real: skipped, TEST_DATABASE_URL is not set');
process.exitCode = wrong ? 1 : 0;

async function onReal(server: string): Promise<number> {
	const name = `diwan_kill_${process.pid}`;
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	await admin.query(`create database ${name}`);
	try {
		const url = new URL(server);
		url.pathname = `/${name}`;
		return await run('real', url.href);
	} finally {
		await admin.query(`drop database if exists ${name} with (force)`);
		await admin.end();
	}
}

/** @returns how many things were wrong. */
async function run(name: string, databaseUrl: string | undefined): Promise<number> {
	const dataDir = mkdtempSync(path.join(os.tmpdir(), 'diwan-kill-'));
	const app = new Application({ port, dataDir, databaseUrl });
	const databaseKills = databaseUrl ? 0 : DATABASE_KILLS;
	const started = Date.now();
	try {
		await app.start();
		const cookie = await app.signIn('utility_planner');
		const window = await app.signIn('window_clerk');
		const killer = new Killer(app, { saves: saves + submissions, kills, databaseKills });
		let heard = 0;
		const hear = () => killer.heard(++heard);
		const [outcome, submitted] = await Promise.race([
			Promise.all([
				saveAll(app, { cookie, count: saves, atOnce: Number(values['at-once']) }, hear),
				submitAll(app, { cookie: window, count: submissions }, hear)
			]),
			killer.broken
		]);
		await killer.rest();
		const found = await everyDig(app, cookie);
		const problems = compare(outcome.acknowledged, found);
		const faults = submissions ? await examineSubmissions(app, window, submitted) : [];
		const times = outcome.times.toSorted((a, b) => a - b);
		const at = (share: number) => `${Math.round(times[Math.floor(times.length * share)] ?? 0)} ms`;
		console.log(
			`${name}: ${outcome.acknowledged.size} saves acknowledged, ${killer.done} kills of the application, ` +
				`${killer.databaseDone} of the database alone, ` +
				`${outcome.repeated} sent again, ${outcome.replayed} answered from the store, ` +
				`p50 ${at(0.5)}, p95 ${at(0.95)}, ${Math.round((Date.now() - started) / 1000)} s in all`
		);
		console.log(`${name}: ${problems.lost} lost, ${problems.doubled} doubled, ${problems.gaps} gaps`);
		if (submissions) {
			console.log(
				`${name}: ${submitted.done.size} permits handed in with three papers each, ${submitted.repeated} requests sent again, ${faults.length} wrong`
			);
			const hostile = await sendHostile(app, { window, inspector: await app.signIn('inspector') });
			console.log(
				`${name}: ${hostile.tried} hostile files sent, at most ${Math.round(hostile.mostMegabytes)} MB held, ${hostile.wrong.length} wrong`
			);
			faults.push(...hostile.wrong);
		}
		for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
		return (
			faults.length +
			problems.lost +
			problems.doubled +
			problems.gaps +
			(killer.done === kills && killer.databaseDone === databaseKills ? 0 : 1)
		);
	} finally {
		await app.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
}

interface Found {
	reference: string;
	title: string;
}

async function everyDig(app: Application, cookie: string): Promise<Found[]> {
	const found: Found[] = [];
	for (let cursor: string | null = null; ;) {
		const page = new URLSearchParams({ q: 'kill-9', limit: '200', ...(cursor ? { cursor } : {}) });
		const response = await fetch(`${app.base}/api/v1/excavation/digs?${page}`, { headers: { cookie } });
		const list = (await response.json()) as { items: Found[]; next_cursor: string | null };
		found.push(...list.items);
		if (!(cursor = list.next_cursor)) return found;
	}
}

/** Acknowledged and not there; there twice or under another reference; numbers left out. */
function compare(
	acknowledged: Map<number, string>,
	found: Found[]
): { lost: number; doubled: number; gaps: number } {
	const byTitle = Map.groupBy(found, (dig) => dig.title);
	let lost = 0;
	let doubled = 0;
	for (const [n, reference] of acknowledged) {
		const there = byTitle.get(`kill-9 ${n}`) ?? [];
		if (!there.some((dig) => dig.reference === reference)) lost++;
		doubled += Math.max(0, there.length - 1);
	}
	const numbers = found.map((dig) => Number(dig.reference.split('-')[2])).sort((a, b) => a - b);
	const span = (numbers.at(-1) ?? 0) - (numbers[0] ?? 1) + 1;
	return { lost, doubled, gaps: span - numbers.length };
}
