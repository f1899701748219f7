import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transform } from './crs.ts';
import type { Bbox, Srid } from './crs.ts';
import { assertPosition, diagnosePosition } from './geometry.ts';

const ALEXANDRIA: Bbox = [29.357, 30.263, 30.087, 31.33];
const CAIRO: Bbox = [31.2, 29.7, 31.95, 30.25];
const ASWAN: Bbox = [31.2, 22, 35.6, 25.25];
const DECLARABLE: Srid[] = [4326, 3857, 22992, 32635, 32636];

describe('where imported data lie', () => {
	it.each([
		['as declared', 4326, [29.9, 31.1, 29.95, 31.2], { verdict: 'ok' }],
		[
			'latitude first',
			4326,
			[31.1, 29.9, 31.2, 29.95],
			{ verdict: 'swapped_axes', code: 'geometry_swapped_axes' }
		],
		[
			'Red Belt metres declared as degrees',
			4326,
			[511785, 943532, 512785, 944532],
			{ verdict: 'wrong_crs', code: 'geometry_wrong_crs', srid: 22992, swapped: false }
		],
		[
			'degrees declared as Red Belt',
			22992,
			[29.9, 31.1, 29.95, 31.2],
			{ verdict: 'wrong_crs', code: 'geometry_wrong_crs', srid: 4326, swapped: false }
		],
		[
			'northing before easting, and in another system',
			4326,
			[943532, 511785, 944532, 512785],
			{ verdict: 'wrong_crs', code: 'geometry_wrong_crs', srid: 22992, swapped: true }
		],
		[
			'UTM of the next zone',
			32636,
			[776000, 3450000, 777000, 3451000],
			{ verdict: 'wrong_crs', code: 'geometry_wrong_crs', srid: 32635, swapped: false }
		],
		[
			'Monaco',
			4326,
			[7.409, 43.723, 7.439, 43.752],
			{ verdict: 'outside', code: 'geometry_outside_governorate' }
		],
		[
			'the local metres of a drawing',
			22992,
			[0, 0, 40, 30],
			{ verdict: 'outside', code: 'geometry_outside_governorate' }
		],
		['a road that leaves the governorate', 4326, [29.9, 30.3, 31.3, 31], { verdict: 'ok' }],
		['nothing finite', 4326, [NaN, 0, 1, 1], { verdict: 'outside', code: 'geometry_outside_governorate' }]
	] as [string, Srid, Bbox, unknown][])('%s', (_name, declared, bbox, diagnosis) => {
		expect(diagnosePosition(bbox, { governorate: ALEXANDRIA }, declared)).toEqual(diagnosis);
	});

	it('takes a place in Egypt for another governorate’s, unless turned round it lies in the governorate itself', () => {
		// Wider than Alexandria, as for streets that run over its border.
		const ground = { governorate: [29, 30, 31, 31.6] as Bbox, own: [29.4, 30.8, 30, 31.2] as Bbox };
		const downtownCairo: Bbox = [31.24, 30.04, 31.25, 30.05];
		expect(diagnosePosition(downtownCairo, ground, 4326).verdict).toBe('outside');
		expect(diagnosePosition([31.1, 29.9, 31.15, 29.95], ground, 4326).verdict).toBe('swapped_axes');
	});

	it('tells the person what was declared, what is likely and where to look', () => {
		expect(() => assertPosition([511785, 943532, 512785, 944532], { governorate: ALEXANDRIA }, 4326)).toThrow(
			expect.objectContaining({
				code: 'geometry_wrong_crs',
				params: { declared: 'EPSG:4326', likely: 'EPSG:22992' },
				at: undefined
			})
		);
		expect(() => assertPosition([7.4, 43.7, 7.5, 43.8], { governorate: ALEXANDRIA }, 4326)).toThrow(
			expect.objectContaining({ code: 'geometry_outside_governorate', at: [7.45, 43.75] })
		);
		expect(assertPosition([29.9, 31.1, 29.95, 31.2], { governorate: ALEXANDRIA }, 4326)).toBeUndefined();
	});

	it('recognises data of any system under any declaration, in three governorates', () => {
		const ground = fc.constantFrom(ALEXANDRIA, CAIRO, ASWAN);
		const part = fc.tuple(
			fc.double({ min: 0.1, max: 0.9, noNaN: true }),
			fc.double({ min: 0.1, max: 0.9, noNaN: true })
		);
		const systems = fc.tuple(fc.constantFrom(...DECLARABLE), fc.constantFrom(...DECLARABLE));
		fc.assert(
			fc.property(ground, part, systems, fc.boolean(), (governorate, [u, v], [truth, declared], turned) => {
				// In web Mercator x and y are nearly the same number around Cairo: nobody can tell them apart there.
				fc.pre(!(truth === 3857 && turned && governorate === CAIRO));
				const [west, south, east, north] = governorate;
				const at: [number, number] = [west + u * (east - west), south + v * (north - south)];
				const [x, y] = transform(4326, truth, at);
				const size = truth === 4326 ? 0.001 : 100;
				const bbox: Bbox = turned ? [y, x, y + size, x + size] : [x, y, x + size, y + size];
				const diagnosis = diagnosePosition(bbox, { governorate }, declared);
				if (truth !== declared) {
					expect(diagnosis).toMatchObject({ verdict: 'wrong_crs', srid: truth, swapped: turned });
				} else expect(diagnosis.verdict).toBe(turned ? 'swapped_axes' : 'ok');
			})
		);
	});
});
