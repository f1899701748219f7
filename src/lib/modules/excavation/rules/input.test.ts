import { describe, expect, it } from 'vitest';
import { readDay } from './cell.ts';
import {
	CreateDig,
	demandWindow,
	LIMITS,
	OpenSession,
	PublicWorksQuery,
	readImportRow,
	readShape
} from './index.ts';

const line = {
	type: 'LineString',
	coordinates: [
		[29.9, 31.2],
		[29.91, 31.2]
	]
};
const minimal = { title: 'حفر', window: { start: '2026-12-01', end: '2026-12-02' }, geometry: line };

describe('what is sent for a new dig', () => {
	it('touches the carriageway when traffic is hindered, unless said otherwise', () => {
		expect(CreateDig.parse(minimal).carriageway).toBe(false);
		expect(CreateDig.parse({ ...minimal, traffic_effect: 'parking' }).carriageway).toBe(false);
		expect(CreateDig.parse({ ...minimal, traffic_effect: 'lane_closed' }).carriageway).toBe(true);
		expect(CreateDig.parse({ ...minimal, traffic_effect: 'closed', carriageway: false }).carriageway).toBe(
			false
		);
	});

	it.each([
		['no title', { title: '  ' }],
		['a title as long as a page', { title: 'ح'.repeat(201) }],
		['a day that does not exist', { window: { start: '2026-02-30', end: '2026-03-01' } }],
		['a category nobody knows', { category: 'huge' }],
		['a trench two kilometres wide', { width_m: 2000 }],
		['a depth of nothing', { depth_m: 0 }],
		['a misspelt field', { widht_m: 1 }],
		['a number in words', { depth_m: 'متر' }],
		['no geometry', { geometry: undefined }]
	])('refuses %s', (_what, wrong) => {
		expect(CreateDig.safeParse({ ...minimal, ...wrong }).success).toBe(false);
	});
});

describe('a period', () => {
	it.each([
		['reversed', '2026-12-09', '2026-12-01', 'dig_window_reversed'],
		['in the year 2206', '2206-12-01', '2206-12-02', 'dig_day_out_of_range'],
		['in the last century', '1999-12-01', '1999-12-02', 'dig_day_out_of_range'],
		['of four years', '2026-12-01', '2030-12-01', 'dig_window_too_long']
	])('%s is refused, naming the field', (_what, start, end, code) => {
		expect(() => demandWindow({ start, end }, '2026-11-22')).toThrow(
			expect.objectContaining({ fields: [expect.objectContaining({ code })] })
		);
	});
	it('of a day or of three years is not', () => {
		expect(demandWindow({ start: '2026-12-01', end: '2026-12-01' }, '2026-11-22')).toBeUndefined();
		expect(demandWindow({ start: '2026-12-01', end: '2029-11-30' }, '2026-11-22')).toBeUndefined();
	});
});

describe('a day and a box that a client sends', () => {
	it.each(['0000-01-01', '1899-12-31', '9999-12-31', '2026-02-30'])('%s is no day', (from) => {
		const asked = PublicWorksQuery.safeParse({ from });
		expect(asked.error?.issues).toMatchObject([{ path: ['from'], code: 'invalid_format', format: 'date' }]);
	});
	it('keep to the earth', () => {
		const box = (bbox: string) => PublicWorksQuery.safeParse({ bbox });
		expect(box('-500,-90,200,90').data?.bbox).toEqual([-180, -85.06, 180, 85.06]);
		for (const wrong of ['500,500,600,600', '1,1,1,2', '3,1,2,2', '1,2,3', 'a,b,c,d', 'NaN,1,2,3'])
			expect(box(wrong).success, wrong).toBe(false);
		const session = { held_on: '2026-12-01', period: { start: '2026-12-01', end: '2026-12-31' } };
		expect(OpenSession.safeParse({ ...session, bbox: [31, 30, 31.1, 30.1] }).success).toBe(true);
		expect(OpenSession.safeParse({ ...session, bbox: [1e9, 91, 2e9, 95] }).success).toBe(false);
	});
});

