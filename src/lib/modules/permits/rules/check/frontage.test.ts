import fc from 'fast-check';
import { expect, test } from 'vitest';
import { box, caseA } from './case-a.fixture.ts';
import { checkProposal } from './check.ts';
import { governingFirst, type Frontage } from './frontage.ts';

const front = (id: string, width_m: number | null, length_m: number): Frontage => ({
	street: { id, name: null, right_of_way: box(0, 0, 1, 1) },
	edges: [],
	length_m,
	width: width_m === null ? null : { width_m, rays: [] }
});
const ids = (fronts: readonly Frontage[]) => fronts.map((f) => f.street.id);

/** Streets whose widths and fronts differ by millimetres, as surveys give them. */
const streets = fc
	.uniqueArray(
		fc.record({
			id: fc.integer({ min: 1, max: 99 }),
			wide: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 8 }),
			long: fc.integer({ min: 0, max: 40 })
		}),
		{ selector: (s) => s.id, minLength: 1, maxLength: 6 }
	)
	.map((list) =>
		list.map(({ id, wide, long }) =>
			front(String(id), wide === null ? null : 10 + wide / 1000, 20 + long / 1000)
		)
	);

test('streets stand in one order, whatever the order they come in', () => {
	fc.assert(
		fc.property(
			streets.chain((list) =>
				fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
			),
			([list, shuffled]) => {
				const sorted = governingFirst(list);
				expect(ids(governingFirst(shuffled))).toEqual(ids(sorted));
				expect(ids(governingFirst(sorted))).toEqual(ids(sorted));
				expect(ids(sorted).sort()).toEqual(ids(list).sort());
			}
		),
		{ numRuns: 500 }
	);
});

test('none is wider by more than a centimetre than one that stands before it, nor as wide as the first and longer', () => {
	const wide = (f: Frontage) => f.width?.width_m ?? 0;
	fc.assert(
		fc.property(streets, (list) => {
			const sorted = governingFirst(list);
			sorted.forEach((f, i) => {
				const after = sorted.slice(i);
				const widest = Math.max(...after.map(wide));
				expect(wide(f)).toBeGreaterThanOrEqual(widest - 0.01);
				const asWide = after.filter((g) => wide(g) >= widest - 0.01);
				expect(f.length_m).toBeGreaterThanOrEqual(Math.max(...asWide.map((g) => g.length_m)) - 0.01);
			});
			// Where the narrowest governs it is the last that was measured.
			const measured = sorted.filter((f) => f.width);
			if (measured.length)
				expect(wide(measured.at(-1)!)).toBeLessThanOrEqual(Math.min(...measured.map(wide)) + 0.01);
		}),
		{ numRuns: 500 }
	);
});

test('of three of which each is as wide as the next, and each longer than the next, one governs', () => {
	const three = [front('a', 10, 20), front('b', 10.008, 16), front('c', 10.016, 12)];
	for (const [i, j, k] of [
		[0, 1, 2],
		[1, 2, 0],
		[2, 0, 1],
		[2, 1, 0],
		[1, 0, 2],
		[0, 2, 1]
	] as const)
		expect(ids(governingFirst([three[i]!, three[j]!, three[k]!]))).toEqual(['b', 'c', 'a']);
});

test('a plot on three nearly equal streets is judged by the same one however they are listed', () => {
	const around = [
		{ id: 'south', name: null, right_of_way: box(499900, 799988, 220, 12) },
		{ id: 'west', name: null, right_of_way: box(499988.008, 799900, 11.992, 300) },
		{ id: 'east', name: null, right_of_way: box(500020, 799900, 11.984, 300) }
	];
	const governs = (streets: typeof around) =>
		checkProposal(caseA({ streets })).find((r) => r.rule === 'R09' && r.subject === 'governing')?.of;
	const first = governs(around);
	expect(first).toBeDefined();
	fc.assert(
		fc.property(fc.shuffledSubarray(around, { minLength: 3 }), (streets) => governs(streets) === first)
	);
});
