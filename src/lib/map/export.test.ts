import { expect, test } from 'vitest';
import { exportHref } from './export.ts';

test('the whole layer, or what touches a box', () => {
	expect(exportHref('streets', 'gpkg', null)).toBe('/api/v1/layers/streets/export?format=gpkg');
	expect(exportHref('streets', 'csv', [29.123456789, 30.5, 29.25, 30.75])).toBe(
		'/api/v1/layers/streets/export?format=csv&bbox=29.123457%2C30.5%2C29.25%2C30.75'
	);
});

test('a box beyond the Earth ends at its edge', () => {
	const { searchParams } = new URL(exportHref('land', 'shp', [-200, -90, 190, 90]), 'http://x');
	expect(searchParams.get('bbox')).toBe('-180,-85,180,85');
});