describe('a shape', () => {
	it('loses its heights and nothing else', () => {
		expect(
			readShape({
				type: 'LineString',
				coordinates: [
					[29.9, 31.2, 5],
					[29.91, 31.2]
				]
			})
		).toEqual(line);
	});
	it('of an open ring is refused', () => {
		const open = [
			[0, 0],
			[1, 0],
			[1, 1],
			[0, 1]
		];
		expect(() => readShape({ type: 'Polygon', coordinates: [open] })).toThrow('geometry_invalid');
		const closed = [...open, [0, 0]];
		expect(readShape({ type: 'Polygon', coordinates: [closed] })).toMatchObject({ coordinates: [closed] });
	});
	it.each([
		['nothing', { type: 'LineString', coordinates: [] }, 'geometry_empty'],
		['another type', { type: 'Point', coordinates: [29.9, 31.2] }, 'geometry_wrong_type'],
		['an unknown type', { type: 'Curve', coordinates: [[29.9, 31.2]] }, 'geometry_wrong_type'],
		['a single point', { type: 'LineString', coordinates: [[29.9, 31.2]] }, 'geometry_invalid'],
		['an empty part', { type: 'MultiLineString', coordinates: [[], line.coordinates] }, 'geometry_invalid'],
		['words', { type: 'LineString', coordinates: [['شرق', 'شمال']] }, 'geometry_not_finite'],
		['no number', { type: 'LineString', coordinates: [[29.9, null]] }, 'geometry_not_finite'],
		['the wrong nesting', { type: 'LineString', coordinates: [29.9, 31.2] }, 'geometry_not_finite'],
		[
			'ten thousand vertices',
			{
				type: 'LineString',
				coordinates: Array.from({ length: LIMITS.vertices + 1 }, (_, i) => [i / 1e5, 31])
			},
			'geometry_too_many_vertices'
		]
	])('of %s is refused', (_what, geometry, code) => {
		expect(() => readShape(geometry, ['LineString', 'MultiLineString'])).toThrow(code);
	});
});

