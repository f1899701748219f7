import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RED_BELT } from '../../../tests/builders/known-points.ts';
import {
	CRS_LIST,
	crsOf,
	datumOperation,
	EGYPT_EXTENT,
	fromLegal,
	project,
	proj4Definitions,
	SRIDS,
	toLegal,
	transform
} from './crs.ts';
import type { Position } from './crs.ts';

// The other systems, as PROJ 9.7 gives them.
const OTHERS: [number, Position, Position][] = [
	[3857, [32.69287939499732, 24.956699086612417], [3639354.6868, 2870427.0192]],
	[3857, [32.41629848839543, 31.66004648658449], [3608565.8411, 3718768.7043]],
	[3857, [32.98943004994161, 28.529296591938145], [3672366.5547, 3315871.3654]],
	[22991, [36.17901240139223, 23.745350381962652], [420036.0166, 407455.2168]],
	[22991, [33.24824207287666, 24.09107110062664], [121692.5464, 446361.3389]],
	[22991, [36.63893732747014, 29.322618433084628], [459041.8318, 1026013.1021]],
	[22993, [27.31747884872252, 28.41225831996289], [730951.6644, 24036.215]],
	[22993, [28.677878223721812, 29.06434058468991], [863245.1673, 97427.7882]],
	[22993, [27.799830783856954, 30.470123761766647], [776652.4719, 252366.3058]],
	[22994, [27.521665021167912, 24.875821343812078], [752556.4758, 632266.6585]],
	[22994, [26.26092184125954, 24.859147302056265], [625145.3012, 630521.8821]],
	[22994, [28.29378645097082, 26.05095104406632], [829323.2951, 762987.6066]],
	[32635, [27.154130639114477, 24.422768534404582], [515625.1665, 2701042.8838]],
	[32635, [25.58133405520643, 22.909005260937384], [354505.244, 2534147.9996]],
	[32635, [29.41144770635825, 23.205908740174912], [746802.9897, 2568361.4243]],
	[32636, [34.9371914886577, 26.859861018583114], [692458.3475, 2972384.0659]],
	[32636, [32.994087697469666, 24.649485613195917], [499401.7098, 2726136.7122]],
	[32636, [31.544361592058262, 32.69512675311189], [363548.4286, 3618425.9016]]
];

describe('the registry', () => {
	it('holds every system once, named in both languages', () => {
		expect(CRS_LIST.map((crs) => crs.srid).sort()).toEqual([...SRIDS].sort());
		for (const crs of CRS_LIST) {
			expect(crs.title.ar && crs.title.en && crs.short.ar && crs.short.en).toBeTruthy();
			expect(crs.area[0] < crs.area[2] && crs.area[1] < crs.area[3]).toBe(true);
		}
		expect(proj4Definitions()).toContainEqual(['EPSG:22992', crsOf(22992).proj4]);
	});

	it('refuses a system it does not know', () => {
		expect(() => crsOf(2154)).toThrow(expect.objectContaining({ code: 'crs_unknown' }));
	});

	it('names the datum operation only between the two datums', () => {
		expect(datumOperation(4326, 22992)).toMatchObject({ code: 'EPSG:7697', accuracy: 1.2 });
		expect(datumOperation(4326, 32636)).toBeNull();
		expect(datumOperation(22992, 22993)).toBeNull();
	});
});

describe('transform', () => {
	it.each(RED_BELT)('places %s in the Red Belt to 1 cm, both ways', (_name, wgs84, belt) => {
		expect(metres(toLegal(4326, wgs84), belt)).toBeLessThan(0.01);
		expect(metres(toLegal(4326, fromLegal(4326, belt)), belt)).toBeLessThan(0.01);
		expect(degreesAsMetres(fromLegal(4326, belt), wgs84)).toBeLessThan(0.01);
	});

	it.each(OTHERS)('agrees with PROJ in EPSG:%i to 5 mm', (srid, wgs84, expected) => {
		const crs = crsOf(srid);
		expect(metres(transform(4326, crs.srid, wgs84), expected)).toBeLessThan(0.005);
		expect(degreesAsMetres(transform(crs.srid, 4326, expected), wgs84)).toBeLessThan(0.005);
	});

	it('comes back to the same place from every system, 1,000 random points in Egypt', () => {
		const [west, south, east, north] = EGYPT_EXTENT;
		const point = fc.tuple(
			fc.double({ min: west, max: east, noNaN: true }),
			fc.double({ min: south, max: north, noNaN: true })
		);
		fc.assert(
			fc.property(point, fc.constantFrom(...SRIDS), (wgs84, srid) => {
				const there = transform(4326, srid, wgs84);
				expect(degreesAsMetres(transform(srid, 4326, there), wgs84)).toBeLessThan(0.005);
				expect(metres(toLegal(srid, there), toLegal(4326, wgs84))).toBeLessThan(0.005);
			}),
			{ numRuns: 1000 }
		);
	});

	it('says so when a position cannot be placed', () => {
		expect(project(4326, 22992, [Number.NaN, 30])).toBeNull();
		expect(project(4326, 3857, [30, 90.5])).toBeNull();
		expect(() => transform(4326, 22992, [Infinity, 30])).toThrow(
			expect.objectContaining({ code: 'geometry_not_finite' })
		);
	});
});

function metres(a: Position, b: Position): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function degreesAsMetres(a: Position, b: Position): number {
	return Math.hypot((a[0] - b[0]) * 111_320 * Math.cos((b[1] * Math.PI) / 180), (a[1] - b[1]) * 110_950);
}
