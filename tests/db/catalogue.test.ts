import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import { testPlatform, type TestPlatform } from './support.ts';

let p: TestPlatform;
beforeAll(async () => {
	p = await testPlatform();
});
afterAll(() => p.close());

const STANDARD = [
	'id',
	'source',
	'source_id',
	'name_ar',
	'name_en',
	'kind',
	'props',
	'geom',
	'geom_3857',
	'search',
	'updated_at'
];
const SHAPES = { point: /POINT$/, line: /LINESTRING$/, polygon: /POLYGON$/ };

test('every layer stands on a relation with the standard columns, and its fields name real ones', async () => {
	for (const layer of LAYERS) {
		const { rows } = await p.pool.query<{ name: string }>(
			`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
			[layer.relation]
		);
		const columns = rows.map((r) => r.name);
		expect(columns, layer.id).toEqual(expect.arrayContaining(STANDARD));
		for (const field of layer.fields)
			if (field.column) expect(columns, `${layer.id}.${field.name}`).toContain(field.column);
	}
});

test('the shape of every layer is that of its relation, in the legal system and in the tiles’', async () => {
	for (const layer of LAYERS) {
		const { rows } = await p.pool.query<{ column: string; type: string; srid: number }>(
			`select f_geometry_column as column, type, srid from geometry_columns where f_table_name = $1`,
			[layer.relation]
		);
		const of = (column: string) => rows.find((r) => r.column === column);
		// A dig may be drawn as a line or as an area; its table is checked by its module.
		if (layer.importable) expect(of('geom')?.type, layer.id).toMatch(SHAPES[layer.geometry]);
		expect(of('geom')?.srid, layer.id).toBe(22992);
		expect(of('geom_3857')?.srid, layer.id).toBe(3857);
	}
});

test('titles, fields and legends are written in both languages', () => {
	for (const layer of LAYERS)
		for (const title of [
			layer.title,
			...layer.fields.map((f) => f.title),
			...layer.style.flatMap((s) => (s.title ? [s.title] : []))
		]) {
			expect(title.ar, layer.id).toMatch(/[\u0600-\u06FF]/);
			expect(title.en, layer.id).toMatch(/[A-Za-z]/);
		}
});

test('labels and tile styles only use what the tiles carry', () => {
	for (const layer of LAYERS) {
		const carried = layer.fields.filter((f) => f.tileFrom !== undefined).map((f) => f.name);
		const used = [
			...layer.style.flatMap((s) => (s.when ? [s.when.field] : [])),
			...(layer.label ? Object.values(layer.label.fields) : [])
		];
		expect(carried, layer.id).toEqual(expect.arrayContaining(used));
	}
});
