import RenderFeature from 'ol/render/Feature.js';
import { describe, expect, it } from 'vitest';
import { getLayer } from '#lib/modules/layers/rules/index.ts';
import type { MapLayer } from '../types.ts';
import { tileCandidates, wrapped } from './tile-candidates.ts';

const layer = (id: string): MapLayer => ({ ...getLayer(id), extent: null });
const measure = (text: string) => text.length * 6;
const options = { zoom: 16, resolution: 1, locale: 'ar' as const, measure };
const street = (coordinates: number[], properties: Record<string, unknown>, id = 1) =>
	new RenderFeature('LineString', coordinates, [coordinates.length], 2, properties, id);
const name = 'شارع الجواهر';

describe('names of streets', () => {
	it('stand straight on the straightest run, over the joints of the pieces', () => {
		const pieces = [
			street([0, 0, 60, 0], { name_ar: name, kind: 'residential' }),
			street([60, 0, 130, 0], { name_ar: name, kind: 'residential' }, 2),
			street([130, 0, 140, 60], { name_ar: name, kind: 'residential' }, 3)
		];
		const found = tileCandidates(pieces, { ...options, layer: layer('streets') });
		expect(found).toHaveLength(1);
		expect(found[0]).toMatchObject({ key: name, y: 0, look: 'street' });
		expect(found[0]!.angle).toBeCloseTo(0, 6);
		expect(found[0]!.x).toBeGreaterThan(40);
	});

	it('are isolated, so that figures and Latin words keep their place', () => {
		const [found] = tileCandidates([street([0, 0, 200, 0], { name_ar: 'شارع 45 (ب)', kind: 'primary' })], {
			...options,
			layer: layer('streets')
		});
		expect(found?.text).toBe('\u2067شارع 45 (ب)\u2069');
		expect(found?.look).toBe('street-main');
	});

	it('are left out where the street is shorter than its name, or bends away', () => {
		const short = street([0, 0, 40, 0], { name_ar: name, kind: 'residential' });
		const zigzag = street([0, 0, 30, 30, 60, 0, 90, 30, 120, 0], { name_ar: name, kind: 'residential' });
		for (const feature of [short, zigzag])
			expect(tileCandidates([feature], { ...options, layer: layer('streets') })).toEqual([]);
	});

	it('are left out for what is not drawn and below the zoom of names', () => {
		const path = street([0, 0, 300, 0], { name_ar: name, kind: 'footway' });
		expect(tileCandidates([path], { ...options, zoom: 14.5, layer: layer('streets') })).toEqual([]);
		const main = street([0, 0, 300, 0], { name_ar: name, kind: 'primary' });
		expect(tileCandidates([main], { ...options, zoom: 13.5, layer: layer('streets') })).toEqual([]);
		expect(tileCandidates([main], { ...options, zoom: 14, layer: layer('streets') })).toHaveLength(1);
	});

	it('fall back to the other language rather than to nothing', () => {
		const found = tileCandidates([street([0, 0, 300, 0], { name_ar: name, kind: 'primary' })], {
			...options,
			locale: 'en',
			layer: layer('streets')
		});
		expect(found[0]?.key).toBe(name);
	});
});

describe('names of points and areas', () => {
	it('stand below their symbol, which stays free', () => {
		const school = new RenderFeature('Point', [10, 20], [], 2, { name_ar: 'مدرسة' }, 7);
		const [found] = tileCandidates([school], { ...options, layer: layer('schools') });
		expect(found).toMatchObject({ key: 'schools:7', x: 10, y: 20, mark: 8, angle: null });
		expect(found!.down).toBeGreaterThan(8);
	});

	it('stand inside an area that has room for them, and not in a whole governorate seen from inside', () => {
		const ring = [0, 0, 0, 300, 300, 300, 300, 0, 0, 0];
		const area = new RenderFeature('Polygon', ring, [ring.length], 2, { name_ar: 'سيدي جابر' }, 3);
		const districts = layer('districts');
		expect(tileCandidates([area], { ...options, zoom: 12, layer: districts })).toMatchObject([
			{ x: 150, y: 150 }
		]);
		expect(tileCandidates([area], { ...options, zoom: 12, resolution: 20, layer: districts })).toEqual([]);
		expect(tileCandidates([area], { ...options, zoom: 16, layer: districts })).toEqual([]);
	});

	it('are none for cells that count', () => {
		const cell = new RenderFeature('Polygon', [0, 0, 0, 9, 9, 9, 9, 0, 0, 0], [10], 2, { n: 12 }, undefined);
		expect(tileCandidates([cell], { ...options, layer: layer('places') })).toEqual([]);
	});
});

it.each([
	['قصر', ['قصر']],
	['مستشفى جمال عبد الناصر', ['مستشفى جمال', 'عبد الناصر']],
	['اسمطويلبلافراغاتفيهأبدا', ['اسمطويلبلافراغاتفيهأبدا']]
])('%s is written as %j', (text, lines) => expect(wrapped(text)).toEqual(lines));
