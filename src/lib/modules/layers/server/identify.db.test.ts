import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aFeature, CORNER_WGS84, squareWkt, streetWkt } from '../../../../../tests/builders/features.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { getFeature, identify, layerExtent, listFeatures, mapCatalogue } from './index.ts';

let p: TestPlatform;
let street: string;
let small: string;
const system = () => makeCtx(p, { actor: SYSTEM });
const [lon, lat] = CORNER_WGS84;

beforeAll(async () => {
	p = await testPlatform();
	street = await aFeature(p, 'streets', {
		sourceId: 'w1',
		nameAr: 'شارع الجلاء',
		kind: 'primary',
		props: { lanes: '4', surface: '' },
		wkt: streetWkt([0, 0], [100, 0])
	});
	await aFeature(p, 'streets', {
		nameAr: 'شارع الجلاء',
		kind: 'primary',
		wkt: streetWkt([100, 0], [250, 0])
	});
	await aFeature(p, 'districts', { nameAr: 'قسم كبير', wkt: squareWkt(-2000, -2000, 5000) });
	small = await aFeature(p, 'parcels', {
		nameAr: 'قطعة',
		props: { area_m2: 400 },
		wkt: squareWkt(-10, -10, 20)
	});
});
afterAll(() => p.close());

describe('asking what is at a place', () => {
	const ask = (more: Partial<Parameters<typeof identify>[1]> = {}) =>
		identify(system(), {
			lon,
			lat,
			zoom: 17,
			tolerance: 6,
			layers: ['districts', 'parcels', 'streets', 'places'],
			...more
		});

	it('names lines before areas, and the smaller area first', async () => {
		const hits = await ask();
		expect(hits.map((h) => h.layer)).toEqual(['streets', 'parcels', 'districts']);
		expect(hits[0]).toMatchObject({
			id: street,
			title: { ar: 'شارع الجلاء', en: 'شارع الجلاء' },
			subtitle: { ar: 'شارع رئيسي', en: 'Primary street' }
		});
	});

	it('reaches as far as the finger, in metres of the zoom', async () => {
		const beside = { lat: lat + 20 / 110_900, layers: ['streets'] };
		expect(await ask({ ...beside, zoom: 17 })).toEqual([]);
		expect(await ask({ ...beside, zoom: 17, tolerance: 24 })).toHaveLength(1);
		expect(await ask({ ...beside, zoom: 15 })).toHaveLength(1);
	});

	it('finds only what the map draws at that zoom', async () => {
		expect(await ask({ zoom: 12, layers: ['parcels'] })).toEqual([]);
		expect(await ask({ zoom: 17, layers: ['parcels'] })).toMatchObject([{ id: small }]);
	});

	it('is refused for a layer that the asker may not see, and for one that does not exist', async () => {
		const anybody = makeCtx(p);
		const at = { lon, lat, zoom: 17, tolerance: 6 };
		await expect(identify(anybody, { ...at, layers: ['parcels'] })).rejects.toMatchObject({
			code: 'not_signed_in'
		});
		await expect(identify(anybody, { ...at, layers: ['no such'] })).rejects.toMatchObject({
			code: 'layer_unknown'
		});
	});
});

