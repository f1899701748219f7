import { afterAll, describe, expect, it } from 'vitest';
import { encode } from '../fixtures/encode.fixture.ts';
import { file, read, removeFolders } from '../fixtures/files.fixture.ts';
import { zip } from '../fixtures/zip.fixture.ts';

afterAll(removeFolders);

const KML = (inside: string, encoding = 'UTF-8') =>
	`<?xml version="1.0" encoding="${encoding}"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>ملف</name>${inside}</Document></kml>`;
const PLACEMARK = `<Folder><name>شبكات</name><Folder><name>مياه</name><Placemark id="p1">
	<name>خط ١</name><description><![CDATA[<!DOCTYPE html><b>قطر</b> 300 & more]]></description>
	<ExtendedData><Data name="dn"><value>300</value></Data>
	<SchemaData schemaUrl="#s"><SimpleData name="material">HDPE</SimpleData></SchemaData></ExtendedData>
	<LineString><coordinates>29.9,31.2,0 29.91, 31.21,0
	29.92,31.22</coordinates></LineString></Placemark></Folder></Folder>`;

describe('KML', () => {
	it('reads names, folders, data and geometry of a placemark', async () => {
		const { source, features } = await read(file('a.kml', KML(PLACEMARK)));
		expect(source).toMatchObject({ format: 'kml', crs: { srid: 4326 }, encoding: 'utf-8' });
		expect(features).toEqual([
			{
				row: 1,
				sourceId: 'p1',
				properties: {
					folder: 'شبكات / مياه',
					name: 'خط ١',
					description: '<!DOCTYPE html><b>قطر</b> 300 & more',
					dn: '300',
					material: 'HDPE'
				},
				geometry: {
					type: 'LineString',
					coordinates: [
						[29.9, 31.2],
						[29.91, 31.21],
						[29.92, 31.22]
					]
				}
			}
		]);
	});

	it('joins a multi-geometry, holes included, and keeps a mixed one', async () => {
		const ring = '0,0 4,0 4,4 0,4 0,0';
		const hole = '1,1 2,1 2,2 1,2 1,1';
		const polygon = `<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring}</coordinates></LinearRing></outerBoundaryIs>
			<innerBoundaryIs><LinearRing><coordinates>${hole}</coordinates></LinearRing></innerBoundaryIs></Polygon>`;
		const point = '<Point><coordinates>1,2</coordinates></Point>';
		const { features } = await read(
			file(
				'a.kml',
				KML(`<Placemark><MultiGeometry>${polygon}<MultiGeometry>${polygon}</MultiGeometry></MultiGeometry></Placemark>
				<Placemark><MultiGeometry>${polygon}${point}</MultiGeometry></Placemark>
				<Placemark><name>none</name></Placemark>
				<Placemark><Point><coordinates>x,y</coordinates></Point></Placemark>
				<Placemark><gx:Track><when>t</when><gx:coord>1 2 3</gx:coord><gx:coord>2 3 4</gx:coord></gx:Track></Placemark>`)
			)
		);
		expect(features.map((f) => f.problem?.code ?? f.geometry?.type ?? null)).toEqual([
			'MultiPolygon',
			'GeometryCollection',
			null,
			'coordinate_unreadable',
			'LineString'
		]);
		expect((features[0]?.geometry as { coordinates: unknown[][] }).coordinates.map((p) => p.length)).toEqual([
			2, 2
		]);
	});

	it('reads a KMZ, and Arabic in other encodings', async () => {
		const kmz = zip([
			{ name: 'files/icon.png', content: Buffer.from('x') },
			{ name: 'doc.kml', content: Buffer.from(KML(PLACEMARK)) }
		]);
		expect((await read(file('a.kmz', kmz))).source.format).toBe('kmz');
		const bytes = encode(KML(PLACEMARK, 'windows-1256'), 'windows-1256');
		const { source, features } = await read(file('a.kml', bytes));
		expect(source.encoding).toBe('windows-1256');
		expect(features[0]?.properties.material).toBe('HDPE');
		const utf16 = await read(file('b.kml', Buffer.from(`\uFEFF${KML(PLACEMARK, 'UTF-16')}`, 'utf16le')));
		expect(utf16.features[0]?.properties.name).toBe('خط ١');
	});
});

describe('GPX', () => {
	it('reads waypoints, routes and tracks', async () => {
		const gpx = `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
			<wpt lat="31.2" lon="29.9"><name>غرفة</name><ele>4</ele></wpt>
			<rte><name>r</name><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte>
			<trk><name>t</name><trkseg><trkpt lat="1" lon="2"><time>x</time></trkpt><trkpt lat="3" lon="4"/></trkseg>
			<trkseg><trkpt lat="5" lon="6"/><trkpt lat="7" lon="8"/></trkseg><trkseg><trkpt lat="9" lon="9"/></trkseg></trk>
			<wpt lat="" lon="2"/></gpx>`;
		const { source, features } = await read(file('a.gpx', gpx));
		expect(source.format).toBe('gpx');
		expect(features.map((f) => [f.properties.name, f.problem?.code ?? f.geometry?.type])).toEqual([
			['غرفة', 'Point'],
			['r', 'LineString'],
			['t', 'MultiLineString'],
			[undefined, 'geometry_not_finite']
		]);
		expect(features[0]).toMatchObject({ geometry: { coordinates: [29.9, 31.2] }, properties: { ele: '4' } });
	});
});
