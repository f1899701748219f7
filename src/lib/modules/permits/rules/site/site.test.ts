import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaOf } from '#lib/kernel/geometry.ts';
import { box, caseA, ZONE } from '../check/case-a.fixture.ts';
import { checkProposal } from '../check/check.ts';
import { boundaryOf } from '../check/frontage.ts';
import { codeOf } from '../code/code.ts';
import type { CodeValues } from '../code/types.ts';
import { difference } from '../plane/clip.ts';
import type { Point, Surface } from '../plane/types.ts';
import {
	buildableOf,
	cornersOf,
	factsOf,
	gripAt,
	moveCorner,
	moveWall,
	polygonOf,
	readSurvey,
	wallsOf
} from './index.ts';
import { largestRectangle } from './largest.ts';
import type { Surroundings } from './types.ts';

/** The plot of case A with nothing on it; 10 m of street to the south. */
function site(over: Partial<Surroundings> = {}, zone: CodeValues = ZONE): Surroundings {
	const { parcel, streets, neighbours, cordon, height_limits, digs, violations } = caseA();
	return {
		plot: { id: '1', source_id: 'p', name: null, number: '118', basin: null, geometry: parcel },
		on: '2026-11-22',
		code: codeOf(null, {
			place: 'city',
			values: zone,
			source: { article: { ar: 'خطة', en: 'Plan' }, unverified: true }
		}),
		...{ zone: null, place_by: 'nobody', withheld: [], kinds: [], layers: [] },
		...{ streets, neighbours, cordon, height_limits, digs, violations, constraints: null, utilities: null },
		...over
	};
}

describe('what a statement says of a plot', () => {
	test('area, frontage, street, what may be built and where', () => {
		const facts = factsOf(site());
		expect(facts).toMatchObject({ area_m2: 400, perimeter_m: 80, ceiling: null });
		expect(facts.fronts).toMatchObject([{ length_m: 20, governs: true }]);
		expect(facts.fronts![0]!.width_m).toBeCloseTo(10, 9);
		expect(facts.fronts![0]!.rays.map((r) => r.width_m)).toHaveLength(5);
		expect(facts.fronts![0]!.rays[2]!.line.coordinates).toEqual([
			[500010, 800000],
			[500010, 799990]
		]);
		expect(facts.height).toMatchObject({ height_m: 15, from: 'height_factor', unverified: true });
		expect(facts.limits.map((l) => [l.name, l.value])).toEqual([
			['front_setback_m', 3],
			['rear_setback_m', 2],
			['side_setback_m', 2],
			['coverage_pct', 60],
			['floor_area_ratio', 1.2]
		]);
		expect(facts.buildable_m2).toBeCloseTo(16 * 15, 6);
		// 60 % of 400 m² is all that the setbacks leave.
		expect(areaOf(facts.rectangle!)).toBeCloseTo(240, 2);
	});

	test('tells for each kind of constraint whether it was looked for', () => {
		const near = {
			id: '7',
			kind: 'antiquities',
			name: null,
			...{ title: null, agency: 'آثار', agency_title: null },
			article: null,
			unverified: false
		};
		const facts = factsOf(
			site({
				constraints: [{ ...near, geometry: box(500019, 800019, 9, 9) }],
				height_limits: [
					{
						id: '8',
						kind: 'aviation_height',
						name: null,
						max_height_m: 12,
						geometry: box(499000, 799000, 3000, 3000)
					}
				],
				kinds: ['antiquities', 'canal_bank', 'aviation_height', 'shore'].map((kind) => ({
					kind,
					known: kind !== 'shore'
				}))
			})
		);
		expect(facts.constraints.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
			'antiquities met',
			'canal_bank clear',
			'aviation_height met',
			'shore not_checked'
		]);
		expect(facts.ceiling).toMatchObject({ id: '8', max_height_m: 12 });
		expect(factsOf(site({ streets: null }))).toMatchObject({
			fronts: null,
			buildable: null,
			rectangle: null
		});
	});

	test('the largest rectangle passes every rule of setbacks and coverage, however the plot is turned and bent', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 6.28, noNaN: true }),
				fc.double({ min: -4, max: 4, noNaN: true }),
				fc.double({ min: 30, max: 90, noNaN: true }),
				(angle, bend, coverage_pct) => {
					const turn = ([x, y]: number[]): number[] => [
						500000 + x! * Math.cos(angle) - y! * Math.sin(angle),
						800000 + x! * Math.sin(angle) + y! * Math.cos(angle)
					];
					const placed = (ring: number[][]): Surface => ({
						type: 'Polygon',
						coordinates: [[...ring, ring[0]!].map(turn)]
					});
					const plot = placed([[0, 0], [22, 0], [22 + bend, 24], [11, 21 + bend], [bend, 25]]); // prettier-ignore
					const street = placed([[-50, -12], [90, -12], [90, 0], [-50, 0]]); // prettier-ignore
					const ground = site(
						{
							plot: { ...site().plot, geometry: plot },
							streets: [{ id: 's', name: null, right_of_way: street }]
						},
						{ ...ZONE, coverage_pct }
					);
					const { rectangle, buildable } = factsOf(ground);
					expect(areaOf(difference(rectangle!, [buildable!]) ?? box(0, 0, 0, 0))).toBeLessThan(0.05);
					const failed = checkProposal({ ...caseA(), ...ground, parcel: plot, footprint: rectangle }).filter(
						(r) => ['R01', 'R02', 'R03', 'R04'].includes(r.rule) && r.status === 'fail'
					);
					expect(failed).toEqual([]);
				}
			),
			{ numRuns: 40 }
		);
	});
});