describe('a record', () => {
	it('has titled fields with the words for codes, and its measures in legal metres', async () => {
		const record = await getFeature(system(), 'streets', street);
		expect(record).toMatchObject({ sourceId: 'w1', area: null, title: { ar: 'شارع الجلاء' } });
		expect(record.length).toBeCloseTo(100, 6);
		expect(record.fields.map((f) => [f.name, f.value])).toEqual([
			['name_ar', 'شارع الجلاء'],
			['kind', 'primary'],
			['lanes', '4']
		]);
		expect(record.fields[1]!.label).toEqual({ ar: 'شارع رئيسي', en: 'Primary street' });
		expect(record.geometry.type).toBe('MultiLineString');
		expect(record.bbox[0]).toBeCloseTo(lon, 4);
	});

	it('gives words to the kinds that come with places, and shows one it does not know as it came', async () => {
		const place = (kind: string) =>
			aFeature(p, 'places', { nameAr: 'مكان', kind, wkt: 'POINT(512000 944000)' });
		const kind = async (id: string) =>
			(await getFeature(system(), 'places', id)).fields.find((f) => f.name === 'kind');
		expect(await kind(await place('culture'))).toMatchObject({
			value: 'culture',
			label: { ar: 'قصر ثقافة', en: 'Culture palace' }
		});
		const strange = await kind(await place('bookmaker'));
		expect(strange).toMatchObject({ value: 'bookmaker' });
		expect(strange).not.toHaveProperty('label');
	});

	it('of a piece of a street knows the whole street', async () => {
		const { whole } = await getFeature(system(), 'streets', street);
		expect(whole).toMatchObject({ pieces: 2 });
		expect(whole!.length).toBeCloseTo(250, 6);
	});

	it('of an area has its square metres; numbers are numbers', async () => {
		const record = await getFeature(system(), 'parcels', small);
		expect(record.area).toBeCloseTo(400, 4);
		expect(record.fields.find((f) => f.name === 'area_m2')?.value).toBe(400);
		expect(record.whole).toBeNull();
	});

	it.each(['0', '999999', 'x', '1; drop table streets', '99999999999999999999', '-1'])(
		'%s is not there',
		async (id) => {
			await expect(getFeature(system(), 'streets', id)).rejects.toMatchObject({ code: 'not_found' });
		}
	);

	it('is not shown to who may not see the layer', async () => {
		await expect(getFeature(makeCtx(p), 'parcels', small)).rejects.toMatchObject({ code: 'not_signed_in' });
	});
});

describe('the features of a layer', () => {
	it('come in pages that leave nothing out and repeat nothing', async () => {
		for (let i = 0; i < 7; i++)
			await aFeature(p, 'schools', { nameAr: `مدرسة ${i}`, wkt: `POINT(${512_000 + i} 944000)` });
		const ids: unknown[] = [];
		let cursor: string | undefined;
		do {
			const page = await listFeatures(system(), 'schools', { limit: 3, cursor });
			ids.push(...page.features.features.map((f) => f.id));
			cursor = page.next ?? undefined;
		} while (cursor);
		expect(ids).toHaveLength(7);
		expect(new Set(ids).size).toBe(7);
	});

	it('can be limited to a box', async () => {
		const box: [number, number, number, number] = [lon - 0.0002, lat - 0.0002, lon + 0.0002, lat + 0.0002];
		const page = await listFeatures(system(), 'streets', { bbox: box, limit: 10 });
		expect(page.features.features.map((f) => f.id)).toEqual([street]);
		expect(page.next).toBeNull();
	});

	it('refuse a cursor that is none', async () => {
		for (const cursor of ['x', '%', 'MTsgZHJvcA', 'ZHJvcA'])
			await expect(listFeatures(system(), 'streets', { limit: 1, cursor })).rejects.toMatchObject({
				code: 'bad_request'
			});
	});
});

describe('the catalogue', () => {
	it('shows the public less than the staff, and nothing about tables to anybody', async () => {
		const open = await mapCatalogue(makeCtx(p));
		const all = await mapCatalogue(system());
		expect(open.layers.map((l) => l.id)).not.toContain('parcels');
		expect(all.layers.map((l) => l.id)).toContain('parcels');
		expect(JSON.stringify(all)).not.toMatch(/"(relation|readers|writers|importable)"/);
	});

	it('knows where a layer is, and follows what is written', async () => {
		const ctx = system();
		expect(await layerExtent(ctx, 'hospitals')).toBeNull();
		await aFeature(p, 'hospitals', { wkt: 'POINT(512000 944000)' });
		const first = await comes(async () => await layerExtent(ctx, 'hospitals'));
		expect(first[0]).toBeCloseTo(29.92, 2);
		await aFeature(p, 'hospitals', { wkt: 'POINT(514000 944000)' });
		const second = await comes(async () => {
			const box = await layerExtent(ctx, 'hospitals');
			return box && box[2] > first[2] ? box : null;
		});
		expect(second[2] - first[0]).toBeCloseTo(0.021, 2);
	});

	it('is at home where the smallest of the leading layers is', async () => {
		const { home } = await mapCatalogue(system());
		expect(home[2] - home[0]).toBeLessThan(0.01);
	});
});

/** Waits for what the change feed brings a moment later. */
async function comes<T>(ask: () => Promise<T | null>): Promise<T> {
	for (let i = 0; i < 60; i++) {
		const answer = await ask();
		if (answer !== null) return answer;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('it did not come');
}
