import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { toLegal } from '#lib/kernel/crs.ts';
import { distanceToLine } from './geometry/line.ts';
import { contains } from './geometry/ring.ts';
import { distance, type Pt } from './geometry/vector.ts';
import { borderOf } from './network/mains.ts';
import { PLAN } from './plan.ts';

const DATA = path.resolve(import.meta.dirname, '../../../../../../shared/data');
const there = existsSync(path.join(DATA, 'MANIFEST.md'));
interface Collection {
	features: { geometry: { type: string; coordinates: never } }[];
}
const read = (file: string) =>
	(JSON.parse(readFileSync(path.join(DATA, file), 'utf8')) as Collection).features;

test.skipIf(!there)(
	'the model town stands in the desert of Alexandria, far from every real place',
	() => {
		const districts = read('alexandria_adm2_wof.geojson').flatMap(({ geometry }) => {
			const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
			return (polygons as [number, number][][][]).map((p) =>
				(p[0] ?? []).map((c) => toLegal(4326, [c[0], c[1]]) as Pt)
			);
		});
		const rim = borderOf(PLAN).map(([x, y]): Pt => [x + PLAN.origin[0], y + PLAN.origin[1]]);
		const holder = districts.find((d) => contains(d, rim[0] as Pt));
		expect(holder).toBeDefined();
		expect(rim.every((p) => holder && contains(holder, p))).toBe(true);
		expect(Math.min(...rim.map((p) => distanceToLine(p, holder ?? [])))).toBeGreaterThan(4000);

		const known = [
			'egypt_localities_wof.geojson',
			'egypt_pois_osm_2019.geojson',
			'alexandria_power_nodes_osm_2019.geojson'
		]
			.flatMap(read)
			.map(({ geometry }) => geometry.coordinates as [number, number])
			.filter(([lon, lat]) => lon > 29.5 && lon < 29.95 && lat > 30.5 && lat < 30.9)
			.map((c) => toLegal(4326, c) as Pt);
		expect(known.length).toBeGreaterThan(20);
		expect(Math.min(...known.map((k) => Math.min(...rim.map((p) => distance(p, k)))))).toBeGreaterThan(2500);
	},
	60_000
);
