import type { DatabaseSync } from 'node:sqlite';
import { cleanGeometry } from '../geometry/clean.ts';
import type { ByteSource } from '../io/bytes.ts';
import { tempFolder, unpack, type TempFolder } from '../io/temp.ts';
import { setProp } from '../props.ts';
import { problem, refuse } from '../refuse.ts';
import type { ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { readGpkgBlob } from './blob.ts';
import { layerNames, layerOf, type GpkgLayer } from './contents.ts';
import { openForeign, quoted, reading } from './database.ts';

/** Longest text value taken from a cell, in bytes. */
const TEXT_BYTES = 1_000_000;

/** One feature table of a GeoPackage: the one named by `layer`, else the first. */
export async function openGeoPackage(
	source: ByteSource,
	{ options, limits }: ReadContext
): Promise<SourceReader> {
	const folder = source.path === undefined ? await tempFolder() : undefined;
	let db: DatabaseSync | undefined;
	try {
		db = openForeign(await onDisk(source, folder));
		const names = layerNames(db);
		const wanted = options.layer ?? names[0] ?? '';
		if (!names.includes(wanted)) refuse('file_layer_unknown', { layer: wanted, known: names.join(', ') });
		const layer = layerOf(db, wanted);
		const open = db;
		return {
			format: 'geopackage',
			...(layer.crs ? { crs: layer.crs } : {}),
			layers: names,
			layer: wanted,
			fields: layer.columns.map(({ name, type }) => ({ name, type })),
			...(layer.total === undefined ? {} : { total: layer.total }),
			read: () => features(open, layer, limits),
			close: async () => {
				open.close();
				await folder?.remove();
			}
		};
	} catch (error) {
		db?.close();
		await folder?.remove();
		throw error;
	}
}

async function onDisk(source: ByteSource, folder: TempFolder | undefined): Promise<string> {
	return folder ? unpack(source, folder, 'source.gpkg') : (source.path ?? '');
}

async function* features(
	db: DatabaseSync,
	layer: GpkgLayer,
	limits: ReadLimits
): AsyncGenerator<SourceFeature, void> {
	const statement = reading(() => {
		const prepared = db.prepare(query(layer, limits));
		prepared.setReadBigInts(true);
		prepared.setReturnArrays(true);
		return prepared;
	});
	const cursor = reading(() => statement.iterate()) as unknown as Iterator<unknown[]>;
	for (let row = 1; ; row += 1) {
		const next = reading(() => cursor.next());
		if (next.done) return;
		const [key, size, blob, ...values] = next.value;
		const feature: SourceFeature = { row, geometry: null, properties: {} };
		if (layer.key !== undefined) feature.sourceId = String(key);
		layer.columns.forEach(({ name, type }, i) => setProp(feature.properties, name, plain(values[i], type)));
		if (Number(size ?? 0) > limits.recordBytes) refuse('file_too_many_vertices', { what: 'vertices', row });
		if (blob !== null) {
			const read =
				blob instanceof Uint8Array
					? readGpkgBlob(blob, limits)
					: { problem: problem('geometry_invalid', { reason: 'gpkg_blob' }) };
			const cleaned = read.problem ? read : cleanGeometry(read.geometry, limits);
			if (cleaned.problem) feature.problem = cleaned.problem;
			else feature.geometry = cleaned.geometry ?? null;
		}
		yield feature;
	}
}

/** Sizes are asked for before values, so that a cell of a gigabyte is never brought into memory. */
function query(layer: GpkgLayer, limits: ReadLimits): string {
	const capped = (name: string, limit: number): string =>
		`case when octet_length(${quoted(name)}) <= ${limit} then ${quoted(name)} end`;
	const columns = [
		layer.key === undefined ? 'null' : quoted(layer.key),
		`octet_length(${quoted(layer.geometry)})`,
		capped(layer.geometry, limits.recordBytes),
		...layer.columns.map((c) => capped(c.name, TEXT_BYTES))
	];
	return `select ${columns.join(', ')} from ${quoted(layer.table)}`;
}

function plain(value: unknown, type: string): unknown {
	if (value instanceof Uint8Array) return null;
	if (typeof value !== 'bigint') return value;
	if (type === 'boolean') return value !== 0n;
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : String(value);
}
