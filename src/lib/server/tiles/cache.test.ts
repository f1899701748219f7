import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tileBox, tilesOfBox, type Box3857 } from './address.ts';
import { TileCache, type CacheKey } from './cache.ts';

const value = (text: string, bytes = 1000) => ({ text, bytes });
type Value = ReturnType<typeof value>;
const key = (z: number, x: number, y: number, more: Partial<CacheKey> = {}): CacheKey => ({
	layer: 'buildings',
	permissionClass: 'public',
	z,
	x,
	y,
	...more
});
const keep = (cache: TileCache<Value>, k: CacheKey, v = value('old')) => cache.build(k, async () => v);

test('a tile is kept for its layer, its class and its place, and for no other', async () => {
	const cache = new TileCache<Value>(1e6);
	await keep(cache, key(15, 1, 2));
	expect(cache.get(key(15, 1, 2))?.text).toBe('old');
	expect(cache.get(key(15, 2, 1))).toBeUndefined();
	expect(cache.get(key(15, 1, 2, { permissionClass: 'staff' }))).toBeUndefined();
	expect(cache.get(key(15, 1, 2, { layer: 'streets' }))).toBeUndefined();
});

test('the least recently used goes first, and the bytes stay under the bound', async () => {
	const cache = new TileCache<Value>(10_000);
	for (let x = 0; x < 5; x++) await keep(cache, key(15, x, 0));
	cache.get(key(15, 0, 0));
	await keep(cache, key(15, 9, 0), value('large', 3000));
	expect(cache.bytes).toBeLessThanOrEqual(10_000);
	expect(cache.get(key(15, 0, 0))).toBeDefined();
	expect(cache.get(key(15, 1, 0))).toBeUndefined();
	expect(cache.get(key(15, 9, 0))).toBeDefined();
});

test('what is larger than the whole cache is given but not kept', async () => {
	const cache = new TileCache<Value>(2000);
	expect((await keep(cache, key(15, 0, 0), value('huge', 5000))).text).toBe('huge');
	expect(cache.size).toBe(0);
});

test('a value that grows is counted again', async () => {
	const cache = new TileCache<Value>(4000);
	const grown = value('a');
	await keep(cache, key(15, 0, 0), grown);
	await keep(cache, key(15, 1, 0), value('b'));
	grown.bytes = 2900;
	cache.grown(key(15, 0, 0), grown);
	expect(cache.bytes).toBeLessThanOrEqual(4000);
	expect(cache.get(key(15, 0, 0))).toBeUndefined();
	cache.grown(key(15, 1, 0), value('another'));
	expect(cache.get(key(15, 1, 0))?.text).toBe('b');
});

test('many who ask at once share one building', async () => {
	const cache = new TileCache<Value>(1e6);
	let built = 0;
	const build = async () => {
		built++;
		await new Promise((done) => setTimeout(done, 5));
		return value('once');
	};
	const all = await Promise.all(Array.from({ length: 20 }, () => cache.build(key(15, 1, 1), build)));
	expect(new Set(all).size).toBe(1);
	expect(built).toBe(1);
});

test('a failed building is told to all who wait and forgotten', async () => {
	const cache = new TileCache<Value>(1e6);
	const fails = () => cache.build(key(15, 1, 1), async () => Promise.reject(new Error('gone')));
	await expect(Promise.all([fails(), fails()])).rejects.toThrow('gone');
	expect((await keep(cache, key(15, 1, 1))).text).toBe('old');
});

test('a write while a tile is being built leaves nothing stale behind', async () => {
	const cache = new TileCache<Value>(1e6);
	let release!: () => void;
	const gate = new Promise<void>((open) => (release = open));
	const before = cache.build(key(15, 10, 10), async () => (await gate, value('before the write')));
	const [minX, minY] = tileBox(key(15, 10, 10));
	cache.dropBox('buildings', [minX + 5, minY + 5, minX + 6, minY + 6]);
	const after = cache.build(key(15, 10, 10), async () => value('after the write'));
	release();
	expect((await before).text).toBe('before the write');
	expect((await after).text).toBe('after the write');
	expect(cache.get(key(15, 10, 10))?.text).toBe('after the write');
});

test('a write that comes at the moment the building begins is noticed', async () => {
	const cache = new TileCache<Value>(1e6);
	const pending = keep(cache, key(15, 10, 10));
	cache.dropBox('buildings', tileBox(key(15, 10, 10)));
	await pending;
	expect(cache.get(key(15, 10, 10))).toBeUndefined();
});

test('a write elsewhere does not disturb a building', async () => {
	const cache = new TileCache<Value>(1e6);
	const pending = keep(cache, key(15, 10, 10));
	cache.dropBox('buildings', tileBox(key(15, 20, 20)));
	cache.dropBox('streets', tileBox(key(15, 10, 10)));
	await pending;
	expect(cache.get(key(15, 10, 10))?.text).toBe('old');
});

test('a write drops the tiles its box touches at every zoom and class, and only those', async () => {
	const alexandria = tileBox({ z: 10, x: 597, y: 418 });
	const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
	const box = fc
		.tuple(
			within(alexandria[0], alexandria[2]),
			within(alexandria[1], alexandria[3]),
			fc.constantFrom(0, 10, 3000, 1e6),
			fc.constantFrom(0, 10, 3000, 1e6)
		)
		.map(([x, y, w, h]): Box3857 => [x, y, x + w, y + h]);
	await fc.assert(
		fc.asyncProperty(box, fc.integer({ min: 1, max: 400 }), async (change, spread) => {
			const cache = new TileCache<Value>(1e9);
			const keys: CacheKey[] = [];
			for (let z = 0; z <= 22; z += 2) {
				const { minX, minY } = tilesOfBox(change, z);
				const step = z < 12 ? 1 : spread;
				for (const x of [minX - step, minX - 1, minX, minX + 1, minX + step])
					for (const permissionClass of ['public', 'staff'])
						if (x >= 0 && x < 2 ** z) keys.push(key(z, x, minY, { permissionClass }));
			}
			for (const k of keys) await keep(cache, k);
			cache.dropBox('buildings', change);
			for (const k of keys) {
				const [minX, minY, maxX, maxY] = tileBox(k, 64 / 4096);
				const touched = change[0] <= maxX && change[2] >= minX && change[1] <= maxY && change[3] >= minY;
				expect(cache.get(k) === undefined, JSON.stringify(k)).toBe(touched);
			}
		}),
		{ numRuns: 60 }
	);
});

test('clearing takes a layer or everything, those being built too', async () => {
	const cache = new TileCache<Value>(1e6);
	await keep(cache, key(15, 1, 1));
	await keep(cache, key(15, 1, 1, { layer: 'streets' }));
	const pending = keep(cache, key(15, 2, 2));
	cache.clear('buildings');
	await pending;
	expect([cache.get(key(15, 1, 1)), cache.get(key(15, 2, 2))]).toEqual([undefined, undefined]);
	expect(cache.size).toBe(1);
	cache.clear();
	expect([cache.size, cache.bytes]).toEqual([0, 0]);
});
