import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, isFeasible, lowerBound, type Problem, type Starts } from '../../rules/plan/index.ts';
import { EFFORT } from './effort.ts';
import { solveComponent } from './exact.ts';

const effort = (rounds: number) => ({ ...EFFORT, rounds: [rounds], nodes: 1000 });

/** Components of a few works with short windows, so that every answer can be tried. */
const problems = fc
	.record({
		works: fc.array(
			fc.record({
				days: fc.integer({ min: 1, max: 4 }),
				starts: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 5 }),
				wish: fc.integer({ min: 0, max: 7 }),
				nuisance: fc.integer({ min: 0, max: 3 })
			}),
			{ minLength: 1, maxLength: 5 }
		),
		pairs: fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.constantFrom('apart', 'joint', 'none')), {
			maxLength: 8
		}),
		crew: fc.uniqueArray(fc.nat(4), { maxLength: 5 }),
		limit: fc.integer({ min: 1, max: 2 }),
		saving: fc.integer({ min: 0, max: 400 }),
		unplaced: fc.constantFrom(500, 1000, 100_000)
	})
	.map(({ works, pairs, crew, limit, saving, unplaced }): Problem => {
		const inside = pairs.filter(([a, b]) => a < b && b < works.length);
		const kind = new Map(inside.map(([a, b, k]) => [`${a} ${b}`, k]));
		const of = (wanted: string) =>
			[...kind]
				.filter(([, k]) => k === wanted)
				.map(([pair]) => pair.split(' ').map(Number) as [number, number]);
		return {
			works: works.map(({ days, starts, wish, nuisance }) => {
				const sorted = [...starts].sort((a, b) => a - b);
				return {
					days,
					starts: sorted,
					costs: sorted.map((s) => Math.abs(s - wish) * 100 + nuisance * 30 * (s % 2))
				};
			}),
			apart: of('apart'),
			joint: of('joint').map((pair) => ({ pair, saving })),
			crews: [{ works: crew.filter((i) => i < works.length), limit }],
			unplaced
		};
	});

describe('a component', () => {
	it('is solved as trying every answer solves it', async () => {
		await fc.assert(
			fc.asyncProperty(problems, fc.constantFrom(0, 5), async (problem, rounds) => {
				const answer = await solveComponent(problem, effort(rounds));
				expect(isFeasible(problem, answer.starts)).toBe(true);
				expect(answer.cost).toBe(costOf(problem, answer.starts));
				expect(answer.proved).toBe(true);
				expect(answer.cost).toBe(cheapestOfAll(problem));
				expect(answer.bound).toBe(answer.cost);
				expect(lowerBound(problem).total).toBeLessThanOrEqual(answer.cost);
				expect(isFeasible(problem, answer.greedy)).toBe(true);
				expect(costOf(problem, answer.greedy)).toBeGreaterThanOrEqual(answer.cost);
			}),
			{ numRuns: 400 }
		);
	}, 60_000);
});

it.each<[string, Problem]>([
	[
		'fails',
		{
			works: [
				{ days: 2, starts: [1, 4], costs: [100, 400] },
				{ days: 2, starts: [1, 2, 5], costs: [100, 200, 500] },
				{ days: 3, starts: [3, 4, 7], costs: [300, 400, 700] }
			],
			apart: [],
			joint: [],
			crews: [{ works: [0, 1, 2], limit: 1 }],
			unplaced: 1000
		}
	],
	[
		'finds nothing',
		{
			works: [
				{ days: 2, starts: [1, 2], costs: [100, 200] },
				{ days: 3, starts: [0, 2, 4, 6], costs: [200, 0, 200, 400] },
				{ days: 4, starts: [2, 5], costs: [200, 100] },
				{ days: 3, starts: [0, 2, 7], costs: [200, 0, 500] },
				{ days: 3, starts: [3], costs: [300] }
			],
			apart: [],
			joint: [{ pair: [0, 1], saving: 1 }],
			crews: [{ works: [2, 3, 1, 4], limit: 1 }],
			unplaced: 1000
		}
	]
])('is solved too where the presolve of HiGHS %s', async (_, problem) => {
	expect(await solveComponent(problem, effort(0))).toMatchObject({
		cost: cheapestOfAll(problem),
		proved: true
	});
});

function cheapestOfAll(problem: Problem): number {
	let least = Infinity;
	const starts: (number | null)[] = [];
	const next = (i: number): void => {
		if (i === problem.works.length) {
			if (isFeasible(problem, starts as Starts)) least = Math.min(least, costOf(problem, starts as Starts));
			return;
		}
		for (const start of [null, ...problem.works[i]!.starts]) {
			starts[i] = start;
			next(i + 1);
		}
	};
	next(0);
	return least;
}
