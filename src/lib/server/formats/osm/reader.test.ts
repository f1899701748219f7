import { existsSync, readFileSync } from 'node:fs';
import type { LineString } from 'geojson';
import { afterAll, describe, expect, it } from 'vitest';
import { file, read, removeFolders } from '../fixtures/files.fixture.ts';
import {
	block,
	headerBlock,
	primitives,
	type Node,
	type Relation,
	type Way
} from '../fixtures/pbf.fixture.ts';

afterAll(removeFolders);

const LAYERS = ['streets', 'places', 'pois', 'bus_routes', 'bus_stops'];
const NODES: Node[] = [
	{ id: 10, lon: 29.9, lat: 31.2 },
	{ id: 20, lon: 29.91, lat: 31.21, tags: { amenity: 'pharmacy', name: 'صيدلية الشفاء' } },
	{ id: 30, lon: -0.5, lat: -31.2, tags: { place: 'village', 'name:ar': 'قرية' } },
	{ id: 40, lon: 29.92, lat: 31.22, tags: { highway: 'crossing' } },
	{ id: 60, lon: 29.93, lat: 31.23, tags: { highway: 'bus_stop' } },
	{ id: 61, lon: 29.94, lat: 31.24, tags: { public_transport: 'platform', train: 'yes' } },
	{ id: 62, lon: 29.95, lat: 31.25, tags: { railway: 'tram_stop' } }
];
const WAYS: Way[] = [
	{ id: 1, refs: [10, 20], tags: { highway: 'residential', name: 'شارع' } },
	{ id: 2, refs: [10, 20, 10], tags: { highway: 'pedestrian', area: 'yes' } },
	{ id: 3, refs: [20, 99, 10], tags: { highway: 'service' } },
	{ id: 4, refs: [10, 99], tags: { highway: 'service' } },
	{ id: 5, refs: [10, 20], tags: { railway: 'tram' } },
	{ id: 6, refs: [40, 20], tags: {} },
	{ id: 7, refs: [60, 61], tags: { public_transport: 'platform' } }
];
const RELATIONS: Relation[] = [
	{
		id: 70,
		tags: { type: 'route', route: 'bus', ref: '25', 'name:ar': 'خط 25' },
		members: [
			{ type: 'node', ref: 60, role: 'platform' },
			{ type: 'way', ref: 7, role: 'platform' },
			{ type: 'way', ref: 1, role: '' },
			{ type: 'way', ref: 6, role: 'forward' },
			{ type: 'way', ref: 99, role: '' }
		]
	},
	{ id: 71, tags: { type: 'route', route: 'tram' }, members: [{ type: 'way', ref: 99, role: '' }] },
	{ id: 72, tags: { type: 'route', route: 'hiking' }, members: [{ type: 'way', ref: 1, role: '' }] },
	{ id: 73, tags: { type: 'multipolygon' }, members: [{ type: 'way', ref: 2, role: 'outer' }] }
];
const XML = `<?xml version='1.0' encoding='UTF-8'?><osm version="0.6">
	${NODES.map((n) => `<node id="${n.id}" lon="${n.lon}" lat="${n.lat}">${tags(n.tags)}</node>`).join('')}
	<node id="50" lon="1" lat="1" action="delete"><tag k="place" v="x"/><tag k="name" v="x"/></node>
	${WAYS.map((w) => `<way id="${w.id}">${w.refs.map((r) => `<nd ref="${r}"/>`).join('')}${tags(w.tags)}</way>`).join('')}
	${RELATIONS.map((r) => `<relation id="${r.id}">${r.members.map((x) => `<member type="${x.type}" ref="${x.ref}" role="${x.role}"/>`).join('')}${tags(r.tags)}</relation>`).join('')}
	</osm>`;

function tags(all: Record<string, string> = {}): string {
	return Object.entries(all)
		.map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
		.join('');
}

