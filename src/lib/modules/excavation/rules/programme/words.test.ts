import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, DIG_STATES, METHODS, SURFACES, TRAFFIC_EFFECTS } from '../vocabulary.ts';
import type { ImportDig } from '../import-row.ts';
import { readProgrammeRow } from './row.ts';
import { meant } from './words.ts';

const messages = (['ar', 'en'] as const).map(
	(locale) =>
		JSON.parse(
			readFileSync(new URL(`../../../../../../messages/${locale}.json`, import.meta.url), 'utf8')
		) as Record<string, string>
);
const SHOWN = [
	['category', 'category', CATEGORIES],
	['method', 'method', METHODS],
	['surface', 'surface', SURFACES],
	['traffic_effect', 'traffic', TRAFFIC_EFFECTS],
	['state', 'state', DIG_STATES]
] as const;

describe('words of a table', () => {
	it.each(SHOWN)(
		'for %s include what the application itself shows, in both languages',
		(what, key, codes) => {
			for (const words of messages)
				for (const code of codes) expect(meant(what, words[`excavation_${key}_${code}`]!)).toBe(code);
		}
	);

	it.each([
		['category', 'طارئة', 'emergency'],
		['category', 'الكبرى', 'major'],
		['category', ' متوسـطة ', 'standard'],
		['method', 'دفع نفقى', 'trenchless'],
		['surface', 'إسفلت', 'asphalt'],
		['surface', 'INTERLOCK', 'tiles'],
		['traffic_effect', 'غلق كلى', 'closed'],
		['category', 'هائل', undefined],
		['category', '', undefined]
	] as const)('%s «%s» is %s', (what, word, code) => expect(meant(what, word)).toBe(code));
});

describe('a row of a programme', () => {
	const row = (more: Partial<ImportDig>): ImportDig => ({
		source_id: 'W-1',
		promoter: null,
		start: '2027-02-01',
		end: '2027-02-03',
		geometry: null,
		...more
	});
	const read = (more: Partial<ImportDig>) => readProgrammeRow(row(more), '2026-11-22').work;

	it.each([
		['٠١/٠٢/٢٠٢٧', '3/2/2027'],
		[46_419, '46421'],
		['2027-02-01T08:00:00', '1 فبراير 2027'.replace('1', '3')],
		[new Date('2027-02-01T00:00:00Z'), '3-2-2027']
	])('has days as %s and %s', (start, end) => {
		expect(read({ start, end })).toMatchObject({ starts_on: '2027-02-01', ends_on: '2027-02-03' });
	});

	it('may leave out everything but its number and its days', () => {
		expect(read({})).toMatchObject({ title: 'W-1', category: null, depth_m: null, carriageway: false });
		expect(read({ street: 'شارع النصر', depth_m: 0, width_m: '٠٫٨ م' })).toMatchObject({
			...{ title: 'شارع النصر', depth_m: null, width_m: 0.8 }
		});
	});

	it.each([
		[{ source_id: ' ' }, 'value_missing', 'source_id'],
		[{ start: null }, 'value_missing', 'start'],
		[{ end: '31/2/2027' }, 'value_unreadable', 'end'],
		[{ category: 'عاجل' }, 'value_missing', 'reason'],
		[{ category: 'طوارئ', reason: ' ' }, 'value_missing', 'reason'],
		[{ surface: 'زجاج' }, 'value_unreadable', 'surface'],
		[{ carriageway: 'ربما' }, 'value_unreadable', 'carriageway'],
		[{ depth_m: '300' }, 'value_unreadable', 'depth_m'],
		[{ width_m: '#REF!' }, 'value_unreadable', 'width_m'],
		[{ end: '2027-01-01' }, 'dig_days_reversed', undefined],
		[{ end: '2206-01-01' }, 'dig_days_outside', undefined],
		[{ end: '2031-01-01' }, 'dig_days_outside', undefined]
	])('%j is %s %s', (more, code, field) => {
		expect(() => read(more)).toThrow(expect.objectContaining({ code }));
		try {
			read(more);
		} catch (error) {
			expect((error as { params: { field?: string } }).params.field).toBe(field);
		}
	});
});
