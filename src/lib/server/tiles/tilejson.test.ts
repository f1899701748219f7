import { expect, test } from 'vitest';
import { testLayer } from './layer.fixture.ts';
import { tileJson } from './tilejson.ts';

const options = { origin: 'https://maps.example', locale: 'en' as const };

test('other programs learn where the tiles are and what is in them', () => {
	const json = tileJson(testLayer({ attribution: '© Survey' }), {
		...options,
		bounds: [29.5, 30.8, 30.1, 31.4]
	});
	expect(json).toMatchObject({
		tilejson: '3.0.0',
		name: 'Buildings',
		attribution: '© Survey',
		tiles: ['https://maps.example/tiles/buildings/{z}/{x}/{y}.mvt'],
		minzoom: 8,
		maxzoom: 17,
		bounds: [29.5, 30.8, 30.1, 31.4],
		aggregate: { below: 14 }
	});
	expect(json.vector_layers).toHaveLength(1);
	expect(json.vector_layers[0]!.fields).toMatchObject({
		name_ar: 'String, name_ar',
		floors: 'Number, floors',
		listed: 'Boolean, listed',
		seen: 'String, seen',
		n: expect.stringMatching(/^Number/)
	});
	expect(json.vector_layers[0]!.fields).not.toHaveProperty('owner');
});

test('the first zoom is the first with something in it', () => {
	const zooms = { minZoom: 5, maxZoom: 17, detailZoom: 12 };
	const first = (low: 'none' | { kindsByZoom: [number, string[]][] }) =>
		tileJson(testLayer({ tiles: { ...zooms, low } }), options);
	expect(first('none').minzoom).toBe(12);
	expect(first({ kindsByZoom: [[7, ['motorway']]] }).minzoom).toBe(7);
	expect(first('none')).not.toHaveProperty('bounds');
	expect(tileJson(testLayer(), { ...options, locale: 'ar' }).name).toBe('المباني');
});
