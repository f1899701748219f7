import { crsOf } from '#lib/kernel/crs.ts';
import { epsgName, ogcWkt } from '../crs/wkt-text.ts';

/** Tables and the rows that the GeoPackage standard (1.3) asks of every file. */
export const GPKG_TABLES = `
	pragma application_id = 0x47504B47;
	pragma user_version = 10300;
	create table gpkg_spatial_ref_sys (
		srs_name text not null, srs_id integer not null primary key, organization text not null,
		organization_coordsys_id integer not null, definition text not null, description text);
	create table gpkg_contents (
		table_name text not null primary key, data_type text not null, identifier text unique,
		description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
		min_x double, min_y double, max_x double, max_y double, srs_id integer,
		constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id));
	create table gpkg_geometry_columns (
		table_name text not null, column_name text not null, geometry_type_name text not null,
		srs_id integer not null, z tinyint not null, m tinyint not null,
		constraint pk_geom_cols primary key (table_name, column_name),
		constraint uk_gc_table_name unique (table_name),
		constraint fk_gc_tn foreign key (table_name) references gpkg_contents(table_name),
		constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id));
	create table gpkg_extensions (
		table_name text, column_name text, extension_name text not null, definition text not null,
		scope text not null, constraint ge_tce unique (table_name, column_name, extension_name));
`;

/** Rows of gpkg_spatial_ref_sys: the three that must be there, and the one of the data. */
export function srsRows(srid: number): [string, number, string, number, string, string][] {
	const rows: [string, number, string, number, string, string][] = [
		[
			'Undefined Cartesian SRS',
			-1,
			'NONE',
			-1,
			'undefined',
			'undefined Cartesian coordinate reference system'
		],
		[
			'Undefined geographic SRS',
			0,
			'NONE',
			0,
			'undefined',
			'undefined geographic coordinate reference system'
		],
		['WGS 84', 4326, 'EPSG', 4326, ogcWkt(4326), 'longitude/latitude on WGS 84']
	];
	if (srid !== 4326) rows.push([epsgName(srid), srid, 'EPSG', srid, ogcWkt(srid), crsOf(srid).title.en]);
	return rows;
}

/**
 * The standard's triggers that keep the index when another program edits the file. They name functions that such
 * programs bring along, so they are made after the rows are in.
 */
export function indexTriggers(table: string, column: string, key: string): string {
	const index = `"rtree_${table}_${column}"`;
	const full = `(new."${column}" notnull and not ST_IsEmpty(new."${column}"))`;
	const bare = `(new."${column}" isnull or ST_IsEmpty(new."${column}"))`;
	const box = ['ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'].map((f) => `${f}(new."${column}")`).join(', ');
	const put = `insert or replace into ${index} values (new."${key}", ${box});`;
	const drop = `delete from ${index} where id = old."${key}";`;
	const trigger = (name: string, on: string, when: string, body: string): string =>
		`create trigger "rtree_${table}_${column}_${name}" after ${on} on "${table}" when ${when} begin ${body} end;`;
	const same = `old."${key}" = new."${key}"`;
	const moved = `old."${key}" != new."${key}"`;
	return [
		trigger('insert', 'insert', full, put),
		trigger('update1', `update of "${column}"`, `${same} and ${full}`, put),
		trigger('update2', `update of "${column}"`, `${same} and ${bare}`, drop),
		trigger('update3', 'update', `${moved} and ${full}`, `${drop} ${put}`),
		trigger(
			'update4',
			'update',
			`${moved} and ${bare}`,
			`delete from ${index} where id in (old."${key}", new."${key}");`
		),
		trigger('delete', 'delete', `old."${column}" notnull`, drop)
	].join('\n');
}
