import { expect, test } from 'vitest';
import { costOf, isFeasible, type Problem } from '../../rules/plan/index.ts';
import { EFFORT, shareOf } from './effort.ts';
import { solveComponent } from './exact.ts';
import { solveAll } from './pool.ts';

/** Far more works than the days have room for: each meets the next ones, and three promoters have a crew each. */
function dense(count: number): Problem {
	const starts = Array.from({ length: 60 }, (_, day) => day);
	const numbers = Array.from({ length: count }, (_, i) => i);
	return {
		works: numbers.map((i) => ({
			days: 1 + (i % 7),
			starts,
			costs: starts.map((day) => 100 * Math.abs(day - ((i * 37) % 60)))
		})),
		apart: numbers.slice(1).map((i) => [i - 1, i] as const),
		joint: [],
		crews: [0, 1, 2].map((crew) => ({ works: numbers.filter((i) => i % 3 === crew), limit: 1 })),
		unplaced: 100_000
	};
}

const short = { ...EFFORT, steps: 3_000_000 };

test('a component that cannot be proved ends after the steps it was given, the same each time', async () => {
	const problem = dense(600);
	const heard: number[] = [];
	const answer = await solveComponent(problem, short, (share) => heard.push(share));
	expect(isFeasible(problem, answer.starts)).toBe(true);
	expect(answer.cost).toBe(costOf(problem, answer.starts));
	expect(answer.cost).toBeLessThan(costOf(problem, answer.greedy));
	expect(answer.bound).toBeLessThanOrEqual(answer.cost);
	expect(answer.proved).toBe(false);
	// It tells how far it is, and that grows.
	expect(heard.length).toBeGreaterThan(1);
	expect(heard).toEqual([...heard].sort((a, b) => a - b));
	expect(heard.at(-1)).toBeLessThan(1);
	expect((await solveComponent(problem, short)).starts).toEqual(answer.starts);
});

test('components share the steps of a plan by their size, and none goes without', () => {
	const problem = dense(100);
	expect(shareOf(EFFORT, problem, 100).steps).toBe(EFFORT.steps);
	expect(shareOf(EFFORT, problem, 200).steps).toBe(EFFORT.steps / 2);
	expect(shareOf(EFFORT, problem, 1e9).steps).toBeGreaterThan(10_000_000);
	expect(shareOf({ ...EFFORT, steps: 5 }, problem, 200).steps).toBe(5);
});

test('a search is told on and stopped while it goes on', async () => {
	const stop = new AbortController();
	const seen: unknown[] = [];
	const running = solveAll([dense(1500)], {
		threads: 1,
		effort: EFFORT,
		signal: stop.signal,
		onProgress(done, total, at) {
			seen.push([done, total, at?.works]);
			stop.abort();
		}
	});
	await expect(running).rejects.toThrow('cancelled');
	expect(seen[0]).toEqual([0, 1, 1500]);
});
