import { openArchive } from './archive.ts';
import { openCsv } from './csv/reader.ts';
import { openDxf } from './dxf/reader.ts';
import { openGeoJson } from './geojson/reader.ts';
import { openGeoPackage } from './geopackage/reader.ts';
import { openGpx } from './gpx/reader.ts';
import { head, type ByteSource } from './io/bytes.ts';
import { openKml } from './kml/reader.ts';
import { openOsmPbf, openOsmXml } from './osm/reader.ts';
import { refuse } from './refuse.ts';
import { openShapefile } from './shapefile/reader.ts';
import { siblingParts } from './shapefile/siblings.ts';
import { sniff, SNIFF_BYTES, type Content } from './sniff.ts';
import type { FormatId, ReadContext, SourceReader } from './types.ts';

type Opener = (source: ByteSource, context: ReadContext) => Promise<SourceReader>;

const OPENERS: Record<Content, Opener> = {
	zip: (source, context) => openArchive(source, context, openContent),
	shp: async (source, context) => {
		if (source.path === undefined) refuse('file_missing_part', { part: '.dbf' });
		return openShapefile(await siblingParts(source, context.limits), context);
	},
	sqlite: openGeoPackage,
	'osm-pbf': openOsmPbf,
	json: openGeoJson,
	kml: openKml,
	gpx: openGpx,
	osm: openOsmXml,
	dxf: openDxf,
	csv: openCsv
};

const CONTENTS: Record<FormatId, Content> = {
	geojson: 'json',
	geojsonseq: 'json',
	shapefile: 'shp',
	geopackage: 'sqlite',
	kml: 'kml',
	kmz: 'zip',
	gpx: 'gpx',
	csv: 'csv',
	xlsx: 'zip',
	dxf: 'dxf',
	osm: 'osm',
	'osm-pbf': 'osm-pbf'
};

/** The reader for a source, by its content, or by the caller's word except where the bytes plainly are an archive. */
export async function openContent(source: ByteSource, context: ReadContext): Promise<SourceReader> {
	const { format, encoding } = context.options;
	const first = await head(source, SNIFF_BYTES);
	if (format === undefined) return OPENERS[sniff(first, encoding)](source, context);
	const zipped = first[0] === 0x50 && first[1] === 0x4b;
	return OPENERS[zipped ? 'zip' : CONTENTS[format]](source, context);
}
