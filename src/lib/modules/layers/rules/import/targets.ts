import type { Bilingual, LayerDef, LayerField } from '#lib/kernel/layer.ts';

/** Something of a layer that a file's field can fill. */
export interface Target {
	name: string;
	title: Bilingual;
	type: LayerField['type'];
}

/** The identifier by which a row is recognised when the file comes again. */
export const SOURCE_ID: Target = {
	name: 'source_id',
	title: { ar: 'المعرّف في المصدر', en: 'Identifier in the source' },
	type: 'text'
};

/** What an import into a layer can fill: the identifier and every field of the layer. */
export function targetsOf(layer: Pick<LayerDef, 'fields'>): Target[] {
	return [SOURCE_ID, ...layer.fields.map(({ name, title, type }) => ({ name, title, type }))];
}