test('what setbacks leave is as far from the boundary as they say', () => {
	const boundary = boundaryOf(caseA().parcel, caseA().streets!);
	const left = buildableOf(boundary, { front_setback_m: 3, rear_setback_m: 4, side_setback_m: 0 });
	expect(areaOf(left!)).toBeCloseTo(20 * 13, 6);
	expect(buildableOf(boundary, { front_setback_m: 12, rear_setback_m: 9 })).toBeNull();
	expect(buildableOf(boundary, {})).toEqual(caseA().parcel);
	expect(largestRectangle(box(0, 0, 0.5, 0.5), [1, 0])).toBeNull();
	expect(largestRectangle(box(0, 0, 10, 10), [1, 0], 50)!.coordinates[0]![2]![1]).toBeCloseTo(5, 2);
});

describe('a building in the hand', () => {
	const house = cornersOf(box(2, 3, 16, 15));

	test('is held at its corner, else at its wall', () => {
		expect(gripAt(house, [2.2, 3.2], 0.5)).toEqual({ part: 'corner', index: 0 });
		expect(gripAt(house, [10, 2.7], 0.5)).toEqual({ part: 'wall', index: 0 });
		expect(gripAt(house, [10, 9], 0.5)).toBeNull();
	});

	test('a wall moves straight out, and its neighbours with it', () => {
		expect(moveWall(house, 0, 0.5)).toEqual([[2, 2.5], [18, 2.5], [18, 18], [2, 18]]); // prettier-ignore
		expect(
			moveWall([...house].reverse(), 2, 0.5)!
				.map(([, y]) => y)
				.sort()
		).toEqual([18, 18, 2.5, 2.5]);
		expect(moveWall(house, 0, -15.5)).toBeNull();
		const slanted: Point[] = [[0, 0], [10, 0], [12, 10], [0, 10]]; // prettier-ignore
		expect(moveWall(slanted, 2, 1)![2]).toEqual([12.2, 11]);
	});

	test('a wall moved there and back is where it was', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 4 }),
				fc.double({ min: -2, max: 6, noNaN: true }),
				(index, metres) => {
					const bent: Point[] = [[0, 0], [20, -1], [23, 14], [9, 18], [-2, 12]]; // prettier-ignore
					const out = moveWall(bent, index, metres);
					if (!out) return;
					const again = moveWall(out, index, -metres)!;
					again.forEach(([x, y], i) =>
						expect(Math.hypot(x - bent[i]![0], y - bent[i]![1])).toBeLessThan(1e-9)
					);
					expect(wallsOf(out)).toHaveLength(5);
				}
			),
			{ numRuns: 100 }
		);
	});

	test('does not fold over itself', () => {
		expect(moveCorner(house, 0, [30, 30])).toBeNull();
		expect(polygonOf(moveCorner(house, 0, [1, 2])!).coordinates[0]).toHaveLength(5);
	});
});

describe('a survey sheet', () => {
	const bounds: [number, number, number, number] = [29.5, 30.5, 30.2, 31.4];
	const alexandria = [511785.13, 943532.078] as const;

	test('is read in Red Belt and in WGS84 to the centimetre, in any figures, with numbers of points or without', () => {
		const sheet = `1\t511785.130\t943532.078
			2, 511805.13, 943532.08
			٣ ٥١١٨٠٥٫١٣ ٩٤٣٥٥٢٫٠٨
			511785.13 943552.08

			511785.13 943532.08`;
		const { corners, unreadable } = readSurvey(sheet, 22992, bounds);
		expect(unreadable).toEqual([]);
		expect(corners).toHaveLength(4);
		expect(corners[0]).toEqual([alexandria[0], alexandria[1]]);
		expect(corners[2]).toEqual([511805.13, 943552.08]);
		const [east = NaN, north = NaN] = readSurvey('31.2001, 29.9187', 4326, bounds).corners[0]!;
		expect(Math.hypot(east - alexandria[0], north - alexandria[1])).toBeLessThan(0.01);
	});

	test('names the lines it cannot place', () => {
		expect(readSurvey('511785 943532\nnorth corner\n31.2 29.9', 22992, bounds).unreadable).toEqual([2, 3]);
	});
});
