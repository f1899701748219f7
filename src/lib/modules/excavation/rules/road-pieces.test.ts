import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, locate, type Line } from './road-line.ts';
import { roadPieces } from './road-pieces.ts';

const line = (...coordinates: [number, number][]): GeoJSON.LineString => ({
	type: 'LineString',
	coordinates
});
/** A street along the x axis in pieces of 90 metres, each drawn the way the list says. */
const street = (forth: boolean[]): Line[] =>
	forth.map((f, i) => {
		const ends: [number, number][] = [
			[i * 90, 0],
			[i * 90 + 90, 0]
		];
		return f ? ends : ends.reverse();
	});

describe('the road that a work occupies', () => {
	it('is the piece of centre line beside the trench, over segments drawn either way', () => {
		const [piece] = roadPieces(line([40, 6], [240, 6]), [{ road: 'a', lines: street([true, false, true]) }]);
		expect(piece!.line[0]).toEqual([240, 0]);
		expect(piece!.line.at(-1)).toEqual([40, 0]);
		expect(lengthOf(piece!.line)).toBeCloseTo(200, 6);
	});

	it('is found beside the carriageway of a wide road, as far as it reaches', () => {
		const wide = { road: 'ring', lines: street([true, true]), reach_m: 20 };
		const [piece] = roadPieces(line([40, 16], [140, 16]), [wide]);
		expect(lengthOf(piece!.line)).toBeCloseTo(100, 6);
		expect(roadPieces(line([40, 21], [140, 21]), [wide])).toEqual([]);
	});

	it('is a few metres where a trench only crosses it', () => {
		const [piece] = roadPieces(line([100, -200], [100, 200]), [{ road: 'a', lines: street([true, true]) }]);
		expect(lengthOf(piece!.line)).toBeCloseTo(10, 6);
		expect(piece!.line.map(([x]) => x).sort()).toEqual([105, 95].map(Number).sort());
	});

	it('is each road it runs along, not the lanes it passes', () => {
		const along = { road: 'main', lines: street([true, true, true]) };
		const lane = {
			road: 'lane',
			lines: [
				[
					[90, 0],
					[90, 300]
				] as Line
			]
		};
		const turned = {
			road: 'side',
			lines: [
				[
					[270, 0],
					[270, 400]
				] as Line
			]
		};
		const found = roadPieces(line([0, 3], [267, 3], [267, 150]), [along, lane, turned]);
		expect(found.map((p) => p.road)).toEqual(['main', 'side']);
	});

	it('is not the side street whose mouth a surface passes on both its sides', () => {
		const main = { road: 'main', lines: street([true, true, true]) };
		const mouth: Line = [
			[135, 0],
			[135, 200]
		];
		const strip: GeoJSON.Polygon = {
			type: 'Polygon',
			coordinates: [
				[
					[20, -4],
					[250, -4],
					[250, 4],
					[20, 4],
					[20, -4]
				]
			]
		};
		expect(roadPieces(strip, [main, { road: 'side', lines: [mouth] }]).map((p) => p.road)).toEqual(['main']);
	});

	it('is nothing where there is no road', () => {
		expect(roadPieces(line([0, 50], [80, 50]), [{ road: 'a', lines: street([true]) }])).toEqual([]);
		expect(
			roadPieces({ type: 'Point', coordinates: [10, 4] }, [{ road: 'a', lines: street([true]) }])
		).toHaveLength(1);
	});

	it('spans what a surface covers of the road', () => {
		const square: GeoJSON.Polygon = {
			type: 'Polygon',
			coordinates: [
				[
					[20, -40],
					[100, -40],
					[100, 40],
					[20, 40],
					[20, -40]
				]
			]
		};
		const [piece] = roadPieces(square, [{ road: 'a', lines: street([true, true]) }]);
		expect(lengthOf(piece!.line)).toBeCloseTo(80, 0);
	});

	it('always lies on the road, has two different points and reaches no further than the work does', () => {
		const metres = fc.double({ min: -60, max: 330, noNaN: true });
		fc.assert(
			fc.property(
				fc.array(fc.tuple(metres, fc.double({ min: -40, max: 40, noNaN: true })), {
					minLength: 2,
					maxLength: 6
				}),
				fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
				(points, forth) => {
					const lines = street(forth);
					for (const { line: found } of roadPieces(line(...points), [{ road: 'a', lines }])) {
						expect(lengthOf(found)).toBeGreaterThan(9.9);
						for (const p of found)
							expect(Math.min(...lines.map((l) => locate(p, l).distance))).toBeLessThan(1e-6);
						const xs = points.map(([x]) => x);
						for (const [x] of found) {
							expect(x).toBeGreaterThan(Math.min(...xs) - 20.1);
							expect(x).toBeLessThan(Math.max(...xs) + 20.1);
						}
					}
				}
			)
		);
	});
});
