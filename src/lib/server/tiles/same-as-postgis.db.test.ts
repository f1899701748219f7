import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REAL, testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import { tilesOfBox, type TileAddress } from './address.ts';
import { buildTile } from './build.ts';
import { testLayer } from './layer.fixture.ts';

/**
 * Our encoder against PostGIS's own: random geometries of every type, random tiles, both decoded. The embedded
 * database has no ST_AsMVT, so this runs only where TEST_DATABASE_URL names a real server.
 */
const TYPES = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const;
const CENTRE = { x: 3_335_000, y: 3_660_000 };
const PER_TYPE = 250;

let p: TestPlatform;
beforeAll(async () => {
	if (!REAL) return;
	p = await testPlatform();
	await p.pool.query(`create table shapes (id bigint primary key, name_ar text, kind text, props jsonb,
		updated_at timestamptz default now(), geom_3857 geometry(Geometry, 3857))`);
	const random = seeded(11);
	let id = 0;
	for (const type of TYPES)
		for (let i = 0; i < PER_TYPE; i++)
			await p.pool.query(
				`insert into shapes values ($1::int, $2, $3, jsonb_build_object('floors', $1::int % 9, 'height', $1::int / 7.0,
					'listed', $1::int % 2 = 0), now(), st_setsrid(st_geomfromtext($4), 3857))`,
				[++id, id % 3 ? `شكل ${id}` : null, type, wkt(type, random)]
			);
	// Overlapping parts and touching holes are for the import to refuse, not for tiles to judge.
	await p.pool.query('delete from shapes where not st_isvalid(geom_3857)');
	await p.pool.query('create index on shapes using gist (geom_3857)');
});
afterAll(() => p?.close());

describe.skipIf(!REAL)('the same as ST_AsMVT (needs TEST_DATABASE_URL)', () => {
	test.each(TYPES)('%s', async (type) => {
		const random = seeded(TYPES.indexOf(type) + 50);
		let compared = 0;
		for (let i = 0; i < 60; i++) {
			const z = 13 + (i % 6);
			const x = CENTRE.x + (random() - 0.5) * 4000;
			const y = CENTRE.y + (random() - 0.5) * 4000;
			const range = tilesOfBox([x, y, x, y], z);
			compared += await compare({ z, x: range.minX, y: range.minY }, type);
		}
		expect(compared).toBeGreaterThan(100);
	});
});

async function compare(address: TileAddress, kind: string): Promise<number> {
	await p.pool.query(`create or replace view shapes_now as select * from shapes where kind = '${kind}'`);
	const geometry = kind.endsWith('Point') ? 'point' : kind.endsWith('LineString') ? 'line' : 'polygon';
	const layer = testLayer({
		id: 'shapes',
		geometry,
		relation: 'shapes_now',
		tiles: { minZoom: 0, maxZoom: 22, detailZoom: 0, low: 'none' }
	});
	const source = { pool: p.pool, prepare: false, maxBytes: 1e9 };
	const ours = features((await buildTile(source, layer, address)).data);
	const { rows } = await p.pool.query(
		`select st_asmvt(t, 'shapes', 4096, 'g', 'id') as tile from (
			select id, name_ar, kind, (props ->> 'floors')::int as floors,
				(props ->> 'height')::float8 as height, (props ->> 'listed')::boolean as listed,
				st_asmvtgeom(geom_3857, st_tileenvelope($1, $2, $3), 4096, 64, true) as g
			from shapes_now where geom_3857 && st_tileenvelope($1, $2, $3, margin => 64.0 / 4096)) t
		where g is not null`,
		[address.z, address.x, address.y]
	);
	const theirs = features(rows[0].tile);
	for (const [id, mine] of ours) {
		const other = theirs.get(id);
		if (!other) expect(isSeen(mine), `only ours: ${id}`).toBe(false);
		else expectSame(mine, other, address);
	}
	for (const [id, other] of theirs)
		if (!ours.has(id)) expect(isSeen(other), `only theirs: ${id}`).toBe(false);
	return ours.size;
}