const pbf = (): Buffer =>
	Buffer.concat([
		headerBlock(),
		block('OSMData', primitives(NODES, [])),
		block('Unknown', Buffer.from('x')),
		block('OSMData', primitives([], WAYS, RELATIONS), { raw: true })
	]);

describe.each([
	['osm', () => file('a.osm', XML)],
	['osm-pbf', () => file('a.osm.pbf', pbf())]
])('OpenStreetMap as %s', (format, path) => {
	it('gives streets as lines, without squares, and names the one whose nodes are missing', async () => {
		const { source, features } = await read(path());
		expect(source).toMatchObject({ format, layer: 'streets', layers: LAYERS });
		expect(features.map((f) => [f.sourceId, f.problem?.code])).toEqual([
			['w1', undefined],
			['w3', undefined],
			['w4', 'geometry_empty']
		]);
		expect(features[0]).toMatchObject({
			properties: { osm_id: 'w1', highway: 'residential', name: 'شارع' },
			geometry: {
				type: 'LineString',
				coordinates: [
					[29.9, 31.2],
					[29.91, 31.21]
				]
			}
		});
	});

	it('gives named places and points of interest as points', async () => {
		const pois = await read(path(), { layer: 'pois' });
		expect(pois.features.map((f) => [f.sourceId, f.properties.name])).toEqual([['n20', 'صيدلية الشفاء']]);
		const places = await read(path(), { layer: 'places' });
		expect(places.features.map((f) => [f.sourceId, f.geometry])).toEqual([
			['n30', { type: 'Point', coordinates: [-0.5, -31.2] }]
		]);
	});

	it('joins the ways of a bus line, without its platforms, and names the one that is all missing', async () => {
		const { features } = await read(path(), { layer: 'bus_routes' });
		expect(features.map((f) => [f.sourceId, f.problem?.code])).toEqual([
			['r70', undefined],
			['r71', 'geometry_empty']
		]);
		expect(features[0]).toMatchObject({
			properties: { osm_id: 'r70', route: 'bus', ref: '25', 'name:ar': 'خط 25' },
			geometry: {
				type: 'MultiLineString',
				coordinates: [
					[
						[29.9, 31.2],
						[29.91, 31.21],
						[29.92, 31.22]
					]
				]
			}
		});
	});

	it('gives the stops of buses and trams, named or not', async () => {
		const { features } = await read(path(), { layer: 'bus_stops' });
		expect(features.map((f) => f.sourceId)).toEqual(['n60', 'n62']);
	});

	it('says which layers there are', async () => {
		await expect(read(path(), { layer: 'buildings' })).rejects.toMatchObject({
			code: 'file_layer_unknown',
			params: { known: LAYERS.join(', ') }
		});
	});
});

const DATA = '../shared/data/';
describe.skipIf(!existsSync(DATA))('the streets of Alexandria (needs ../shared/data)', () => {
	it('gives the 24,038 lines, their names and their courses from the .osm.pbf', async () => {
		const { features } = await read(`${DATA}alexandria_streets_osm_2025-10.osm.pbf`);
		const known = JSON.parse(readFileSync(`${DATA}alexandria_streets_osm.geojson`, 'utf8')) as {
			features: { properties: Record<string, string>; geometry: LineString }[];
		};
		expect(features.length).toBe(24_038);
		const found = new Map(features.map((f) => [f.sourceId, f]));
		let worst = 0;
		for (const { properties, geometry } of known.features) {
			const own = found.get(properties.osm_id);
			expect(own?.properties.highway).toBe(properties.highway);
			expect(own?.properties.name).toBe(properties.name);
			const line = own?.geometry as LineString;
			expect(line.coordinates.length).toBe(geometry.coordinates.length);
			line.coordinates.forEach(([x = 0, y = 0], i) => {
				const [a = 0, b = 0] = geometry.coordinates[i] ?? [];
				worst = Math.max(worst, Math.abs(x - a), Math.abs(y - b));
			});
		}
		expect(worst).toBeLessThan(1e-6);
	}, 30_000);
});
