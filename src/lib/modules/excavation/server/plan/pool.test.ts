import { describe, expect, it } from 'vitest';
import type { Problem } from '../../rules/plan/index.ts';
import { EFFORT } from './effort.ts';
import { solveAll } from './pool.ts';

const work = { days: 2, starts: [0, 1, 2], costs: [0, 100, 200] };
const pair: Problem = { works: [work, work], apart: [[0, 1]], joint: [], crews: [], unplaced: 100_000 };
const effort = { ...EFFORT, rounds: [5], nodes: 100 };

describe('components in threads', () => {
	it('come back in the order given, whether or not anyone watches', async () => {
		const apart: Problem = { ...pair, apart: [] };
		const answers = await solveAll([pair, apart, pair], { threads: 2, effort });
		expect(answers.map((a) => a.cost)).toEqual([200, 0, 200]);
		const seen: number[] = [];
		await solveAll([pair, apart], { threads: 1, effort, onProgress: (done) => seen.push(done) });
		expect(seen).toEqual([1, 2]);
	});

	it('stop when asked to', async () => {
		const stop = new AbortController();
		const many = Array.from({ length: 1000 }, () => pair);
		const running = solveAll(many, {
			threads: 2,
			effort,
			signal: stop.signal,
			onProgress: () => stop.abort()
		});
		await expect(running).rejects.toThrow('cancelled');
		await expect(solveAll(many, { threads: 2, effort, signal: stop.signal })).rejects.toThrow('cancelled');
	});
});
