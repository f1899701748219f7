import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../root.ts';

/** What the built pages are made of. */
const SOURCES = [
	'src',
	'messages',
	'static',
	'gis-data',
	'svelte.config.js',
	'vite.config.ts',
	'package-lock.json'
];

/** True when there is no build or a source is newer than it. */
export function buildIsStale(): boolean {
	const built = path.join(ROOT, 'build', 'handler.js');
	if (!existsSync(built)) return true;
	const at = statSync(built).mtimeMs;
	return SOURCES.some((s) => existsSync(path.join(ROOT, s)) && newest(path.join(ROOT, s)) > at);
}

/** Builds the pages in a process of its own. @throws with the builder's last words when it fails. */
export function build(): Promise<void> {
	const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, NODE_ENV: 'production' }
		});
		let words = '';
		child.stdout.on('data', (d: Buffer) => (words = (words + d.toString()).slice(-8000)));
		child.stderr.on('data', (d: Buffer) => (words = (words + d.toString()).slice(-8000)));
		child.once('error', reject);
		child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the build failed:\n${words}`))));
	});
}

function newest(file: string): number {
	const stat = statSync(file);
	if (!stat.isDirectory()) return stat.mtimeMs;
	// Compiled messages and tests are not what is served.
	if (path.basename(file) === 'paraglide') return 0;
	return Math.max(
		0,
		...readdirSync(file)
			.filter((f) => !f.includes('.test.'))
			.map((f) => newest(path.join(file, f)))
	);
}
