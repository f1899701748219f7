/**
 * Everything that must pass: lint, types, unit, integration, browser. Runs each part, prints what failed and ends
 * with the counts. The database parts run on the embedded database and, when TEST_DATABASE_URL is set, on the
 * real server as well, the walks on one of them; those that leave a core idle run beside each other.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readReport, type Report } from './report.ts';

interface Part {
	name: string;
	command: string[];
	env?: Record<string, string | undefined>;
	report?: 'vitest' | 'playwright';
	/** The part of another lane that must have ended. */
	after?: string;
}

const real = process.env.TEST_DATABASE_URL;
const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-reports-'));
const vitest = (project: string, report: string) => [
	'vitest',
	'run',
	'--project',
	project,
	'--reporter',
	'default',
	'--reporter',
	'json',
	'--outputFile.json',
	path.join(folder, `${report}.json`)
];
const reliability = (on: string, port: number) => [
	'npm',
	'run',
	'--silent',
	'reliability',
	'--',
	'--on',
	on,
	'--saves',
	'120',
	'--submissions',
	'0',
	'--kills',
	'2',
	'--port',
	String(port)
];
const embedded = { TEST_DATABASE_URL: undefined };
/**
 * Walks that are walked on the real server where there is one, which costs less; the others, some of each domain, on the
 * database that comes with the application. Each once: every service is tested on both.
 */
const ON_REAL = '(alexandria|bad-input|calendar|design|dig-edit|fees|fibre|joint|life|network)\\.spec';
const embeddedWalks: Part = {
	name: 'journeys-embedded',
	command: ['playwright', 'test', ...(real ? [`journeys/(?!${ON_REAL})`] : [])],
	env: embedded,
	report: 'playwright'
};
const realWalks: Part = {
	name: 'journeys-real',
	// Who may ask what is tried where the suite has a real server, once.
	command: ['playwright', 'test', 'matrix/', `journeys/${ON_REAL}`],
	env: { E2E_PORT: '4273' },
	report: 'playwright'
};

/** The parts in their order: rows one after another, the lanes of a row at the same time. */
const rows: Part[][][] = [
	// Each is one core's work.
	[
		[
			{ name: 'build', command: ['npm', 'run', '--silent', 'build'] },
			{ name: 'types', command: ['npm', 'run', '--silent', 'check'] }
		],
		[
			{ name: 'style', command: ['npm', 'run', '--silent', 'lint:style'] },
			// It reads the words, which the build writes.
			{ name: 'bounds', command: ['npm', 'run', '--silent', 'lint:bounds'], after: 'build' }
		]
	],
	[
		[embeddedWalks, ...onReal(realWalks)],
		// The browser waits much: beside it the second core does the rest.
		[
			{ name: 'db-embedded', command: vitest('db', 'db-embedded'), env: embedded, report: 'vitest' },
			{ name: 'unit', command: vitest('unit', 'unit'), report: 'vitest' },
			...onReal(
				{ name: 'db-real', command: vitest('db', 'db-real'), report: 'vitest' },
				{ name: 'reliability-real', command: reliability('real', 4892) }
			),
			{ name: 'reliability-embedded', command: reliability('embedded', 4891), env: embedded }
		]
	]
];

const only = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
const fallen: string[] = [];
const broken: string[] = [];
const ended = new Map<string, Promise<void>>();

for (const row of rows) {
	const lanes = row
		.map((lane) => lane.filter((p) => only.length === 0 || only.includes(p.name)))
		.filter((lane) => lane.length);
	// Where several run, the first is watched and the others tell at their end.
	await Promise.all(
		lanes.map(async (lane, i) => {
			for (const part of lane) {
				if (part.after) await ended.get(part.after);
				const running = run(part, i === 0);
				ended.set(part.name, running);
				await running;
			}
		})
	);
	// Nothing after a failed build can be believed.
	if (broken.includes('build')) break;
}
rmSync(folder, { recursive: true, force: true });
// The last lines are what a builder's page shows: they say what to mend.
if (broken.length) console.log(`\nfailed: ${broken.join(', ')}\n${fallen.join('\n')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = broken.length ? 1 : 0;

async function run(part: Part, watched: boolean): Promise<void> {
	const title = `\n── ${part.name} ${'─'.repeat(Math.max(4, 60 - part.name.length))}`;
	if (watched) console.log(title);
	const started = Date.now();
	const report = path.join(folder, `${part.name}.json`);
	const env = { ...process.env, ...part.env, E2E_REPORT: report };
	const [command, ...args] = part.command as [string, ...string[]];
	const child = spawn(command, args, {
		stdio: ['ignore', ...Array<'inherit' | 'pipe'>(2).fill(watched ? 'inherit' : 'pipe')],
		env
	});
	const told: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => told.push(chunk));
	const status = await new Promise((resolve) => child.once('close', resolve).once('error', () => resolve(1)));
	if (!watched) process.stdout.write(Buffer.concat([Buffer.from(`${title}\n`), ...told]));
	const counts: Report = part.report
		? readReport(part.report, report)
		: { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, fallen: [] };
	if (status !== 0 && counts.failed === 0) counts.failed = 1;
	totals.passed += counts.passed;
	totals.failed += counts.failed;
	totals.skipped += counts.skipped;
	if (status !== 0) broken.push(part.name);
	fallen.push(...counts.fallen.map((l) => `${part.name}: ${l}`));
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	console.log(`${part.name}: ${status === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
}

function onReal(...parts: Part[]): Part[] {
	return real ? parts : [];
}
