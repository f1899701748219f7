import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, diffDays } from '#lib/kernel/dates.ts';
import { PLAN_DEFAULTS } from '../../rules/plan/index.ts';
import type { Plan, PlanPair, PlanSettings, PlanWork } from '../../rules/plan/index.ts';
import { solvePlan } from './solve.ts';

const FIRST = '2027-01-01';
const day = (n: number) => addDays(FIRST, n);
const settings: PlanSettings = {
	...PLAN_DEFAULTS,
	period: { start: FIRST, end: day(24) },
	peaks: [{ start: day(5), end: day(9), weight: 1 }]
};

const works = fc
	.array(
		fc.record({
			organisation: fc.constantFrom('water', 'gas', 'power'),
			start: fc.integer({ min: -3, max: 22 }),
			days: fc.integer({ min: 1, max: 8 }),
			shift: fc.integer({ min: -1, max: 12 }),
			noticed: fc.option(fc.integer({ min: 0, max: 26 })),
			closed: fc.option(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 12 })), {
				freq: 2
			}),
			nuisance: fc.integer({ min: 0, max: 5 })
		}),
		{ minLength: 1, maxLength: 12 }
	)
	.map((list) =>
		list.map((w, i): PlanWork => ({
			id: `w${i}`,
			organisation: w.organisation,
			category: 'standard',
			wished: { start: day(w.start), end: day(w.start + w.days - 1) },
			earliest: day(w.start - w.shift),
			latest: day(w.start + w.shift),
			noticed: w.noticed === null ? null : day(w.noticed),
			closures: w.closed
				? [{ kind: 'embargo', by: 'match', start: day(w.closed[0]), end: day(w.closed[0] + w.closed[1]) }]
				: [],
			nuisance: w.nuisance
		}))
	);

const plans = works.chain((list) =>
	fc.record({
		list: fc.constant(list),
		pairs: fc
			.uniqueArray(
				fc.tuple(fc.nat(list.length - 1), fc.nat(list.length - 1), fc.option(fc.integer({ min: 1, max: 5 }))),
				{
					maxLength: 16,
					selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`
				}
			)
			.map((all) =>
				all.filter(([a, b]) => a !== b).map(([a, b, joint]): PlanPair => ({ a: `w${a}`, b: `w${b}`, joint }))
			)
	})
);

describe('a plan', () => {
	it('keeps every hard rule, and every reason it gives is true', async () => {
		await fc.assert(
			fc.asyncProperty(plans, async ({ list, pairs }) => {
				const plan = await solvePlan(list, pairs, { settings, threads: 1 });
				const byId = new Map(list.map((w) => [w.id, w]));
				expect([...plan.placed, ...plan.unplaced].map((p) => p.id).sort()).toEqual(
					list.map((w) => w.id).sort()
				);
				for (const { id, window, moved } of plan.placed) {
					const work = byId.get(id)!;
					expect(forbidden(work, window.start)).toEqual([]);
					expect(diffDays(window.start, window.end)).toBe(diffDays(work.wished.start, work.wished.end));
					expect(moved).toBe(diffDays(work.wished.start, window.start));
				}
				expect(clashing(plan, pairs, byId)).toEqual([]);
				for (const left of plan.unplaced) expectTrue(left, plan, pairs, byId);
				expect(plan.bound).toBeLessThanOrEqual(plan.objective);
				expect(plan.objective).toBeLessThanOrEqual(plan.greedy.objective);
				expect(plan.components.proved).toBe(plan.components.total);
			}),
			{ numRuns: 40 }
		);
	}, 60_000);

	it('is the same each time', async () => {
		const [{ list, pairs }] = fc.sample(plans, { numRuns: 1, seed: 7 }) as [
			{ list: PlanWork[]; pairs: PlanPair[] }
		];
		const first = await solvePlan(list, pairs, { settings, threads: 2 });
		expect(await solvePlan(list, pairs, { settings, threads: 1 })).toEqual(first);
	});
});

/** The rules that a start breaks, whoever else is there. */
function forbidden(work: PlanWork, start: string): string[] {
	const end = addDays(start, diffDays(work.wished.start, work.wished.end));
	return [
		...(start < settings.period.start || end > settings.period.end ? ['period'] : []),
		...(start < work.earliest || start > work.latest ? ['window'] : []),
		...(work.noticed !== null && start < work.noticed ? ['notice'] : []),
		...(work.closures.some((c) => c.start <= end && start <= c.end) ? ['closed'] : [])
	];
}

type Dates = { id: string; window: { start: string; end: string } };
const meets = (a: Dates, b: Dates) => a.window.start <= b.window.end && b.window.start <= a.window.end;
const holds = (a: Dates, b: Dates) => a.window.start <= b.window.start && b.window.end <= a.window.end;

/** Placed works that are in each other's way: zones that touch, or one crew in two places of a component. */
function clashing(
	plan: { placed: readonly Dates[] },
	pairs: PlanPair[],
	byId: Map<string, PlanWork>
): string[] {
	const at = new Map(plan.placed.map((p) => [p.id, p]));
	return pairs.flatMap(({ a, b, joint }) => {
		const [x, y] = [at.get(a), at.get(b)];
		if (!x || !y || !meets(x, y)) return [];
		const agreed = joint !== null && byId.get(a)!.organisation !== byId.get(b)!.organisation;
		return agreed && (holds(x, y) || holds(y, x)) ? [] : [`${a} ${b}`];
	});
}

function expectTrue(
	left: Plan['unplaced'][number],
	plan: Plan,
	pairs: PlanPair[],
	byId: Map<string, PlanWork>
): void {
	const work = byId.get(left.id)!;
	const starts = Array.from({ length: 60 }, (_, k) => day(k - 20));
	const within = (...rules: string[]) =>
		starts.filter((s) => !forbidden(work, s).some((r) => rules.includes(r)));
	if (left.reason === 'window') expect(work.latest < work.earliest).toBe(true);
	if (left.reason === 'period') expect(within('window', 'period')).toEqual([]);
	if (left.reason === 'notice') expect(within('window', 'period', 'notice')).toEqual([]);
	if (left.reason === 'closed') {
		expect(within('window', 'period', 'notice')).not.toEqual([]);
		expect(within('window', 'period', 'notice', 'closed')).toEqual([]);
		expect(left.by).toEqual(['match']);
	}
	if (left.reason === 'crowded') {
		// On each day it might have begun, one of those named is in its way: a neighbour, or its own promoter's crew.
		const free = within('window', 'period', 'notice', 'closed');
		expect(free).not.toEqual([]);
		for (const start of free) {
			const window = { start, end: addDays(start, diffDays(work.wished.start, work.wished.end)) };
			const there = { id: work.id, window };
			const others = plan.placed.filter((p) => left.by.includes(p.id) && meets(p, there));
			const touching = clashing({ placed: [...others, there] }, pairs, byId).filter((pair) =>
				pair.split(' ').includes(work.id)
			);
			const crew = others.filter((p) => byId.get(p.id)!.organisation === work.organisation);
			expect(touching.length + crew.length).toBeGreaterThan(0);
		}
	}
}
