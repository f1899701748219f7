import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { TileCache } from './cache.ts';
import { testLayer } from './layer.fixture.ts';
import { tileResponse, type TileDeps, type TileRequest } from './serve.ts';
import type { StoredTile } from './stored.ts';
import { wkbIn } from './wkb.fixture.ts';

const place = { z: 15, x: 19096, y: 13381 };
const request = (more: Partial<TileRequest> = {}): TileRequest => ({
	layer: testLayer(),
	permissionClass: 'public',
	...place,
	...more
});

/** A database that answers each tile with so many points, and counts the questions. */
function deps(points = 200, more: Partial<TileDeps> = {}) {
	const shape = wkbIn(place);
	const query = vi.fn(async () => {
		if (points === 0) return { rows: [[0, null, null, null, null, null]] };
		const ids = Buffer.alloc(points * 8);
		for (let i = 0; i < points; i++) ids.writeUInt32BE(i + 1, i * 8 + 4);
		const wkb = Buffer.concat(Array.from({ length: points }, (_, i) => shape.point([i, i])));
		const texts = ['name', 'kind', '3'].map((t) => Array(points).fill(t).join('\x1f'));
		return { rows: [[points, ids.toString('base64'), wkb.toString('base64'), ...texts]] };
	});
	const record = vi.fn<NonNullable<TileDeps['record']>>();
	const cache = new TileCache<StoredTile>(1e7);
	return { source: { pool: { query }, prepare: false }, cache, ...more, record, query };
}
const features = (body: Buffer) => new VectorTile(new PbfReader(body)).layers.buildings!.length;
const results = (d: ReturnType<typeof deps>) => d.record.mock.calls.map(([, result]) => result);

describe('a tile', () => {
	test('is answered whole, then from memory without waiting', async () => {
		const d = deps();
		const first = await tileResponse(request(), d);
		expect(first.status).toBe(200);
		expect(first.headers).toMatchObject({
			'content-type': 'application/vnd.mapbox-vector-tile',
			'content-length': String(first.body!.length),
			'cache-control': 'public, no-cache',
			etag: expect.stringMatching(/^"[\w-]{22}"$/)
		});
		expect(features(first.body!)).toBe(200);
		expect(tileResponse(request(), d)).toBe(first);
		expect(d.query).toHaveBeenCalledTimes(1);
		expect(results(d)).toEqual(['miss', 'hit']);
	});

	test('of a restricted layer stays with the person who asked', async () => {
		const { headers } = await tileResponse(request({ layer: testLayer({ readers: 'staff' }) }), deps());
		expect(headers['cache-control']).toBe('private, no-cache');
		expect(headers.vary).toMatch(/cookie/);
	});

	test('is made anew for another permission class', async () => {
		const d = deps();
		await tileResponse(request(), d);
		await tileResponse(request({ permissionClass: 'staff' }), d);
		expect(d.query).toHaveBeenCalledTimes(2);
	});

	test('with nothing in it is 204, and that is remembered too', async () => {
		const d = deps(0);
		expect(await tileResponse(request(), d)).toMatchObject({ status: 204, body: null });
		expect(tileResponse(request(), d)).toMatchObject({ status: 204 });
		expect(d.query).toHaveBeenCalledTimes(1);
		expect(results(d)).toEqual(['empty', 'empty']);
	});

	test('asked for by many at once is built once', async () => {
		const d = deps();
		await Promise.all(Array.from({ length: 8 }, () => tileResponse(request(), d)));
		expect(d.query).toHaveBeenCalledTimes(1);
		expect(results(d).sort()).toEqual(['miss', ...Array(7).fill('shared')]);
	});

	test('is not kept while writes may go unnoticed', async () => {
		const d = deps(5, { trusted: () => false });
		await tileResponse(request(), d);
		await tileResponse(request(), d);
		expect(d.query).toHaveBeenCalledTimes(2);
		expect(d.cache.size).toBe(0);
	});
});

