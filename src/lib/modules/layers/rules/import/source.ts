import { plain, type Mapping } from './mapping.ts';

/** Files of OpenStreetMap data, whatever their format, name its objects and so share one source. */
export const OSM = 'osm';

/**
 * The stable name of where rows come from: `osm` for data that carries OpenStreetMap's identifiers, else the name of
 * the file without its ending. Rows are recognised by it and their identifier.
 */
export function sourceName(fileName: string, format: string, mapping: Mapping): string {
	const id = plain(mapping.source_id?.[0] ?? '');
	if (format === 'osm' || format === 'osm-pbf' || id === 'osmid') return OSM;
	const stem = fileName.replace(/(\.osm)?\.[^.]*$/, '').trim();
	return (stem || 'file').slice(0, 100);
}

/** OpenStreetMap's identifiers in the one form we keep: `way/12`, `Way 12` and `w12` are `w12`. */
export function osmId(id: string): string {
	const match = /^(n|w|r|node|way|relation)[/ ]?(\d+)$/i.exec(id);
	return match ? `${match[1]?.[0]?.toLowerCase()}${match[2]}` : id;
}
