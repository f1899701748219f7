import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Of the build's plugins only Svelte's runes: the others start slowly, and the words are there from `npm run prepare`. */
export default defineConfig({
	plugins: [svelte()],
	test: {
		expect: { requireAssertions: true },
		// The words are JavaScript already.
		server: { deps: { external: [/src\/lib\/paraglide\//] } },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
					exclude: ['src/**/*.db.test.ts'],
					// They share nothing but modules without state, which are then read once for all of them.
					isolate: false,
					// None is slow; beside a browser on two cores any may wait.
					testTimeout: 60_000
				}
			},
			{
				extends: true,
				test: {
					name: 'db',
					environment: 'node',
					include: ['src/**/*.db.test.ts', 'tests/db/**/*.test.ts'],
					// Modules keep nothing but what a name of its contents tells apart: read once for all files of a process.
					isolate: false,
					setupFiles: ['tests/db/cheap-passwords.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					// Each file has a database of its own.
					maxWorkers: 2,
					// Where all are asked for, after the unit tests.
					sequence: { groupOrder: 1 }
				}
			}
		]
	}
});
