import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import { encodeLayer } from './encode.ts';
import { wkbIn, type Position } from './wkb.fixture.ts';

const address = { z: 15, x: 19096, y: 13381 };
const shape = wkbIn(address);
const LO = -64;
const HI = 4160;

/** Coordinates well outside, on the margin's edge and inside, whole and fractional, now and then broken. */
const number = fc.oneof(
	{ weight: 6, arbitrary: fc.double({ min: -3000, max: 7000, noNaN: true }) },
	{ weight: 3, arbitrary: fc.integer({ min: -70, max: 4170 }) },
	{ weight: 1, arbitrary: fc.constantFrom(LO, HI, 0, 4096, 0.5, 1e9, -1e9) }
);
const broken = fc.oneof({ weight: 20, arbitrary: number }, { weight: 1, arbitrary: fc.constant(NaN) });
const positions = (n: fc.Arbitrary<number>, minLength = 0) =>
	fc.array(fc.tuple(n, n), { minLength, maxLength: 40 });

/** A simple ring, concave as a rule: vertices at growing angles around a centre. */
const star = fc
	.record({
		x: fc.integer({ min: -500, max: 4500 }),
		y: fc.integer({ min: -500, max: 4500 }),
		radii: fc.array(fc.integer({ min: 40, max: 5000 }), { minLength: 4, maxLength: 24 })
	})
	.map(({ x, y, radii }) =>
		radii.map((r, i): Position => {
			const angle = (2 * Math.PI * i) / radii.length;
			return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
		})
	);
const spots = fc.array(fc.tuple(fc.integer({ min: 0, max: 4096 }), fc.integer({ min: 0, max: 4096 })), {
	minLength: 20,
	maxLength: 40
});

test('whatever comes in, what goes out is a tile by the specification', () => {
	const any = fc.oneof(
		positions(broken).map((ps) => shape.points(ps)),
		fc.array(positions(broken), { maxLength: 4 }).map((ls) => shape.lines(ls)),
		fc.array(fc.array(positions(broken), { maxLength: 3 }), { maxLength: 3 }).map((ps) => shape.polygons(ps))
	);
	fc.assert(
		fc.property(fc.array(any, { maxLength: 4 }), (parts) => {
			for (const { type, rings } of decode(shape.collection(parts))) {
				expect(rings.flat().every(([x, y]) => x >= LO && x <= HI && y >= LO && y <= HI)).toBe(true);
				if (type === 1) continue;
				for (const ring of rings) {
					expect(ring.some((p, i) => i > 0 && same(p, ring[i - 1]!))).toBe(false);
					if (type === 2) expect(ring.length).toBeGreaterThanOrEqual(2);
					else {
						expect(same(ring[0]!, ring.at(-1)!)).toBe(true);
						expect(area(ring)).not.toBe(0);
					}
				}
				if (type === 3) expect(area(rings[0]!)).toBeGreaterThan(0);
			}
		}),
		{ numRuns: 2000 }
	);
});

test('a clipped polygon covers the same places as the polygon it came from', () => {
	fc.assert(
		fc.property(star, fc.option(star), spots, (outer, inner, places) => {
			const hole = inner && liesWithin(inner, outer) ? [inner] : [];
			const rings = decode(shape.polygon([outer, ...hole])).flatMap((f) => f.rings);
			for (const place of places) {
				if ([outer, ...hole].some((ring) => distanceTo(closed(ring), place) < 2)) continue;
				expect(covers(rings, place)).toBe(covers([outer, ...hole], place));
			}
		}),
		{ numRuns: 1000 }
	);
});