describe('an unchanged tile', () => {
	test('is 304 for its tag in any encoding, in a list, weakened by a proxy, or for a star', async () => {
		const d = deps();
		const { etag } = (await tileResponse(request(), d)).headers;
		const zipped = (await tileResponse(request({ acceptEncoding: 'gzip' }), d)).headers.etag!;
		expect(zipped).not.toBe(etag);
		for (const ifNoneMatch of [etag!, zipped, `"other", ${etag}`, `W/${etag}`, '*'])
			expect(await tileResponse(request({ ifNoneMatch }), d)).toMatchObject({ status: 304, body: null });
		expect(await tileResponse(request({ ifNoneMatch: '"other"' }), d)).toMatchObject({ status: 200 });
		expect(results(d).filter((r) => r === 'not_modified')).toHaveLength(5);
	});

	test('keeps its tag when it was built again', async () => {
		const d = deps();
		const { etag } = (await tileResponse(request(), d)).headers;
		d.cache.clear();
		expect(await tileResponse(request({ ifNoneMatch: etag }), d)).toMatchObject({ status: 304 });
		expect(d.query).toHaveBeenCalledTimes(2);
	});
});

describe('compression', () => {
	test('is what the client takes', async () => {
		const d = deps();
		const plain = await tileResponse(request({ acceptEncoding: 'identity' }), d);
		const zipped = await tileResponse(request({ acceptEncoding: 'deflate, gzip;q=0.5' }), d);
		expect(zipped.headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(zipped.body!)).toEqual(plain.body);
		expect(plain.headers['content-encoding']).toBeUndefined();
		const refused = await tileResponse(request({ acceptEncoding: 'gzip;q=0, br;q=0' }), d);
		expect(refused.headers['content-encoding']).toBeUndefined();
		expect(d.cache.bytes).toBeGreaterThan(plain.body!.length + zipped.body!.length);
	});

	test('is brotli for a tile that is asked for again and again', async () => {
		const d = deps();
		const ask = () => tileResponse(request({ acceptEncoding: 'gzip, br' }), d);
		expect((await ask()).headers['content-encoding']).toBe('gzip');
		await vi.waitFor(async () => expect((await ask()).headers['content-encoding']).toBe('br'));
		const [best, plain] = [await ask(), await tileResponse(request(), d)];
		expect(brotliDecompressSync(best.body!)).toEqual(plain.body);
	});

	test('is brotli at once for a client that takes nothing else', async () => {
		const only = await tileResponse(request({ acceptEncoding: 'br' }), deps());
		expect(only.headers['content-encoding']).toBe('br');
	});

	test('is left out where it gains nothing', async () => {
		const tiny = await tileResponse(request({ acceptEncoding: 'gzip, br' }), deps(1));
		expect(tiny.headers['content-encoding']).toBeUndefined();
	});
});

test.each([
	[-1, 0, 0],
	[23, 0, 0],
	[1.5, 0, 0],
	[NaN, 0, 0],
	[3, 8, 0],
	[3, -1, 0],
	[3, 0, 8],
	[3, 0.5, 1]
])('there is no tile %d/%d/%d', async (z, x, y) => {
	const d = deps();
	const answer = await tileResponse(request({ z, x, y, locale: 'ar', reference: 'r-1' }), d);
	expect(answer.status).toBe(400);
	expect(JSON.parse(answer.body!.toString())).toMatchObject({
		code: 'tile_impossible',
		status: 400,
		reference: 'r-1'
	});
	expect(d.query).not.toHaveBeenCalled();
	expect(results(d)).toEqual(['refused']);
});

test('what the database throws reaches the caller, and the next one may succeed', async () => {
	const d = deps();
	d.query.mockRejectedValueOnce(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }));
	await expect(tileResponse(request(), d)).rejects.toThrow('down');
	expect(await tileResponse(request(), d)).toMatchObject({ status: 200 });
});
