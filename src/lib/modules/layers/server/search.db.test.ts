import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aFeature, squareWkt, streetWkt } from '../../../../../tests/builders/features.ts';
import { testPlatform, type TestPlatform } from '../../../../../tests/db/support.ts';
import { search } from './index.ts';

let p: TestPlatform;
const found = async (query: string, more: { limit?: number; near?: [number, number, number, number] } = {}) =>
	search(makeCtx(p, { actor: SYSTEM }), { query, limit: 10, ...more });
const titles = async (query: string) => (await found(query)).map((h) => h.title.ar);

beforeAll(async () => {
	p = await testPlatform();
	const pieces = [
		[streetWkt([0, 0], [400, 10])],
		[streetWkt([400, 10], [800, 20])],
		[streetWkt([5000, 0], [5200, 0])]
	] as const;
	for (const [wkt] of pieces)
		await aFeature(p, 'streets', { nameAr: 'شارع الجلاء', nameEn: 'El Galaa Street', kind: 'primary', wkt });
	await aFeature(p, 'streets', {
		nameAr: 'شارع جمال عبد الناصر',
		nameEn: 'Gamal Abdel Nasser Street',
		kind: 'primary',
		props: { alt_name: 'شارع أبو قير' },
		wkt: streetWkt([0, 500], [2000, 900])
	});
	await aFeature(p, 'streets', {
		nameAr: 'شارع 45',
		kind: 'residential',
		wkt: streetWkt([0, 700], [90, 700])
	});
	await aFeature(p, 'streets', {
		nameAr: 'شارع 100%',
		kind: 'residential',
		wkt: streetWkt([0, 800], [90, 800])
	});
	await aFeature(p, 'districts', {
		nameAr: 'قسم باب شرقي',
		nameEn: 'Bab Sharqi',
		wkt: squareWkt(0, 0, 3000)
	});
	await aFeature(p, 'places', {
		nameAr: 'مكتبة الإسكندرية',
		nameEn: 'Bibliotheca Alexandrina',
		wkt: 'POINT(512000 944000)'
	});
	await p.pool
		.query(`insert into permits (source, source_id, name_ar, kind, geom) values ('diwan', 'BP-2026-000001',
		'12 شارع السلام', 'technical_review', st_multi(st_makeenvelope(512000, 944000, 512020, 944020, 22992)))`);
	await aFeature(p, 'places', { nameAr: 'EX-2026-000006', wkt: 'POINT(512100 944000)' });
	await aFeature(p, 'utilities_water', { nameAr: 'خط الجلاء', wkt: streetWkt([0, 0], [400, 0]) });
	await aFeature(p, 'parcels', { nameAr: 'قطعة الجلاء', wkt: squareWkt(100, 100, 20) });
});
afterAll(() => p.close());

describe('searching', () => {
	it.each(['ابو قير', 'شارع أبو قير', 'ش ابو قير', 'ش.أبوقير', 'أبو قيرر', 'أبُو قِير'])(
		'%s finds the street known as Abu Qir, under that name',
		async (query) => {
			const [first] = await found(query);
			expect(first).toMatchObject({
				kind: 'street',
				title: { ar: 'شارع أبو قير' },
				subtitle: { ar: 'شارع جمال عبد الناصر' }
			});
		}
	);

	it('makes one hit of the pieces of a street that lie together, and another of one far away', async () => {
		const hits = (await found('الجلاء')).filter((h) => h.ref?.layer === 'streets');
		expect(hits.map((h) => Math.round(h.length!))).toEqual([800, 200]);
		const [whole] = hits;
		expect(whole!.bbox[0]).toBeLessThan(whole!.center[0]);
		expect(whole!.bbox[2]).toBeGreaterThan(whole!.center[0]);
	});

	it.each([
		['باب شرقى', 'قسم باب شرقي'],
		['مكتبه الاسكندريه', 'مكتبة الإسكندرية'],
		['bibliotheca alexandrina', 'مكتبة الإسكندرية'],
		['gamal abd el naser', 'شارع جمال عبد الناصر'],
		['٤٥', 'شارع 45'],
		['ش 45', 'شارع 45']
	])('%s finds %s', async (query, title) => expect((await titles(query))[0]).toBe(title));

	it.each(['BP-2026-000001', 'BP2026000001', 'bp 2026 1', 'BP-٢٠٢٦-٠٠٠٠٠١'])(
		'%s finds the permit of that reference, once and without a name',
		async (query) => {
			const hits = (await found(query)).filter((hit) => hit.title.ar === 'BP-2026-000001');
			expect(hits.map((hit) => hit.ref?.layer)).toEqual(['permits']);
			expect((await found(query))[0]).toEqual(hits[0]);
		}
	);

	it.each(['EX-2026-000006', 'EX2026000006', 'ex 2026 6', 'EX٢٠٢٦٠٠٠٠٠٦', 'EX-٢٠٢٦-٦'])(
		'%s finds the work of that reference',
		async (query) => expect((await titles(query))[0]).toBe('EX-2026-000006')
	);

	it('takes the signs of patterns for what they are', async () => {
		expect(await titles('100%')).toContain('شارع 100%');
		expect(await titles('____')).toEqual([]);
		expect(await titles("'; drop table streets; --")).toEqual([]);
	});

	it.each(['', ' ', 'ا', '\u0000', 'ابو\u0000قير', '🙂', 'x'.repeat(5000), '((((', '\\'])(
		'%j does no harm',
		async (query) => {
			expect(await found(query)).toEqual(expect.any(Array));
		}
	);

	it('reads a coordinate in any figures', async () => {
		const [hit] = await found('٥١١٧٨٥٫١٣ ٩٤٣٥٣٢٫٠٨');
		expect(hit).toMatchObject({ kind: 'coordinate', ref: null });
		expect(hit!.center[0]).toBeCloseTo(29.9187, 5);
		expect(hit!.center[1]).toBeCloseTo(31.2001, 5);
	});

	it('takes a coordinate far away too, and says that it is outside', async () => {
		const hits = await found('24.0889, 32.8998');
		expect(hits[0]).toMatchObject({
			kind: 'coordinate',
			subtitle: { en: expect.stringContaining('Outside') }
		});
		expect(hits.filter((h) => h.kind === 'coordinate')).toHaveLength(1);
	});

	it('finds nothing in layers that the asker may not see', async () => {
		const anybody = makeCtx(p);
		const layers = (await search(anybody, { query: 'الجلاء', limit: 20 })).map((h) => h.ref?.layer);
		expect(layers).toContain('streets');
		expect(layers).not.toContain('parcels');
		expect((await found('الجلاء')).map((h) => h.ref?.layer)).toContain('parcels');
	});

	it('prefers the nearer of two that are called the same', async () => {
		const near: [number, number, number, number] = [29.968, 31.198, 29.974, 31.203];
		const hits = (await found('الجلاء', { near })).filter((h) => h.ref?.layer === 'streets');
		const far = (await found('الجلاء', { near: [29.917, 31.199, 29.923, 31.202] })).filter(
			(h) => h.ref?.layer === 'streets'
		);
		const score = (list: typeof hits, length: number) =>
			list.find((h) => Math.round(h.length!) === length)!.score;
		expect(score(hits, 200)).toBeGreaterThan(score(far, 200));
		expect(score(hits, 800)).toBeLessThan(score(far, 800));
	});

	it('gives at most as many as are asked for', async () => {
		expect(await found('شارع', { limit: 2 })).toHaveLength(2);
	});
});
