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

	it('are told by the share of all works, also within a large one', async () => {
		const row = Array.from({ length: 400 }, () => ({
			days: 3,
			starts: Array.from({ length: 60 }, (_, day) => day),
			costs: Array.from({ length: 60 }, (_, day) => 100 * Math.abs(day - 30))
		}));
		const large: Problem = {
			...pair,
			works: row,
			apart: row.flatMap((_, i) => [1, 2, 3].flatMap((by) => (row[i + by] ? [[i, i + by] as const] : [])))
		};
		const seen: { done: number; share: number }[] = [];
		await solveAll([pair, large], {
			threads: 1,
			effort: { ...effort, rounds: [40], starts: 0 },
			onProgress: (done, _total, _at, share) => seen.push({ done, share })
		});
		const shares = seen.map((s) => s.share);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(shares.at(-1)).toBe(1);
		// The large one is searched first.
		const within = seen.filter((s) => s.done === 0);
		for (const { share } of within) expect(share).toBeLessThan(400 / 402);
		expect(seen.find((s) => s.done === 1)!.share).toBe(400 / 402);
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
