import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';
import { encodeLayer, type TileFeature } from './encode.ts';
import { wkbIn } from './wkb.fixture.ts';

const address = { z: 16, x: 38192, y: 26762 };
const shape = wkbIn(address);

function decode(features: Iterable<TileFeature>) {
	const bytes = encodeLayer({ name: 'مبانٍ', address, features });
	if (bytes.length === 0) return [];
	const layer = new VectorTile(new PbfReader(bytes)).layers['مبانٍ']!;
	return Array.from({ length: layer.length }, (_, i) => {
		const feature = layer.feature(i);
		const rings = feature.loadGeometry().map((part) => part.map(({ x, y }) => [x, y]));
		return { id: feature.id, type: feature.type, properties: { ...feature.properties }, parts: rings };
	});
}
const only = (wkb: Buffer) => decode([{ id: 1, wkb, attributes: {} }]);
const square = (x: number, y: number, side: number): [number, number][] => [
	[x, y],
	[x + side, y],
	[x + side, y + side],
	[x, y + side]
];

describe('what a tile carries', () => {
	test('ids, names and values of every kind come back as they were', () => {
		const attributes = {
			name: 'شارع 45 (ب)',
			count: 7,
			far: 5_000_000_000,
			below: -3,
			metres: 12.25,
			open: true,
			closed: false,
			big: 1n << 40n,
			long: 'ط'.repeat(300),
			huge: 10n ** 30n
		};
		const [feature] = decode([{ id: '9007199254740000', wkb: shape.point([10, 20]), attributes }]);
		expect(feature).toEqual({
			id: 9007199254740000,
			type: 1,
			parts: [[[10, 20]]],
			properties: { ...attributes, big: 2 ** 40, huge: '1' + '0'.repeat(30) }
		});
	});

	test('what has no value is left out', () => {
		const attributes = { a: null, b: undefined, c: '', d: NaN, e: 0 };
		expect(decode([{ wkb: shape.point([1, 1]), attributes }])[0]!.properties).toEqual({ e: 0 });
	});

	test('equal values are written once, and text is not mixed up with numbers', () => {
		const rows = [1, '1', true, 1, '1'].map((v, i) => ({
			id: i + 1,
			wkb: shape.point([i, 0]),
			attributes: { v }
		}));
		expect(decode(rows).map((f) => f.properties.v)).toEqual([1, '1', true, 1, '1']);
		const layer = new VectorTile(new PbfReader(encodeLayer({ name: 'x', address, features: rows }))).layers
			.x!;
		expect((layer as unknown as { _values: unknown[] })._values).toHaveLength(3);
	});

	test('a feature may have more than a byte of tags', () => {
		const attributes = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i]));
		expect(decode([{ id: 1, wkb: shape.point([1, 1]), attributes }])[0]!.properties).toEqual(attributes);
	});

	test('an id that is no positive whole number is left out', () => {
		const ids = ['EX-1', -4, 1.5, null, undefined, 0, 1n << 64n];
		const found = decode(ids.map((id) => ({ id, wkb: shape.point([1, 1]), attributes: {} })));
		expect(found.map((f) => f.id)).toEqual(ids.map(() => undefined));
	});

	test('nothing in the tile is no tile', () => {
		expect(encodeLayer({ name: 'x', address, features: [] })).toHaveLength(0);
		expect(only(shape.point([9000, 1]))).toEqual([]);
	});
});

describe('points', () => {
	test('are kept up to the edge of the margin', () => {
		const at = [
			[0, 0],
			[-63.9, 10],
			[-64.6, 10],
			[4159.9, 4159.9],
			[4161, 0]
		] as [number, number][];
		expect(only(shape.points(at))[0]!.parts).toEqual([[[0, 0]], [[-64, 10]], [[4160, 4160]]]);
	});
	test('empty and not-a-number points vanish', () => {
		expect(only(shape.point([NaN, NaN]))).toEqual([]);
		expect(only(shape.points([]))).toEqual([]);
	});
});

describe('lines', () => {
	test('are cut at the margin into the pieces that are inside', () => {
		const zigzag = shape.line([
			[-1000, 100],
			[5000, 100],
			[5000, 200],
			[-1000, 200]
		]);
		expect(only(zigzag)[0]!.parts).toEqual([
			[
				[-64, 100],
				[4160, 100]
			],
			[
				[4160, 200],
				[-64, 200]
			]
		]);
	});
	test('keep one piece while they stay inside', () => {
		const wkb = shape.line([
			[5, 5],
			[100, 5],
			[100, 9000]
		]);
		expect(only(wkb)[0]!.parts).toEqual([
			[
				[5, 5],
				[100, 5],
				[100, 4160]
			]
		]);
	});
	test('lose repeated vertices, and vanish when one is left', () => {
		const wkb = shape.line([
			[5, 5],
			[5.2, 5.1],
			[7, 7]
		]);
		expect(only(wkb)[0]!.parts).toEqual([
			[
				[5, 5],
				[7, 7]
			]
		]);
		expect(
			only(
				shape.line([
					[5, 5],
					[5.1, 5.1]
				])
			)
		).toEqual([]);
	});
	test('a vertex that is not a number is skipped', () => {
		const wkb = shape.line([
			[5, 5],
			[NaN, 6],
			[Infinity, 7],
			[9, 9]
		]);
		expect(only(wkb)[0]!.parts).toEqual([
			[
				[5, 5],
				[9, 9]
			]
		]);
	});
});

