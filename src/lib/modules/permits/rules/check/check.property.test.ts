import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Surface } from '../plane/types.ts';
import { box, caseA } from './case-a.fixture.ts';
import { checkProposal } from './check.ts';
import type { Proposal, RuleResult } from './types.ts';

/** So many times as many random cases by DIWAN_RUNS=10. */
const MORE = Number(process.env.DIWAN_RUNS ?? 1);

const said = (p: Proposal) =>
	checkProposal(p).map(({ rule, subject, of, status, actual }) => ({ rule, subject, of, status, actual }));
const setback = (p: Proposal, subject: string) =>
	checkProposal(p).find(
		(r): r is RuleResult & { actual: number } => r.rule === 'R03' && r.subject === subject
	)!.actual;

/** Everything of a proposal turned about a place and moved, as one stiff body. */
function carried(p: Proposal, angle: number, dx: number, dy: number): Proposal {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const [ox, oy] = [500000, 800000];
	const carry = (c: unknown): unknown => {
		const list = c as unknown[];
		if (typeof list[0] !== 'number') return list.map(carry);
		const [x, y] = [list[0] - ox, (list[1] as number) - oy];
		return [x * cos - y * sin + ox + dx, x * sin + y * cos + oy + dy];
	};
	const surface = (s: Surface) => ({ ...s, coordinates: carry(s.coordinates) }) as Surface;
	return {
		...p,
		parcel: surface(p.parcel),
		footprint: p.footprint && surface(p.footprint),
		streets: p.streets!.map((s) => ({ ...s, right_of_way: surface(s.right_of_way) })),
		light_wells: p.light_wells.map(surface)
	};
}

const metres = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('a wall moved by so much changes its setback by so much, over the line as well', () => {
	fc.assert(
		fc.property(metres(-2.5, 8), metres(-2, 2), metres(0, 6.28), (from, by, angle) => {
			const before = setback(carried(caseA({}, from), angle, 0, 0), 'front');
			const after = setback(carried(caseA({}, from + by), angle, 0, 0), 'front');
			expect(Math.abs(after - before - by)).toBeLessThan(0.001);
		}),
		{ numRuns: 150 * MORE }
	);
});

test('a case turned and carried elsewhere is judged the same', () => {
	// Away from its limits: what lies on a limit to the last bit may fall either way.
	const front = fc.constantFrom(-1, 1.5, 2.9, 3.1, 4, 6.3);
	fc.assert(
		fc.property(
			front,
			fc.boolean(),
			metres(0, 6.28),
			metres(-100_000, 100_000),
			metres(-100_000, 100_000),
			(wall, corner, angle, dx, dy) => {
				const lane = { id: 'lane', name: null, right_of_way: box(499993, 799900, 7, 300) };
				const still = caseA({ height_m: 14, light_wells: [box(500005, 800006, 2, 3)] }, wall);
				const p = corner ? { ...still, streets: [...still.streets!, lane] } : still;
				const there = said(carried(p, angle, dx, dy));
				said(p).forEach((here, i) => {
					const { actual, ...rest } = there[i]!;
					expect(rest).toEqual({ rule: here.rule, subject: here.subject, of: here.of, status: here.status });
					if (here.actual !== null) expect(Math.abs(actual! - here.actual)).toBeLessThan(0.001);
				});
			}
		),
		{ numRuns: 60 * MORE }
	);
});

test('a smaller building never fails where a larger one passes', () => {
	fc.assert(
		fc.property(metres(2, 6), metres(0, 3), (front, less) => {
			const failed = (p: Proposal) => said(p).filter((r) => r.status === 'fail').length;
			expect(failed(caseA({}, front + less))).toBeLessThanOrEqual(failed(caseA({}, front)));
		}),
		{ numRuns: 100 * MORE }
	);
});
