import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutLots } from '../fabric/lots.ts';
import { weld } from '../fabric/weld.ts';
import { random } from '../random.ts';
import { orientedBox } from './box.ts';
import { longestChord, splitByLine, splitRing } from './cut.ts';
import { lineLength, offsetLine, pointAlong, sliceLine, distanceToLine } from './line.ts';
import { area, centroid, contains, isSimple, signedArea, type Ring } from './ring.ts';
import { smooth } from './smooth.ts';
import { distance, heading, type Pt } from './vector.ts';

const SQUARE: Ring = [
	[0, 0],
	[10, 0],
	[10, 10],
	[0, 10]
];

/** A convex outline: points round an ellipse in order of their angle. */
const convex = fc
	.tuple(
		fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 4, maxLength: 12 }),
		fc.integer({ min: 30, max: 120 }),
		fc.integer({ min: 20, max: 60 }),
		fc.integer({ min: 0, max: 179 })
	)
	.map(([angles, a, b, turn]): Ring => {
		const [c, s] = heading(turn);
		return angles
			.toSorted((p, q) => p - q)
			.map((angle): Pt => {
				const [x, y] = heading(angle);
				return [a * x * c - b * y * s, a * x * s + b * y * c];
			});
	})
	.filter((ring) => area(ring) > 600);

describe('rings', () => {
	test('know their area, middle and what they hold', () => {
		expect(signedArea(SQUARE)).toBe(100);
		expect(signedArea(SQUARE.toReversed())).toBe(-100);
		expect(centroid(SQUARE)).toEqual([5, 5]);
		expect(contains(SQUARE, [9.9, 0.1])).toBe(true);
		expect(contains(SQUARE, [10.1, 5])).toBe(false);
	});

	test('a bow tie is not simple', () => {
		expect(isSimple(SQUARE)).toBe(true);
		expect(
			isSimple([
				[0, 0],
				[10, 10],
				[10, 0],
				[0, 10]
			])
		).toBe(false);
	});

	test('the box round them is never smaller than they are', () => {
		fc.assert(
			fc.property(convex, (ring) => {
				const box = orientedBox(ring);
				expect(box.long * box.short).toBeGreaterThanOrEqual(area(ring) - 1e-6);
				expect(box.long).toBeGreaterThanOrEqual(box.short);
			})
		);
	});
});

describe('cutting', () => {
	test('loses no ground, whatever the direction', () => {
		fc.assert(
			fc.property(convex, fc.integer({ min: 0, max: 179 }), (ring, angle) => {
				const chord = longestChord(ring, centroid(ring), heading(angle));
				expect(chord).toBeDefined();
				if (!chord) return;
				const [a, b] = splitRing(ring, chord.from, chord.to);
				expect(area(a) + area(b)).toBeCloseTo(area(ring), 6);
				expect(isSimple(a) && isSimple(b)).toBe(true);
			})
		);
	});

	test('along a bent line gives the part on its right first', () => {
		const parts = splitByLine(SQUARE, [
			[-5, 5],
			[5, 6],
			[15, 5]
		]);
		expect(parts?.map(area)).toEqual([expect.closeTo(57.5, 6), expect.closeTo(42.5, 6)]);
		expect(
			splitByLine(SQUARE, [
				[20, 20],
				[30, 30]
			])
		).toBeUndefined();
	});

	test('a block into plots covers it exactly', () => {
		fc.assert(
			fc.property(convex, fc.integer({ min: 0, max: 1000 }), (ring, seed) => {
				const lots = cutLots(ring, { front: [8, 12], depth: 18, skew: 3 }, random(seed, 'lots'));
				expect(lots.reduce((sum, l) => sum + area(l), 0)).toBeCloseTo(area(ring), 5);
				expect(lots.every((l) => isSimple(l) && signedArea(l) > 0)).toBe(true);
			})
		);
	});

	test('plots are welded: every vertex on a neighbour is its vertex too', () => {
		const left: Ring = [
			[0, 0],
			[10, 0],
			[10, 10],
			[0, 10]
		];
		const below: Ring = [
			[10, 0],
			[20, 0],
			[20, 4.0003],
			[10, 4]
		];
		const above: Ring = [
			[10, 4],
			[20, 4],
			[20, 10],
			[10, 10]
		];
		const [a, b, c] = weld([left, below, above]);
		expect(a).toEqual([
			[0, 0],
			[10, 0],
			[10, 4],
			[10, 10],
			[0, 10]
		]);
		expect(b?.[2]).toEqual(c?.[1]);
	});
});

describe('lines', () => {
	const bent: Pt[] = [
		[0, 0],
		[100, 0],
		[200, 40]
	];

	test('keep their distance from their parallel', () => {
		for (const d of [4, -7]) {
			const shifted = offsetLine(bent, d);
			expect(shifted).toHaveLength(3);
			for (const s of [20, 60, 140, 180])
				expect(distanceToLine(pointAlong(shifted, s).point, bent)).toBeCloseTo(Math.abs(d), 6);
		}
	});

	test('are cut to a length', () => {
		expect(lineLength(sliceLine(bent, 30, 150))).toBeCloseTo(120, 6);
		expect(pointAlong(bent, 40).point).toEqual([40, 0]);
	});

	test('are smooth through every control point', () => {
		const curve = smooth(bent, 5);
		for (const p of bent) expect(Math.min(...curve.map((q) => distance(p, q)))).toBeLessThan(1e-6);
		const round = smooth(SQUARE, 1, true);
		expect(distance(round[0] as Pt, round.at(-1) as Pt)).toBeLessThan(1e-9);
	});
});

describe('chance', () => {
	test('repeats itself for one seed and purpose, and only for them', () => {
		const draw = (seed: number, purpose: string) => {
			const rng = random(seed, purpose);
			return Array.from({ length: 20 }, () => rng.next());
		};
		expect(draw(7, 'a')).toEqual(draw(7, 'a'));
		expect(draw(7, 'a')).not.toEqual(draw(7, 'b'));
		expect(draw(7, 'a')).not.toEqual(draw(8, 'a'));
		const all = draw(7, 'c');
		expect(all.every((n) => n >= 0 && n < 1)).toBe(true);
		expect(random(1, 'x').int(3, 3)).toBe(3);
	});
});
