/** `npm run bench [-- name] [--flags]`: runs a benchmark by name, or all, and writes what it measured as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Benchmark {
	/** Runs, prints its table and returns what it measured. */
	run(args: string[]): Promise<unknown>;
}

const BENCHMARKS: Record<string, () => Promise<Benchmark>> = {
	change: () => import('./change.ts'),
	check: () => import('./check.ts'),
	feed: () => import('./feed.ts'),
	map: () => import('./map.ts'),
	permits: () => import('./permits.ts'),
	plan: () => import('./plan.ts'),
	site: () => import('./site.ts'),
	slider: () => import('./slider.ts'),
	tiles: () => import('./tiles.ts')
};

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !first.startsWith('-');
const names = named ? [first] : Object.keys(BENCHMARKS);
const args = named ? rest : process.argv.slice(2);

for (const name of names) {
	const load = BENCHMARKS[name];
	if (!load) {
		console.error(`there is no benchmark "${name}"; there are: ${Object.keys(BENCHMARKS).join(', ')}`);
		process.exit(2);
	}
	const measured = await (await load()).run(args);
	const at = new Date().toISOString();
	const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, node: process.version };
	mkdirSync('bench-results', { recursive: true });
	const file = path.join('bench-results', `${name}-${at.replaceAll(/[:.]/g, '-')}.json`);
	writeFileSync(file, JSON.stringify({ name, at, machine, args, measured }, null, '\t') + '\n');
	console.log(`\nwritten to ${file}`);
}
