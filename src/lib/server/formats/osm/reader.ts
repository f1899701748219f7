import type { Position } from 'geojson';
import { crsOf } from '../crs/identify.ts';
import type { ByteSource } from '../io/bytes.ts';
import { problem, refuse } from '../refuse.ts';
import type { ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { xmlEncoding } from '../xml/events.ts';
import { NodeTable } from './node-table.ts';
import { pbfPass } from './pbf-pass.ts';
import type { OsmPass, Tags } from './primitives.ts';
import { transitRoutes } from './routes.ts';
import { isStreet, isTransitStop, OSM_LAYERS, pointLayer } from './tags.ts';
import { xmlPass } from './xml-pass.ts';

/** OpenStreetMap in XML; layers as in `openOsmPbf`. */
export async function openOsmXml(source: ByteSource, context: ReadContext): Promise<SourceReader> {
	const { encoding } = await xmlEncoding(source, context.options.encoding);
	const pass: OsmPass = (visitor) => xmlPass(source, encoding, context.limits, visitor);
	return { ...openOsm('osm', pass, context), encoding, encodingConfidence: 1 };
}

/**
 * OpenStreetMap in protocol buffers. Layers: `streets` (ways with `highway`, as lines), `places` and `pois` (named
 * points), `bus_routes` (relations of buses and trams, their ways joined), `bus_stops`. All tags become properties, with `osm_id` (`w123`, `n123`, `r123`), which is also the `sourceId`.
 */
export async function openOsmPbf(source: ByteSource, context: ReadContext): Promise<SourceReader> {
	return openOsm('osm-pbf', (visitor) => pbfPass(source, visitor), context);
}

function openOsm(format: 'osm' | 'osm-pbf', pass: OsmPass, { options, limits }: ReadContext): SourceReader {
	const layer = options.layer ?? 'streets';
	if (!(OSM_LAYERS as readonly string[]).includes(layer))
		refuse('file_layer_unknown', { layer, known: OSM_LAYERS.join(', ') });
	return {
		format,
		crs: crsOf(4326, 'format'),
		layers: [...OSM_LAYERS],
		layer,
		read() {
			if (layer === 'streets') return streets(pass, limits);
			return layer === 'bus_routes' ? transitRoutes(pass, limits) : points(pass, layer);
		}
	};
}

/** Three walks: which nodes the streets need, where these lie, the streets. */
async function* streets(pass: OsmPass, limits: ReadLimits): AsyncGenerator<SourceFeature, void> {
	const table = new NodeTable(limits.osmNodes);
	await walk(
		pass({
			way(_id, tags, refs) {
				if (!isStreet(tags())) return;
				const nodes = refs();
				if (nodes.length > limits.elements) refuse('file_too_many_vertices', { what: 'vertices' });
				for (const id of nodes) table.want(id);
			}
		})
	);
	table.seal();
	await walk(pass({ node: (id, lon, lat) => table.place(id, lon, lat) }));
	let found: SourceFeature[] = [];
	let row = 0;
	const ways = pass({
		way(id, tags, refs) {
			const own = tags();
			if (isStreet(own)) found.push(street((row += 1), id, own ?? {}, refs(), table));
		}
	});
	for await (const _ of ways) {
		yield* found;
		found = [];
	}
	yield* found;
}

function street(row: number, id: number, tags: Tags, refs: number[], table: NodeTable): SourceFeature {
	const coordinates: Position[] = [];
	for (const ref of refs) {
		const position = table.position(ref);
		if (position) coordinates.push(position);
	}
	const osmId = `w${id}`;
	const feature = { row, sourceId: osmId, properties: { osm_id: osmId, ...tags } };
	if (coordinates.length < 2) return { ...feature, geometry: null, problem: problem('geometry_empty') };
	return { ...feature, geometry: { type: 'LineString', coordinates } };
}

async function* points(pass: OsmPass, layer: string): AsyncGenerator<SourceFeature, void> {
	let found: SourceFeature[] = [];
	let row = 0;
	const nodes = pass({
		node(id, lon, lat, tags) {
			const own = tags();
			if (own === undefined) return;
			if (layer === 'bus_stops' ? !isTransitStop(own) : pointLayer(own) !== layer) return;
			const osmId = `n${id}`;
			found.push({
				row: (row += 1),
				sourceId: osmId,
				properties: { osm_id: osmId, ...own },
				geometry: { type: 'Point', coordinates: [lon / 1e7, lat / 1e7] }
			});
		}
	});
	for await (const _ of nodes) {
		yield* found;
		found = [];
	}
	yield* found;
}

async function walk(pass: AsyncGenerator<void, void>): Promise<void> {
	for await (const _ of pass);
}