describe('a row of a file', () => {
	const row = {
		source_id: 7,
		promoter: ' Berlin ',
		start: '30.05.2022 10:00',
		end: '٢٢/٦/٢٠٢٢',
		geometry: null
	};
	it('tells why it cannot wait, where it cannot', () => {
		const told = (category: string, reason?: unknown) => readImportRow({ ...row, category, reason });
		expect(told('عاجل', ' كابل مقطوع ')).toMatchObject({ category: 'urgent', category_reason: 'كابل مقطوع' });
		expect(told('emergency')).toMatchObject({ category: 'emergency', category_reason: null });
		expect(told('minor', 'مرتب')).toMatchObject({ category: 'minor', category_reason: null });
	});

	it('is read with days as people write them', () => {
		expect(readImportRow(row)).toEqual({
			source_id: '7',
			promoter: 'Berlin',
			start: '2022-05-30',
			end: '2022-06-22',
			carriageway: false,
			title: '7',
			details: null,
			contractor: null,
			guarantee_until: null,
			category: null,
			category_reason: null,
			road_works: false,
			street: null,
			method: 'open_cut',
			surface: null,
			traffic_effect: 'none',
			state: 'planned',
			depth_m: null,
			width_m: null
		});
		expect(readImportRow({ ...row, start: '2022-05-30T10:00:00Z', carriageway: 'نعم' })).toMatchObject({
			start: '2022-05-30',
			carriageway: true
		});
	});
	it('touches the carriageway when traffic is hindered, unless the file says otherwise', () => {
		const closing = { ...row, carriageway: null, traffic_effect: 'Closed' };
		expect(readImportRow(closing)).toMatchObject({ traffic_effect: 'closed', carriageway: true });
		expect(readImportRow({ ...closing, carriageway: 'no' }).carriageway).toBe(false);
		expect(readImportRow({ ...closing, traffic_effect: 'parking' }).carriageway).toBe(false);
	});
	it('keeps measures that a trench can have, in any figures', () => {
		expect(readImportRow({ ...row, depth_m: '١٫٢٥', width_m: 0.6 })).toMatchObject({
			depth_m: 1.25,
			width_m: 0.6
		});
		expect(readImportRow({ ...row, depth_m: 400, width_m: 'wide' })).toMatchObject({
			depth_m: null,
			width_m: null
		});
	});
	it.each([
		...[
			'1',
			1,
			'1.0',
			'١',
			'1,0',
			true,
			'TRUE',
			'Ja',
			'X',
			'oui',
			'Wahr',
			'Vollsperrung',
			'نعم',
			'يوجد',
			' ✓ '
		].map((v) => [v, true]),
		...['0', 0, '0.0', '٠', false, 'Nein', 'non', 'falsch', 'faux', 'keine Sperrung', 'لا', 'off'].map(
			(v) => [v, false]
		)
	])('says with %j whether it is in the carriageway: %s', (carriageway, is) => {
		expect(readImportRow({ ...row, carriageway, road_works: carriageway })).toMatchObject({
			carriageway: is,
			road_works: is
		});
	});
	it.each([
		['carriageway', 'irgendwie'],
		['carriageway', '2'],
		['carriageway', { lanes: 1 }],
		['road_works', 'ربما'],
		['category', 'riesig'],
		['traffic_effect', 'halb'],
		['state', 'unterwegs'],
		['method', 'هدم'],
		['surface', 'Glas']
	] as const)('is refused for a %s of %j, which nobody understands', (field, value) => {
		const told = typeof value === 'string' ? value : JSON.stringify(value);
		expect(() => readImportRow({ ...row, [field]: value })).toThrow(
			expect.objectContaining({
				fields: [{ path: field, code: 'value_unreadable', params: { field, value: told } }]
			})
		);
	});
	it('is the usual where a cell is empty', () => {
		const empty = {
			category: '',
			method: ' ',
			state: null,
			surface: undefined,
			traffic_effect: '',
			carriageway: ''
		};
		expect(readImportRow({ ...row, ...empty, road_works: '' })).toEqual(readImportRow(row));
	});
	it('tells its state in words too', () => {
		expect(readImportRow({ ...row, state: 'Restored' }).state).toBe('restored');
		expect(readImportRow({ ...row, state: 'قيد التنفيذ' }).state).toBe('running');
	});
	it.each([
		['2027-01-10T22:30:00Z', '2027-01-11'],
		['2027-01-10T21:30:00Z', '2027-01-10'],
		['2027-07-10 21:30+00', '2027-07-11'],
		['2027-01-10T23:30:00.000+03:00', '2027-01-10'],
		['2027/01/11 00:30:00+0300', '2027-01-10'],
		['10.01.2027 22:30 UTC', '2027-01-11'],
		['2027-01-10', '2027-01-10'],
		['2027-01-10T00:00:00Z', '2027-01-10'],
		['2027-01-10T00:00:00+04:00', '2027-01-10'],
		['2027-01-10T23:30:00', '2027-01-10'],
		['10.01.2027 23:30', '2027-01-10'],
		['2027-02-30T22:30:00Z', null],
		['2027-01-10T29:30:00Z', null]
	])('written %s is of the day %s', (written, day) => expect(readDay(written)).toBe(day));

	it.each([
		['of the year 2206', '2206-01-01', '2206-01-05', 'invalid_input'],
		['at the end of time', '9999-12-30', '9999-12-31', 'invalid_input'],
		['of 1900', '1900-01-01', '2001-01-05', 'dig_day_out_of_range'],
		['to come, of four years', '2027-01-01', '2030-12-31', 'dig_window_too_long'],
		['to come, of twenty years', '2027-01-01', '2047-12-31', 'dig_day_out_of_range'],
		['of twenty years that have been', '2001-01-01', '2021-12-31', 'dig_window_too_long'],
		['reversed', '2027-01-02', '2027-01-01', 'dig_days_reversed']
	])('%s is refused', (_what, start, end, code) => {
		expect(() => readImportRow({ ...row, start, end }, '2026-11-22')).toThrow(
			expect.objectContaining({ code })
		);
	});
	it.each([
		['of 2000', '2000-01-01', '2000-01-01'],
		['of ten years, begun in 2012', '2012-10-15', '2022-12-31'],
		['to come, of three years', '2027-01-01', '2029-12-31']
	])('%s is read', (_what, start, end) => {
		expect(readImportRow({ ...row, start, end }, '2026-11-22')).toMatchObject({ start, end });
	});
	it('is refused with every wrong field', () => {
		expect(() => readImportRow({ ...row, promoter: null, end: 'soon' })).toThrow(
			expect.objectContaining({
				fields: [
					{ path: 'promoter', code: 'value_missing', params: { field: 'promoter' } },
					{ path: 'end', code: 'value_unreadable', params: { field: 'end', value: 'soon' } }
				]
			})
		);
		expect(() => readImportRow({ ...row, end: '' })).toThrow('value_missing');
		expect(() => readImportRow({ ...row, end: '2022-05-01' })).toThrow(
			expect.objectContaining({
				code: 'dig_days_reversed',
				params: { start: '2022-05-30', end: '2022-05-01' }
			})
		);
		expect(() => readImportRow({ ...row, title: 'ح'.repeat(LIMITS.titleLength + 1) })).toThrow(
			expect.objectContaining({
				code: 'value_too_long',
				params: { field: 'title', length: LIMITS.titleLength + 1, limit: LIMITS.titleLength }
			})
		);
	});
});
