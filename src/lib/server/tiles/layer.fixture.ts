/** A layer for tests, with attributes of each kind. */
import type { LayerDef, LayerField } from '#lib/kernel/layer.ts';

const field = (name: string, type: LayerField['type'], more: Partial<LayerField> = {}): LayerField => ({
	name,
	type,
	title: { ar: `${name} بالعربية`, en: name },
	tileFrom: 0,
	...more
});

export function testLayer(more: Partial<LayerDef> = {}): LayerDef {
	return {
		id: 'buildings',
		group: 'planning',
		title: { ar: 'المباني', en: 'Buildings' },
		geometry: 'polygon',
		relation: 'buildings',
		importable: true,
		readers: 'public',
		writers: ['admin'],
		fields: [
			field('name_ar', 'text', { column: 'name_ar' }),
			field('kind', 'text', { column: 'kind' }),
			field('floors', 'integer'),
			field('height', 'number', { tileFrom: 16 }),
			field('listed', 'boolean', { tileFrom: 16 }),
			field('seen', 'timestamp', { column: 'updated_at', tileFrom: 17 }),
			field('owner', 'text', { tileFrom: undefined })
		],
		style: [],
		tiles: { minZoom: 8, maxZoom: 17, detailZoom: 14, low: 'grid' },
		visible: true,
		order: 1,
		...more
	};
}
