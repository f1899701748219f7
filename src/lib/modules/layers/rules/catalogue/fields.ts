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

export const LABELS = { ar: 'name_ar', en: 'name_en' } as const;