function expectSame(mine: VectorTileFeature, other: VectorTileFeature, address: TileAddress) {
	const { seen: _, ...properties } = mine.properties;
	if (address.z < 16) {
		delete other.properties.height;
		delete other.properties.listed;
	}
	expect(properties).toEqual(other.properties);
	expect(mine.type).toBe(other.type);
	const [a, b] = [mine.loadGeometry(), other.loadGeometry()];
	const which = `feature ${mine.id} of ${JSON.stringify(address)}`;
	expect(farthest(a, b), `${which}: theirs has more`).toBeLessThanOrEqual(1);
	expect(farthest(b, a), `${which}: ours has more`).toBeLessThanOrEqual(1);
}

type Parts = { x: number; y: number }[][];

/** How far, in units, the second's visible vertices lie from the first's points or lines. */
function farthest(parts: Parts, vertices: Parts): number {
	let worst = 0;
	for (const v of vertices.flat()) {
		if (v.x < 0 || v.y < 0 || v.x > 4096 || v.y > 4096) continue;
		let best = Infinity;
		for (const part of parts)
			for (const [i, b] of part.entries()) {
				const a = part[i - 1] ?? b;
				const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
				const t = length
					? Math.min(1, Math.max(0, ((v.x - a.x) * (b.x - a.x) + (v.y - a.y) * (b.y - a.y)) / length))
					: 0;
				best = Math.min(best, Math.hypot(v.x - a.x - t * (b.x - a.x), v.y - a.y - t * (b.y - a.y)));
			}
		worst = Math.max(worst, best);
	}
	return worst;
}

/** False for slivers and for what touches only the margin's edge: one side may keep it, the other not. */
function isSeen(feature: VectorTileFeature): boolean {
	const all = feature.loadGeometry().flat();
	const side = (values: number[]) => Math.max(...values) - Math.min(...values);
	const sliver = Math.min(side(all.map((v) => v.x)), side(all.map((v) => v.y))) < 3;
	const inside = all.some((v) => v.x >= 0 && v.y >= 0 && v.x <= 4096 && v.y <= 4096);
	return inside && (feature.type === 1 || !sliver);
}

function features(tile: Buffer): Map<number, VectorTileFeature> {
	const layer = tile.length ? new VectorTile(new PbfReader(tile)).layers.shapes : undefined;
	const all = Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i));
	return new Map(all.map((feature) => [Number(feature.id), feature]));
}

function wkt(type: (typeof TYPES)[number], random: () => number): string {
	// From a courtyard to a district; what is a few units small PostGIS repairs into other small pieces.
	const size = 10 ** (1.6 + random() * 2);
	const x = CENTRE.x + (random() - 0.5) * 4000;
	const y = CENTRE.y + (random() - 0.5) * 4000;
	const at = (dx: number, dy: number) => `${x + dx} ${y + dy}`;
	const anywhere = () => at((random() - 0.5) * size, (random() - 0.5) * size);
	const several = (make: () => string) => Array.from({ length: 2 + Math.floor(random() * 5) }, make);
	const line = () => `(${several(anywhere).join(', ')})`;
	/** A concave star with, now and then, a hole; `shift` keeps the parts of a multipolygon apart. */
	const polygon = (shift: number) => {
		const radii = Array.from({ length: 5 + Math.floor(random() * 20) }, () => size * (0.5 + random() / 2));
		const ring = (share: number) => {
			const corners = radii.map((r, i) => {
				const angle = (2 * Math.PI * i) / radii.length;
				return at(shift + r * share * Math.cos(angle), r * share * Math.sin(angle));
			});
			return `(${[...corners, corners[0]].join(', ')})`;
		};
		return random() < 0.4 ? `(${ring(1)}, ${ring(0.5)})` : `(${ring(1)})`;
	};
	switch (type) {
		case 'Point':
			return `POINT(${anywhere()})`;
		case 'MultiPoint':
			return `MULTIPOINT(${several(anywhere).join(', ')})`;
		case 'LineString':
			return `LINESTRING${line()}`;
		case 'MultiLineString':
			return `MULTILINESTRING(${several(line).join(', ')})`;
		case 'Polygon':
			return `POLYGON${polygon(0)}`;
		case 'MultiPolygon':
			return `MULTIPOLYGON(${[0, 1, 2].map((i) => polygon(i * size * 2.5)).join(', ')})`;
	}
}

/** A fixed sequence of numbers in 0..1 (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
