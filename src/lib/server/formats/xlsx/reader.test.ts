import { afterAll, describe, expect, it } from 'vitest';
import { file, outcome, read, removeFolders } from '../fixtures/files.fixture.ts';
import { xlsx, type BookSpec, type SheetSpec } from '../fixtures/xlsx.fixture.ts';

afterAll(removeFolders);

const book = (sheets: SheetSpec[], spec?: BookSpec) => file('a.xlsx', xlsx(sheets, spec));
const rowsOf = async (path: string, options = {}) =>
	(await read(path, options)).features.map((f) => f.properties);

describe('workbooks', () => {
	it.each([{ inline: true }, { inline: false }, { from1904: true }])(
		'give texts, numbers, truth and days as they are shown (%j)',
		async (spec) => {
			const path = book(
				[
					{
						rows: [
							['رقم العمل', 'بداية', 'عمق', 'ليلاً', 'ملاحظات'],
							['W-1', { day: '2027-02-28' }, 1.25, true, 'شارع «أبو قير» & غيره'],
							['007', { day: '2027-03-01T22:30' }, 44_000, false, null]
						]
					}
				],
				spec
			);
			const { source, features } = await read(path);
			expect(source).toMatchObject({ format: 'xlsx', total: 2, fieldsComplete: true });
			expect(source.crs).toBeUndefined();
			expect(features).toEqual([
				{
					row: 1,
					geometry: null,
					properties: {
						'رقم العمل': 'W-1',
						بداية: '2027-02-28',
						عمق: 1.25,
						ليلاً: true,
						ملاحظات: 'شارع «أبو قير» & غيره'
					}
				},
				{
					row: 2,
					geometry: null,
					properties: {
						'رقم العمل': '007',
						بداية: '2027-03-01T22:30:00',
						عمق: 44_000,
						ليلاً: false,
						ملاحظات: null
					}
				}
			]);
		}
	);

	it('find the header below titles, and name what merged cells stand over', async () => {
		const path = book([
			{
				rows: [
					['برنامج أعمال الحفر لعام 2027', null, null, null, null],
					['شركة مياه الشرب', null, null, null, null],
					[],
					['رقم العمل', 'الموقع', 'مدة التنفيذ', null, 'الفئة'],
					[null, null, 'من', 'إلى', null],
					[12, 'شارع النصر', { day: '2027-01-10' }, { day: '2027-01-20' }, 'كبير'],
					[],
					['الإجمالي', null, null, null, null]
				],
				merges: ['A1:E1', 'A2:E2', 'A4:A5', 'B4:B5', 'C4:D4', 'E4:E5']
			}
		]);
		expect(await rowsOf(path)).toEqual([
			{
				'رقم العمل': 12,
				الموقع: 'شارع النصر',
				'مدة التنفيذ من': '2027-01-10',
				'مدة التنفيذ إلى': '2027-01-20',
				الفئة: 'كبير'
			},
			{ 'رقم العمل': 'الإجمالي', الموقع: null, 'مدة التنفيذ من': null, 'مدة التنفيذ إلى': null, الفئة: null }
		]);
	});

	it('give what formulas last gave, and their failures to be seen', async () => {
		const path = book([
			{
				rows: [
					['id', 'a', 'b', 'c'],
					['x', { formula: '1+1', gave: '2' }, { error: '#REF!' }, { formula: 'NOW()' }]
				]
			}
		]);
		expect(await rowsOf(path)).toEqual([{ id: 'x', a: '2', b: '#REF!', c: null }]);
	});

	it('take the first visible sheet, or the one named, and the place from columns', async () => {
		const sheets: SheetSpec[] = [
			{ name: 'lists', hidden: true, rows: [['x'], ['y']] },
			{
				name: 'الأعمال',
				rows: [
					['id', 'lon', 'lat'],
					['1', 29.9, 31.2],
					['2', 'غرب', 31.2]
				]
			},
			{
				name: 'سابق',
				rows: [
					['id', 'name'],
					['9', 'قديم']
				]
			}
		];
		const first = await read(book(sheets));
		expect(first.source).toMatchObject({
			layers: ['الأعمال', 'سابق', 'lists'],
			layer: 'الأعمال',
			crs: { srid: 4326 }
		});
		expect(first.features.map((f) => f.problem?.code ?? f.geometry)).toEqual([
			{ type: 'Point', coordinates: [29.9, 31.2] },
			'coordinate_unreadable'
		]);
		expect(await rowsOf(book(sheets), { layer: 'سابق' })).toEqual([{ id: '9', name: 'قديم' }]);
		expect(await outcome(book(sheets), { layer: 'none' })).toEqual(['file_layer_unknown']);
	});

	it('without a header get columns by number, and rows may leave cells out', async () => {
		expect(
			await rowsOf(
				book([
					{
						rows: [
							[1, null, 3],
							[4, 5, 6]
						]
					}
				])
			)
		).toEqual([
			{ column_1: 1, column_2: null, column_3: 3 },
			{ column_1: 4, column_2: 5, column_3: 6 }
		]);
	});
});
