import { existsSync } from 'node:fs';
import type { LineString, Polygon } from 'geojson';
import { afterAll, describe, expect, it } from 'vitest';
import { areaOf, lengthOf } from '#lib/kernel/geometry.ts';
import { encode } from '../fixtures/encode.fixture.ts';
import { file, read, removeFolders } from '../fixtures/files.fixture.ts';
import { plainText } from './text.ts';

afterAll(removeFolders);

/** A drawing of these entities, each a list of code and value. */
function dxf(entities: (string | number)[][], header = ''): string {
	const body = entities.flatMap((groups) => groups).join('\r\n');
	return `0\r\nSECTION\r\n2\r\nHEADER\r\n${header}0\r\nENDSEC\r\n0\r\nSECTION\r\n2\r\nENTITIES\r\n${body}\r\n0\r\nENDSEC\r\n0\r\nEOF\r\n`;
}

const at = (x: number, y: number): number[] => [10, x, 20, y];

describe('DXF', () => {
	it('reads points, lines, texts and blocks with their layer', async () => {
		const { source, features } = await read(
			file(
				'a.dxf',
				dxf([
					[0, 'POINT', 5, 'A1', 8, 'نقاط', ...at(1, 2)],
					[0, 'LINE', 8, 'W', ...at(0, 0), 11, 3, 21, 4],
					[0, 'TEXT', 8, 'T', ...at(5, 5), 40, 2.5, 1, '\\U+0634\\U+0627\\U+0631\\U+0639 %%d'],
					[0, 'MTEXT', 8, 'T', ...at(6, 6), 40, 1, 3, '{\\fArial|b0;سطر', 1, ' أول\\Pثان}'],
					[0, 'INSERT', 8, 'B', 2, 'MANHOLE', ...at(7, 7), 66, 1],
					[0, 'ATTRIB', 8, 'B', 2, 'NO', 1, '12'],
					[0, 'SEQEND', 8, 'B'],
					[0, 'HATCH', 8, 'H', ...at(0, 0)],
					[0, 'HATCH', 8, 'H', ...at(0, 0)]
				])
			)
		);
		expect(source).toMatchObject({
			format: 'dxf',
			layers: ['B', 'H', 'T', 'W', 'نقاط'],
			skipped: { HATCH: 2 }
		});
		expect(source.crs).toBeUndefined();
		expect(
			features.map((f) => [f.properties.layer, f.geometry?.type, f.properties.text, f.sourceId])
		).toEqual([
			['نقاط', 'Point', undefined, 'A1'],
			['W', 'LineString', undefined, undefined],
			['T', 'Point', 'شارع °', undefined],
			['T', 'Point', 'سطر أول\nثان', undefined],
			['B', 'Point', undefined, undefined]
		]);
		expect(features[4]?.properties).toMatchObject({ block: 'MANHOLE', NO: '12' });
		const one = await read(
			file(
				'b.dxf',
				dxf([
					[0, 'POINT', 8, 'a', ...at(1, 2)],
					[0, 'POINT', 8, 'b', ...at(1, 2)]
				])
			),
			{
				layer: 'b'
			}
		);
		expect(one.features.length).toBe(1);
	});

	it('says of a thing with an empty coordinate that it stands nowhere, and not that it stands at nought', async () => {
		const { features } = await read(
			file(
				'a.dxf',
				dxf([
					[0, 'POINT', 8, 'a', 10, '', 20, 5],
					[0, 'LINE', 8, 'a', ...at(0, 0), 11, 4, 21, '  '],
					[0, 'LWPOLYLINE', 8, 'a', 90, 3, 70, 1, ...at(0, 0), 10, 9, 20, '', ...at(9, 9)],
					[0, 'CIRCLE', 8, 'a', ...at(1, 1), 40, '0x10'],
					[0, 'POINT', 8, 'a', 10, ' -1.5e2', 20, '+.5']
				])
			)
		);
		expect(features.map((f) => [f.geometry, f.problem?.code])).toEqual([
			[null, 'geometry_not_finite'],
			[null, 'geometry_not_finite'],
			[null, 'geometry_not_finite'],
			[null, 'geometry_not_finite'],
			[{ type: 'Point', coordinates: [-150, 0.5] }, undefined]
		]);
	});

	it('bends polylines by their bulges, so that lengths and areas are right', async () => {
		const half = [42, 1];
		const { features } = await read(
			file(
				'a.dxf',
				dxf([
					// Two half circles of radius 5 make a full one.
					[0, 'LWPOLYLINE', 8, '0', 90, 2, 70, 1, ...at(0, 0), ...half, ...at(10, 0), ...half],
					// A quarter circle, then straight on.
					[
						0,
						'LWPOLYLINE',
						8,
						'0',
						90,
						3,
						70,
						0,
						...at(0, 0),
						42,
						Math.tan(Math.PI / 8),
						...at(10, 10),
						...at(10, 20)
					],
					[0, 'POLYLINE', 8, '0', 70, 1],
					[0, 'VERTEX', 8, '0', ...at(0, 0)],
					[0, 'VERTEX', 8, '0', ...at(4, 0)],
					[0, 'VERTEX', 8, '0', ...at(4, 4)],
					[0, 'SEQEND'],
					[0, 'CIRCLE', 8, '0', ...at(100, 100), 40, 20],
					[0, 'ARC', 8, '0', ...at(0, 0), 40, 10, 50, 270, 51, 90],
					[0, 'CIRCLE', 8, '0', ...at(100, 100), 40, 2, 210, 0, 220, 0, 230, -1]
				])
			)
		);
		const [round, quarter, triangle, circle, arc, back] = features.map((f) => f.geometry);
		expect(areaOf(round as Polygon)).toBeCloseTo(Math.PI * 25, 0);
		expect(lengthOf(quarter as LineString)).toBeCloseTo(5 * Math.PI + 10, 1);
		// Anticlockwise from the origin: the arc lies below and to the right of its chord.
		expect((quarter as LineString).coordinates.some(([x = 0, y = 0]) => x - y > 3)).toBe(true);
		expect(areaOf(triangle as Polygon)).toBe(8);
		expect(areaOf(circle as Polygon) / (Math.PI * 400)).toBeCloseTo(1, 2);
		expect(lengthOf(arc as LineString)).toBeCloseTo(10 * Math.PI, 1);
		expect((arc as LineString).coordinates[0]?.[1]).toBeCloseTo(-10);
		expect((back as Polygon).coordinates[0]?.[0]?.[0]).toBeCloseTo(-102);
	});

	it('knows old Arabic drawings by their code page', async () => {
		const header = '9\r\n$ACADVER\r\n1\r\nAC1015\r\n9\r\n$DWGCODEPAGE\r\n3\r\nANSI_1256\r\n';
		const text = dxf([[0, 'TEXT', 8, 'حدود', ...at(511_785, 943_532), 1, 'قطعة رقم 5']], header);
		const { source, features } = await read(file('a.dxf', encode(text, 'windows-1256')));
		expect(source).toMatchObject({ encoding: 'windows-1256', encodingConfidence: 1 });
		expect(features[0]?.properties).toMatchObject({ layer: 'حدود', text: 'قطعة رقم 5' });
		expect(source.crsSuggestions[0]).toBe(22992);
	});

	it('makes plain text of formatted text', () => {
		expect(plainText('{\\C1;\\H2.5x;A\\~B} \\{c\\} \\S1/2; %%c12')).toBe('A B {c} 1/2 ⌀12');
	});

	const plan = '../shared/data/dxf/RASHIDA.dxf';
	it.skipIf(!existsSync(plan))('reads a real plan in local coordinates', async () => {
		const { source, features } = await read(plan, { layer: 'PLOT_BOUNDARY' });
		expect(source.crs).toBeUndefined();
		expect(source.crsSuggestions).toEqual([]);
		expect(features[0]?.geometry?.type).toBe('Polygon');
		expect(features.every((f) => f.problem === undefined)).toBe(true);
	});
});
