import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../types.ts';
import { cleanGeometry } from './clean.ts';
import { readWkb } from './wkb-read.ts';
import { writeWkb } from './wkb-write.ts';
import { readWkt } from './wkt-read.ts';
import { writeWkt } from './wkt-write.ts';

const ordinate = fc.double({ min: -1e7, max: 1e7, noNaN: true }).map((v) => v || 0);
const position: fc.Arbitrary<Position> = fc.tuple(ordinate, ordinate);
const line = fc.array(position, { minLength: 2, maxLength: 5 });
const ring = fc
	.array(position, { minLength: 3, maxLength: 5 })
	.map((points) => [...points, points[0] as Position]);
const rings = fc.array(ring, { minLength: 1, maxLength: 3 });
const several = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 3 });
const of = <T>(type: string, coordinates: fc.Arbitrary<T>): fc.Arbitrary<Geometry> =>
	coordinates.map((c) => ({ type, coordinates: c }) as unknown as Geometry);
const simple = fc.oneof(
	of('Point', position),
	of('LineString', line),
	of('Polygon', rings),
	of('MultiPoint', several(position)),
	of('MultiLineString', several(line)),
	of('MultiPolygon', several(rings))
);
const geometry = fc.oneof(
	simple,
	several(simple).map((geometries): Geometry => ({ type: 'GeometryCollection', geometries }))
);

describe('any geometry', () => {
	it('survives well-known binary', () => {
		fc.assert(
			fc.property(geometry, (g) => {
				const { wkb, box } = writeWkb(g);
				expect(readWkb(wkb, LIMITS)).toEqual({ geometry: g });
				expect(box[0]).toBeLessThanOrEqual(box[2]);
			})
		);
	});

	it('survives well-known text', () => {
		fc.assert(
			fc.property(geometry, (g) => void expect(readWkt(writeWkt(g), LIMITS)).toEqual({ geometry: g }))
		);
	});

	it('is left alone by cleaning', () => {
		fc.assert(fc.property(geometry, (g) => void expect(cleanGeometry(g, LIMITS)).toEqual({ geometry: g })));
	});

	it('never makes the binary reader throw, whatever bytes are changed', () => {
		fc.assert(
			fc.property(geometry, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (g, changes) => {
				const { wkb } = writeWkb(g);
				for (const [at, byte] of changes) wkb[at % wkb.length] = byte;
				const read = readWkb(wkb, LIMITS);
				expect(read.problem === undefined || /^geometry_/.test(read.problem.code)).toBe(true);
			})
		);
	});
});

describe('well-known text as others write it', () => {
	it.each([
		['point z(1 2 3)', { type: 'Point', coordinates: [1, 2] }],
		['POINTZM (1 2 3 4)', { type: 'Point', coordinates: [1, 2] }],
		[
			'MULTIPOINT (1 2, 3 4)',
			{
				type: 'MultiPoint',
				coordinates: [
					[1, 2],
					[3, 4]
				]
			}
		],
		['POLYGON EMPTY', null],
		[
			' SRID=22992 ; LINESTRING(-1.5e2 .5,+3 4.) ',
			{
				type: 'LineString',
				coordinates: [
					[-150, 0.5],
					[3, 4]
				]
			}
		]
	])('%s', (text, wanted) => {
		expect(readWkt(text, LIMITS).geometry).toEqual(wanted);
	});

	it.each([
		'POINT',
		'POINT(1)',
		'POINT(1 2',
		'POINT(1 2))',
		'POINT(1 2) POINT(3 4)',
		'CIRCLE(1 2)',
		'POINT(1 2 3 4 5)',
		''
	])('refuses %j', (text) => {
		expect(readWkt(text, LIMITS).problem?.code).toBe('geometry_invalid');
	});
});
