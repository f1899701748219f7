/**
 * Everything that must pass: lint, types, unit, integration, browser. Runs each part, prints what failed and ends
 * with the counts. The database parts run on the embedded database and, when TEST_DATABASE_URL is set, on the
 * real server as well.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Part {
	name: string;
	command: string[];
	env?: Record<string, string | undefined>;
	report?: 'vitest' | 'playwright';
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
const reliability = (on: string) => [
	'npm',
	'run',
	'--silent',
	'reliability',
	'--',
	'--on',
	on,
	'--saves',
	'120',
	'--kills',
	'2'
];
const embedded = { TEST_DATABASE_URL: undefined };

const parts: Part[] = [
	{ name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
	{ name: 'types', command: ['npm', 'run', '--silent', 'check'] },
	{ name: 'build', command: ['npm', 'run', '--silent', 'build'] },
	{ name: 'unit', command: vitest('unit', 'unit'), report: 'vitest' },
	{ name: 'db-embedded', command: vitest('db', 'db-embedded'), env: embedded, report: 'vitest' },
	...(real ? [{ name: 'db-real', command: vitest('db', 'db-real'), report: 'vitest' } as Part] : []),
	{ name: 'reliability-embedded', command: reliability('embedded'), env: embedded },
	...(real ? [{ name: 'reliability-real', command: reliability('real') }] : []),
	{ name: 'journeys-embedded', command: ['playwright', 'test'], env: embedded, report: 'playwright' },
	...(real
		? [
				{
					// The pages of components touch no database.
					name: 'journeys-real',
					command: ['playwright', 'test', 'journeys/(?!design)', 'matrix/'],
					report: 'playwright'
				} as Part
			]
		: [])
];

const only = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
const broken: string[] = [];

for (const part of parts.filter((p) => only.length === 0 || only.includes(p.name))) {
	console.log(`\n── ${part.name} ${'─'.repeat(Math.max(4, 60 - part.name.length))}`);
	const started = Date.now();
	const report = path.join(folder, `${part.name}.json`);
	const env = { ...process.env, ...part.env, E2E_REPORT: report };
	const [command, ...args] = part.command as [string, ...string[]];
	const { status } = spawnSync(command, args, { stdio: 'inherit', env });
	const counts = part.report
		? count(part.report, report)
		: { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
	if (status !== 0 && counts.failed === 0) counts.failed = 1;
	passed += counts.passed;
	failed += counts.failed;
	skipped += counts.skipped;
	if (status !== 0) broken.push(part.name);
	console.log(
		`${part.name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s`
	);
	// Nothing after a failed build can be believed.
	if (part.name === 'build' && status !== 0) break;
}
rmSync(folder, { recursive: true, force: true });
if (broken.length) console.log(`\nfailed: ${broken.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = broken.length ? 1 : 0;

function count(
	kind: 'vitest' | 'playwright',
	file: string
): { passed: number; failed: number; skipped: number } {
	try {
		const r = JSON.parse(readFileSync(file, 'utf8'));
		return kind === 'vitest'
			? { passed: r.numPassedTests, failed: r.numFailedTests, skipped: r.numPendingTests + r.numTodoTests }
			: { passed: r.stats.expected + r.stats.flaky, failed: r.stats.unexpected, skipped: r.stats.skipped };
	} catch {
		return { passed: 0, failed: 1, skipped: 0 };
	}
}
