import { batches } from './batches.ts';
import { until } from './stop.ts';
import type { WriteFeature, WriteOptions } from './types.ts';

/**
 * A FeatureCollection, piece by piece. In another system than WGS84 it carries the `crs` member of the 2008
 * edition, which GDAL and QGIS understand.
 */
export function writeGeoJson(
	features: AsyncIterable<WriteFeature>,
	options: WriteOptions
): AsyncGenerator<Buffer, void> {
	return batches(texts(features, options));
}

async function* texts(
	features: AsyncIterable<WriteFeature>,
	{ srid, name, fields, signal }: WriteOptions
): AsyncGenerator<string, void> {
	const crs = { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${srid}` } };
	yield `{"type":"FeatureCollection","name":${JSON.stringify(name)},`;
	if (srid !== 4326) yield `"crs":${JSON.stringify(crs)},`;
	yield '"features":[';
	let separator = '\n';
	for await (const { id, geometry, properties } of until(features, signal)) {
		const values = Object.fromEntries(fields.map((f) => [f.name, properties[f.name] ?? null]));
		yield `${separator}${JSON.stringify({ type: 'Feature', ...(id === undefined ? {} : { id }), properties: values, geometry })}`;
		separator = ',\n';
	}
	yield '\n]}\n';
}
