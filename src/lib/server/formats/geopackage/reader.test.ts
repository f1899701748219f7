import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { file, folder, read, removeFolders } from '../fixtures/files.fixture.ts';
import { blobOf, gpkg, pointBlob } from '../fixtures/gpkg.fixture.ts';

afterAll(removeFolders);

describe('GeoPackage', () => {
	it('reads features, keys, types and the system', async () => {
		const path = gpkg([
			'alter table shops add column floors integer',
			'alter table shops add column open boolean',
			"update shops set floors = 3, open = 1, name = 'بقالة'"
		]);
		const { source, features } = await read(path);
		expect(source).toMatchObject({
			format: 'geopackage',
			layers: ['shops'],
			crs: { srid: 4326, from: 'file' },
			total: 1,
			fieldsComplete: true
		});
		expect(source.fields.map((f) => [f.name, f.type])).toEqual([
			['name', 'text'],
			['floors', 'integer'],
			['open', 'boolean']
		]);
		expect(features).toEqual([
			{
				row: 1,
				sourceId: '1',
				geometry: { type: 'Point', coordinates: [29.9, 31.2] },
				properties: { name: 'بقالة', floors: 3, open: true }
			}
		]);
	});

	it('reads one of several layers', async () => {
		const path = gpkg([
			'create table pipes (id integer primary key, shape blob, dn integer)',
			"insert into gpkg_contents values ('pipes', 'features', 0)",
			"insert into gpkg_geometry_columns values ('pipes', 'shape', 'LINESTRING', 0, 0, 0)",
			'insert into pipes values (5, null, 300)'
		]);
		const { source, features } = await read(path, { layer: 'pipes' });
		expect(source.layers).toEqual(['shops', 'pipes']);
		expect(source.crs).toBeUndefined();
		expect(features).toEqual([{ row: 1, sourceId: '5', geometry: null, properties: { dn: 300 } }]);
		await expect(read(path, { layer: 'x' })).rejects.toMatchObject({ code: 'file_layer_unknown' });
	});

	it('reads big-endian, Z and empty geometry, and names what is broken', async () => {
		const bigEndian = Buffer.from('000000000240000000000000004008000000000000', 'hex');
		bigEndian.writeUInt32BE(1, 1);
		const z = Buffer.alloc(29);
		z.writeUInt8(1, 0);
		z.writeUInt32LE(1001, 1);
		z.writeDoubleLE(7, 5);
		z.writeDoubleLE(8, 13);
		const empty = pointBlob(NaN, NaN);
		const curve = Buffer.from('0108000000', 'hex');
		const { features } = await read(
			gpkg(
				[],
				[blobOf(bigEndian), blobOf(z), empty, blobOf(curve), Buffer.from('no'), pointBlob(Infinity, 1)]
			)
		);
		expect(features.map((f) => f.problem?.code ?? f.geometry)).toEqual([
			{ type: 'Point', coordinates: [2, 3] },
			{ type: 'Point', coordinates: [7, 8] },
			null,
			'geometry_wrong_type',
			'geometry_invalid',
			'geometry_not_finite'
		]);
	});

	it('refuses another SQLite file', async () => {
		const path = join(folder(), 'a.gpkg');
		const db = new DatabaseSync(path);
		db.exec('create table t (a)');
		db.close();
		await expect(read(path)).rejects.toMatchObject({
			code: 'file_unknown_format',
			params: { format: 'sqlite' }
		});
		await expect(read(file('b.gpkg', 'SQLite format 3\0'))).rejects.toMatchObject({
			code: 'file_unreadable'
		});
	});

	it('runs nothing that the file brings along', async () => {
		const bomb =
			'with recursive r(n) as (select 1 union all select n + 1 from r) select n as fid, null as geom, n as name from r';
		const view = gpkg(['drop table shops', `create view shops as ${bomb}`]);
		await expect(read(view)).rejects.toMatchObject({ code: 'file_layer_unknown' });
		const contents = gpkg([
			'drop table gpkg_contents',
			`create view gpkg_contents as select 'shops' as table_name, 'features' as data_type, name from (${bomb})`
		]);
		await expect(read(contents)).rejects.toMatchObject({ code: 'file_unknown_format' });
		const generated = gpkg([
			'alter table shops add column big blob generated always as (zeroblob(900000000)) virtual'
		]);
		const { source } = await read(generated);
		expect(source.fields.map((f) => f.name)).toEqual(['name']);
	});
});