test('a clipped line runs where the line ran, everywhere inside the tile', () => {
	fc.assert(
		fc.property(positions(number, 2), (line) => {
			const pieces = decode(shape.line(line)).flatMap((f) => f.rings);
			for (const piece of pieces) for (const p of piece) expect(distanceTo(line, p)).toBeLessThan(1);
			for (let i = 1; i < line.length; i++)
				for (let t = 0; t <= 1; t += 0.1) {
					const p: Position = [mix(line[i - 1]![0], line[i]![0], t), mix(line[i - 1]![1], line[i]![1], t)];
					const inside = p.every((v) => v > LO + 2 && v < HI - 2);
					// A whole line shorter than a unit is meant to vanish.
					if (inside && pieces.length > 0)
						expect(Math.min(...pieces.map((piece) => distanceTo(piece, p)))).toBeLessThan(2.2);
				}
		}),
		{ numRuns: 1000 }
	);
});

test('the number of features of dense data is the number that was given', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.nat(4000), fc.nat(4000)), { minLength: 1, maxLength: 300 }),
			(corners) => {
				const features = corners.map(([x, y], i) => ({
					id: i + 1,
					wkb: shape.polygon([
						[
							[x, y],
							[x + 20, y],
							[x + 20, y + 9],
							[x, y + 9]
						]
					]),
					attributes: { kind: `k${i % 7}`, n: i }
				}));
				const layer = new VectorTile(new PbfReader(encodeLayer({ name: 'b', address, features }))).layers.b!;
				expect(layer.length).toBe(corners.length);
				const last = layer.feature(layer.length - 1);
				expect(last.properties).toEqual(features.at(-1)!.attributes);
			}
		),
		{ numRuns: 50 }
	);
});

function decode(wkb: Buffer) {
	const bytes = encodeLayer({ name: 'x', address, features: [{ id: 1, wkb, attributes: {} }] });
	if (bytes.length === 0) return [];
	const layer = new VectorTile(new PbfReader(bytes)).layers.x!;
	return Array.from({ length: layer.length }, (_, i) => {
		const feature = layer.feature(i);
		return {
			type: feature.type,
			rings: feature.loadGeometry().map((r) => r.map(({ x, y }): Position => [x, y]))
		};
	});
}

const same = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1];
const mix = (a: number, b: number, t: number) => a + (b - a) * t;
const closed = (ring: readonly Position[]) => [...ring, ring[0]!];

function area(ring: readonly Position[]): number {
	return ring.reduce((sum, [x0, y0], i) => {
		const [x1, y1] = ring[(i + 1) % ring.length]!;
		return sum + x0 * y1 - x1 * y0;
	}, 0);
}

/** Even-odd over all rings. */
function covers(rings: readonly (readonly Position[])[], [px, py]: Position): boolean {
	let inside = false;
	for (const ring of rings)
		for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
			const [xi, yi] = ring[i]!;
			const [xj, yj] = ring[j]!;
			if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) inside = !inside;
		}
	return inside;
}

/** A hole: its corners are inside, and none of its sides leaves through one of the other's. */
function liesWithin(inner: readonly Position[], outer: readonly Position[]): boolean {
	const side = ([ax, ay]: Position, [bx, by]: Position, [px, py]: Position) =>
		Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
	const [sides, walls] = [closed(inner), closed(outer)];
	return (
		inner.every((p) => covers([outer], p)) &&
		!sides
			.slice(1)
			.some((b, i) =>
				walls
					.slice(1)
					.some(
						(d, j) =>
							side(sides[i]!, b, walls[j]!) !== side(sides[i]!, b, d) &&
							side(walls[j]!, d, sides[i]!) !== side(walls[j]!, d, b)
					)
			)
	);
}

function distanceTo(line: readonly Position[], [px, py]: Position): number {
	let best = Infinity;
	for (let i = 1; i < line.length; i++) {
		const [x0, y0] = line[i - 1]!;
		const [x1, y1] = line[i]!;
		const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
		const t =
			length === 0 ? 0 : Math.min(1, Math.max(0, ((px - x0) * (x1 - x0) + (py - y0) * (y1 - y0)) / length));
		best = Math.min(best, Math.hypot(px - mix(x0, x1, t), py - mix(y0, y1, t)));
	}
	return best;
}
