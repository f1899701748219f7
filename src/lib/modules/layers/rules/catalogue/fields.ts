import type { LayerField } from '#lib/kernel/layer.ts';

/** The two names every standard table has. */
export const NAMES: readonly LayerField[] = [
	{
		name: 'name_ar',
		column: 'name_ar',
		type: 'text',
		title: { ar: 'الاسم', en: 'Name (Arabic)' },
		tileFrom: 0
	},
	{
		name: 'name_en',
		column: 'name_en',
		type: 'text',
		title: { ar: 'الاسم بالإنجليزية', en: 'Name (English)' },
		tileFrom: 0
	}
];

/** The standard `kind` column with its codes. */
export function kindField(
	title: LayerField['title'],
	values?: LayerField['values'],
	tileFrom: number = 0
): LayerField {
	return { name: 'kind', column: 'kind', type: 'text', title, values, tileFrom };
}

/** An attribute kept in `props`. */
export function prop(
	name: string,
	type: LayerField['type'],
	ar: string,
	en: string,
	more: Partial<LayerField> = {}
): LayerField {
	return { name, type, title: { ar, en }, ...more };
}

/** An attribute with a column of its own: the tiles of many features are sooner made than out of `props`. */
export function column(
	name: string,
	type: LayerField['type'],
	ar: string,
	en: string,
	more: Partial<LayerField> = {}
): LayerField {
	return { name, column: name, type, title: { ar, en }, ...more };
}

export const LABELS = { ar: 'name_ar', en: 'name_en' } as const;

/** What the codes of OpenStreetMap and of our own layers stand for. */
export const STREET_KINDS = {
	motorway: { ar: 'طريق حر', en: 'Motorway' },
	trunk: { ar: 'طريق سريع', en: 'Trunk road' },
	primary: { ar: 'شارع رئيسي', en: 'Primary street' },
	secondary: { ar: 'شارع ثانوي', en: 'Secondary street' },
	tertiary: { ar: 'شارع تجميعي', en: 'Collector street' },
	residential: { ar: 'شارع سكني', en: 'Residential street' },
	unclassified: { ar: 'شارع محلي', en: 'Local street' },
	service: { ar: 'طريق خدمة', en: 'Service road' },
	pedestrian: { ar: 'ممر مشاة', en: 'Pedestrian way' }
};

/** As decree 395/1956 grades public roads. */
export const ROAD_GRADES = {
	excellent: { ar: 'ممتاز', en: 'Excellent' },
	first: { ar: 'درجة أولى', en: 'First' },
	second: { ar: 'درجة ثانية', en: 'Second' },
	third: { ar: 'درجة ثالثة', en: 'Third' },
	unpaved_first: { ar: 'غير مرصوف درجة أولى', en: 'Unpaved, first' },
	unpaved_second: { ar: 'غير مرصوف درجة ثانية', en: 'Unpaved, second' }
};

export const SURFACES = {
	asphalt: { ar: 'أسفلت', en: 'Asphalt' },
	concrete: { ar: 'خرسانة', en: 'Concrete' },
	paved: { ar: 'مرصوف', en: 'Paved' },
	paving_stones: { ar: 'بلاط رصيف', en: 'Paving stones' },
	tiles: { ar: 'بلاط رصيف', en: 'Paving tiles' },
	sett: { ar: 'حجر بازلت', en: 'Stone setts' },
	unpaved: { ar: 'غير مرصوف', en: 'Unpaved' },
	gravel: { ar: 'زلط', en: 'Gravel' },
	dirt: { ar: 'ترابي', en: 'Dirt' },
	ground: { ar: 'ترابي', en: 'Dirt' },
	sand: { ar: 'رملي', en: 'Sand' }
};

export const LAND_USES = {
	residential: { ar: 'سكني', en: 'Residential' },
	mixed: { ar: 'سكني تجاري', en: 'Homes and shops' },
	commercial: { ar: 'تجاري', en: 'Commercial' },
	industrial: { ar: 'صناعي', en: 'Industrial' },
	public: { ar: 'خدمات', en: 'Public services' },
	green: { ar: 'مناطق خضراء', en: 'Green' }
};
