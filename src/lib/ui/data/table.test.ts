import { describe, expect, it } from 'vitest';
import { nextSort, sortRows, visibleRows, type Column } from './table.ts';

interface Street {
	name: string;
	length: number | null;
}
const streets: Street[] = [
	{ name: 'شارع 10', length: 420 },
	{ name: 'شارع 9', length: null },
	{ name: 'شارع أحمد', length: 90 }
];
const columns: Column<Street>[] = [
	{ id: 'name', title: '', value: (s) => s.name },
	{ id: 'length', title: '', value: (s) => s.length }
];
const names = (rows: readonly Street[]) => rows.map((s) => s.name);

describe('sorting', () => {
	it('counts figures inside names', () => {
		const sorted = sortRows(streets, columns, { id: 'name', descending: false }, 'ar');
		expect(names(sorted).indexOf('شارع 9')).toBeLessThan(names(sorted).indexOf('شارع 10'));
	});

	it.each([
		[false, ['شارع أحمد', 'شارع 10', 'شارع 9']],
		[true, ['شارع 10', 'شارع أحمد', 'شارع 9']]
	])('leaves rows without a value last (descending %s)', (descending, order) =>
		expect(names(sortRows(streets, columns, { id: 'length', descending }, 'ar'))).toEqual(order)
	);

	it('keeps the order it was given without a sort, or with one nobody knows', () => {
		expect(sortRows(streets, columns, null, 'ar')).toBe(streets);
		expect(sortRows(streets, columns, { id: 'gone', descending: true }, 'ar')).toBe(streets);
	});

	it('goes up, down, and back', () => {
		const up = nextSort(null, 'name');
		const down = nextSort(up, 'name');
		expect([up, down, nextSort(down, 'name')]).toEqual([
			{ id: 'name', descending: false },
			{ id: 'name', descending: true },
			null
		]);
	});
});

describe('the rows drawn', () => {
	it.each([
		['top', 0, 0, 18],
		['middle', 4000, 92, 118],
		['end', 39_600, 982, 1000],
		['past the end', 99_999, 999, 1000]
	])('at the %s', (_, scrollTop, from, to) =>
		expect(visibleRows(scrollTop, 400, 40, 1000)).toEqual({ from, to })
	);

	it('are none of an empty list', () => expect(visibleRows(0, 400, 40, 0)).toEqual({ from: 0, to: 0 }));
});