describe('polygons', () => {
	test('are wound by the specification whichever way they came', () => {
		const outer = square(100, 100, 400);
		const hole = square(200, 200, 50);
		for (const rings of [
			[outer, hole],
			[[...outer].reverse(), [...hole].reverse()],
			[outer, [...hole].reverse()]
		]) {
			const [feature] = only(shape.polygon(rings));
			expect(feature!.parts.map((ring) => Math.sign(area(ring)))).toEqual([1, -1]);
		}
	});
	test('larger than the tile become the margin’s square', () => {
		const [feature] = only(shape.polygon([square(-9000, -9000, 30000)]));
		expect(Math.abs(area(feature!.parts[0]!))).toBe(4224 ** 2);
	});
	test('vanish when the tile lies in their hole', () => {
		expect(only(shape.polygon([square(-9000, -9000, 30000), square(-500, -500, 6000)]))).toEqual([]);
	});
	test('that collapse vanish, with their holes; a collapsed hole leaves its polygon', () => {
		expect(only(shape.polygon([square(10, 10, 0.3)]))).toEqual([]);
		expect(only(shape.polygon([square(10, 10, 0.3), square(10, 10, 0.1)]))).toEqual([]);
		expect(only(shape.polygon([square(10, 10, 20), square(12, 12, 0.2)]))[0]!.parts).toHaveLength(1);
		const needle = [
			[10, 10],
			[50, 50],
			[30, 30]
		] as [number, number][];
		expect(only(shape.polygon([needle]))).toEqual([]);
	});
	test('empty ones vanish, the others of the same multipolygon stay', () => {
		expect(only(shape.polygon([]))).toEqual([]);
		expect(only(shape.polygon([[]]))).toEqual([]);
		expect(only(shape.polygons([[], [square(1, 1, 9)], [square(9000, 0, 9)]]))[0]!.parts).toHaveLength(1);
	});
	test('a comb is cut to its teeth’s area', () => {
		const teeth = Array.from({ length: 10 }, (_, i) => [
			[-500, i * 100],
			[1000, i * 100 + 10],
			[-500, i * 100 + 20]
		]).flat() as [number, number][];
		const comb = [...teeth, [-900, 1000], [-900, 0]] as [number, number][];
		const inside = only(shape.polygon([comb]))[0]!.parts.reduce((sum, ring) => sum + area(ring), 0);
		// Each tooth is a triangle that narrows from 20 units at x=-500 to nothing at 1000.
		const tooth = (20 * ((1000 + 64) / 1500) * (1000 + 64)) / 2;
		expect(Math.abs(inside - 10 * tooth)).toBeLessThan(10 * 1064 * 0.6);
	});
});

test('a mixed collection keeps all its shapes under one id', () => {
	const inner = shape.collection([shape.point([1, 2])]);
	const wkb = shape.collection([inner, shape.polygon([square(5, 5, 9)]), shape.lines([square(1, 1, 3)])]);
	expect(decode([{ id: 8, wkb, attributes: { a: 1 } }]).map((f) => [f.id, f.type, f.properties.a])).toEqual([
		[8, 1, 1],
		[8, 2, 1],
		[8, 3, 1]
	]);
});

test('bytes that are no geometry are refused', () => {
	const good = shape.line([
		[1, 1],
		[2, 2]
	]);
	expect(() => only(good.subarray(0, 20))).toThrow(RangeError);
	expect(() => only(Buffer.from('00000000014000000000000000', 'hex'))).toThrow(/little-endian/);
	const curve = Buffer.from(good);
	curve.writeUInt32LE(8, 1);
	expect(() => only(curve)).toThrow(/type 8/);
	const boast = Buffer.from(good);
	boast.writeUInt32LE(0xfffffff, 5);
	expect(() => only(boast)).toThrow(/too early/);
});

test('heights and measures are skipped', () => {
	const wkb = Buffer.alloc(5 + 24);
	shape.point([3, 4]).copy(wkb);
	wkb.writeUInt32LE(1001, 1);
	wkb.writeDoubleLE(77, 21);
	expect(only(wkb)[0]!.parts).toEqual([[[3, 4]]]);
});

/** Twice the area is positive when clockwise on the screen (y down). */
function area(ring: number[][]): number {
	let sum = 0;
	for (let i = 0; i < ring.length; i++) {
		const [x0, y0] = ring[i]!;
		const [x1, y1] = ring[(i + 1) % ring.length]!;
		sum += x0! * y1! - x1! * y0!;
	}
	return sum / 2;
}
