import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { straightRun } from './straight-run.ts';

const DEGREE = Math.PI / 180;

describe('a straight run for a street name', () => {
	it('lies in the middle of a straight street', () => {
		expect(straightRun([[0, 0], [40, 0], [100, 0]], 60)).toMatchObject({ at: [50, 0], angle: 0, length: 100, turn: 0 }); // prettier-ignore
	});

	it('takes the long straight part of a bent street', () => {
		const bent: Position[] = [[0, 0], [30, 0], [30, 30], [60, 30], [60, 200]]; // prettier-ignore
		const run = straightRun(bent, 80);
		expect(run?.at).toEqual([60, 115]);
		expect(run?.angle).toBeCloseTo(Math.PI / 2, 9);
	});

	it('bridges a gentle curve but not a corner', () => {
		const arc = (total: number): Position[] =>
			Array.from({ length: 21 }, (_, i) => {
				const angle = (i / 20 - 0.5) * total * DEGREE;
				const radius = 100 / (total * DEGREE);
				return [radius * Math.sin(angle), radius * Math.cos(angle)];
			});
		expect(straightRun(arc(15), 90)?.angle).toBeCloseTo(0, 2);
		expect(straightRun(arc(120), 90)).toBeNull();
		expect(straightRun(arc(120), 90, { maxTurn: 120 })).not.toBeNull();
	});

	it('does not mind the tremor of a digitised line', () => {
		const tremor: Position[] = Array.from({ length: 101 }, (_, i) => [i, (i % 2) * 0.4]);
		expect(straightRun(tremor, 60)).toMatchObject({ turn: 0 });
	});

	it.each([
		[
			'a street too short',
			[
				[0, 0],
				[10, 0]
			],
			20
		],
		['no street', [], 20],
		['one position', [[1, 1]], 20],
		[
			'positions without a place',
			[
				[0, 0],
				[NaN, 4],
				[100, 0]
			],
			20
		],
		[
			'no label',
			[
				[0, 0],
				[100, 0]
			],
			0
		],
		[
			'the same place twice',
			[
				[5, 5],
				[5, 5]
			],
			1
		]
	] as [string, Position[], number][])('finds nothing for %s', (_name, line, length) => {
		expect(straightRun(line, length)).toBeNull();
	});

	const coordinate = fc.integer({ min: 0, max: 400 });
	const street = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 20 });

	it('always fits, is straight enough, upright, and no straighter run was passed over', () => {
		fc.assert(
			fc.property(street, fc.integer({ min: 20, max: 300 }), (line, length) => {
				const run = straightRun(line, length, { tolerance: 0, maxTurn: 30 });
				const pieces = line.slice(1).map(([x, y], i) => Math.hypot(x - line[i]![0], y - line[i]![1]));
				if (!run) {
					expect(Math.max(...pieces)).toBeLessThan(length);
					return;
				}
				expect(run.length).toBeGreaterThanOrEqual(length);
				expect(run.turn).toBeLessThanOrEqual(30);
				expect(run.angle).toBeGreaterThan(-Math.PI / 2);
				expect(run.angle).toBeLessThanOrEqual(Math.PI / 2);
				if (Math.max(...pieces) >= length) expect(Math.round(run.turn)).toBe(0);
			})
		);
	});

	it('reads the same from either end', () => {
		fc.assert(
			fc.property(street, fc.integer({ min: 20, max: 300 }), (line, length) => {
				const there = straightRun(line, length, { tolerance: 0 });
				const back = straightRun([...line].reverse(), length, { tolerance: 0 });
				expect(back === null).toBe(there === null);
				if (there && back) expect(Math.round(back.turn)).toBe(Math.round(there.turn));
			})
		);
	});
});
