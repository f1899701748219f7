import { describe, expect, it } from 'vitest';
import { getLayer } from '../catalogue/index.ts';
import {
	checkedMapping,
	guessMapping,
	osmId,
	readValue,
	rowReader,
	shapeFor,
	sourceName,
	unusedFields
} from './index.ts';

const streets = getLayer('streets');
const districts = getLayer('districts');

describe('how fields are matched', () => {
	it('knows OpenStreetMap tags', () => {
		const fields = ['osm_id', 'highway', 'name', 'name:ar', 'name:en', 'oneway', 'lit'];
		const mapping = guessMapping(streets, fields);
		expect(mapping).toEqual({
			source_id: ['osm_id'],
			name_ar: ['name:ar', 'name'],
			name_en: ['name:en', 'name'],
			kind: ['highway'],
			oneway: ['oneway']
		});
		expect(unusedFields(mapping, fields)).toEqual(['lit']);
	});

	it('knows Arabic headers however they are spelt', () => {
		expect(guessMapping(districts, ['الإسم', 'عدد السكان', 'NAME_EN'])).toEqual({
			name_ar: ['الإسم'],
			name_en: ['NAME_EN'],
			population: ['عدد السكان']
		});
	});

	it('lays a given mapping over the guess, and names what it does not know', () => {
		const fields = ['hay', 'name_ar'];
		const given = { name_ar: ['hay'], kind: [] };
		expect(checkedMapping(districts, fields, { given, complete: true }).name_ar).toEqual(['hay']);
		const wrong = (map: Record<string, string[]>) => () =>
			checkedMapping(districts, fields, { given: map, complete: true });
		expect(wrong({ nothing: ['hay'] })).toThrow(expect.objectContaining({ code: 'field_unknown' }));
		expect(wrong({ name_ar: ['x'] })).toThrow(
			expect.objectContaining({ params: { field: 'x', known: 'hay, name_ar' } })
		);
		// Later records of a stream may carry fields that the first ones had not.
		expect(checkedMapping(districts, fields, { given: { name_ar: ['x'] }, complete: false }).name_ar).toEqual(
			['x']
		);
	});
});

describe('how a record is read', () => {
	it('gives a name to the language it is written in', () => {
		const read = rowReader(streets, guessMapping(streets, ['osm_id', 'name', 'highway']));
		expect(read({ osm_id: 'w1', name: 'شارع فؤاد', highway: 'primary' })).toEqual({
			attributes: {
				sourceId: 'w1',
				columns: { name_ar: 'شارع فؤاد', name_en: null, kind: 'primary' },
				props: {}
			}
		});
		expect(read({ name: 'Fouad Street' })).toMatchObject({
			attributes: { sourceId: null, columns: { name_ar: null, name_en: 'Fouad Street' } }
		});
	});

	it('never cuts a text: one that is too long is told with its length', () => {
		const read = rowReader(streets, { name_ar: ['n'], source_id: ['id'] });
		expect(read({ n: 'ش'.repeat(4000) })).toMatchObject({
			attributes: { columns: { name_ar: 'ش'.repeat(4000) } }
		});
		expect(read({ n: 'ش'.repeat(4001) })).toEqual({
			wrong: {
				code: 'value_too_long',
				params: { field: 'name_ar', value: 'ش'.repeat(60), length: 4001, limit: 4000 }
			}
		});
		expect(read({ id: 'x'.repeat(201) })).toMatchObject({
			wrong: { code: 'value_too_long', params: { field: 'source_id', length: 201 } }
		});
	});

	it('takes a field as it is when a person mapped it', () => {
		const read = rowReader(streets, { name_ar: ['label'] });
		expect(read({ label: 'Fouad' })).toMatchObject({ attributes: { columns: { name_ar: 'Fouad' } } });
	});

	it('puts numbers and constants where they belong, and names a value that does not fit', () => {
		const read = rowReader(districts, { population: ['pop'], name_ar: ['n'] }, { kind: 'hay' });
		expect(read({ pop: '٢١٠٬٠١١', n: ' وسط ' })).toEqual({
			attributes: {
				sourceId: null,
				columns: { name_ar: 'وسط', name_en: null, kind: 'hay' },
				props: { population: 210011 }
			}
		});
		expect(read({ pop: 'many' })).toEqual({
			wrong: { code: 'value_unreadable', params: { field: 'population', value: 'many' } }
		});
	});

	it.each([
		['12', 'integer', 12],
		['12.5', 'integer', undefined],
		['12.5', 'number', 12.5],
		['نعم', 'boolean', true],
		['لا', 'boolean', false],
		['maybe', 'boolean', undefined],
		['30.05.2022 10:00', 'date', '2022-05-30'],
		['٥/٣/٢٠٢٦', 'date', '2026-03-05'],
		['2026-03-05T10:00:00Z', 'date', '2026-03-05'],
		['soon', 'date', undefined],
		['2026-03-05T10:00:00+02:00', 'timestamp', '2026-03-05T08:00:00.000Z'],
		['  ', 'text', null],
		['a\0b', 'text', 'ab']
	] as const)('%j as %s', (raw, type, value) => {
		expect(readValue(raw, type)).toBe(value);
	});
});

describe('where rows come from', () => {
	it('is OpenStreetMap for whatever carries its identifiers, else the file', () => {
		expect(sourceName('a.osm.pbf', 'osm-pbf', {})).toBe('osm');
		expect(sourceName('streets.geojson', 'geojson', { source_id: ['osm_id'] })).toBe('osm');
		expect(sourceName('أحياء 2026.shp', 'shapefile', {})).toBe('أحياء 2026');
		expect(['way/12', 'node/7', 'W3', 'relation 4', 'x12'].map(osmId)).toEqual([
			'w12',
			'n7',
			'w3',
			'r4',
			'x12'
		]);
	});
});

describe('which shapes a layer takes', () => {
	const ring = [
		[0, 0],
		[1, 0],
		[1, 1],
		[0, 0]
	];
	const line = {
		type: 'LineString' as const,
		coordinates: [
			[0, 0],
			[1, 1]
		]
	};
	it('a closed line is an area, an open one is not', () => {
		expect(shapeFor('polygon', { type: 'LineString', coordinates: ring })?.type).toBe('Polygon');
		expect(shapeFor('polygon', line)).toBeNull();
		expect(shapeFor('line', line)).toBe(line);
		expect(shapeFor('line', { type: 'Polygon', coordinates: [ring] })).toBeNull();
	});
	it('one point of many, one kind out of a mixture', () => {
		expect(shapeFor('point', { type: 'MultiPoint', coordinates: [[1, 2]] })).toEqual({
			type: 'Point',
			coordinates: [1, 2]
		});
		expect(
			shapeFor('point', {
				type: 'MultiPoint',
				coordinates: [
					[1, 2],
					[3, 4]
				]
			})
		).toBeNull();
		expect(
			shapeFor('line', {
				type: 'GeometryCollection',
				geometries: [line, { type: 'Point', coordinates: [1, 2] }]
			})
		).toEqual(line);
	});
});
