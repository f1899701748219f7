import { sql, type RawBuilder } from 'kysely';
import type { Bilingual, LayerDef, LayerField } from '#lib/kernel/layer.ts';
import type { RecordField, RecordValue } from '#lib/kernel/map-contract.ts';

/** The table or view of a layer; the name comes from the catalogue only. */
export function relationOf(layer: LayerDef): RawBuilder<unknown> {
	return sql.table(layer.relation);
}

/** A field as SQL text: its column, or its entry in `props`. */
export function fieldColumn(field: LayerField): RawBuilder<string | null> {
	if (field.column === undefined) return sql`props ->> ${sql.lit(field.name)}`;
	const column = sql.ref(field.column);
	if (field.type === 'timestamp')
		return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
	return sql`${column}::text`;
}

/** All fields of a layer as one jsonb object of texts, in the layer's order. */
export function fieldsObject(fields: readonly LayerField[]): RawBuilder<Record<string, string | null>> {
	const pairs = fields.map((f) => sql`${sql.lit(f.name)}::text, ${fieldColumn(f)}`);
	return sql`jsonb_build_object(${sql.join(pairs)})`;
}

/** A field's text as the value it stands for; what does not fit its type stays text. */
export function valueOf(text: string | null | undefined, type: LayerField['type']): RecordValue {
	if (text === null || text === undefined || text === '') return null;
	if (type === 'integer' || type === 'number') {
		const number = Number(text);
		return Number.isFinite(number) ? number : text;
	}
	if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
	return text;
}

/** The titled fields of a record that have a value. */
export function recordFields(layer: LayerDef, values: Record<string, string | null>): RecordField[] {
	return layer.fields
		.filter((f) => f.identify !== false)
		.map((f) => {
			const value = valueOf(values[f.name], f.type);
			const label = f.values?.[String(value)];
			return { name: f.name, title: f.title, type: f.type, value, ...(label ? { label } : {}) };
		})
		.filter((f) => f.value !== null);
}

const NUMBER = /^[\d\u0660-\u0669/ -]+$/;

/** What a feature is called: its name, else its kind in words, else its number in the source. */
export function titleOf(layer: LayerDef, values: Record<string, string | null>, sourceId: string): Bilingual {
	const { ar, en } = layer.label?.fields ?? { ar: 'name_ar', en: 'name_en' };
	const [inArabic, inEnglish] = [values[ar]?.trim(), values[en]?.trim()];
	if (inArabic || inEnglish) {
		const name = { ar: inArabic || inEnglish!, en: inEnglish || inArabic! };
		// A mere number says nothing by itself: parcel 118.
		const one = layer.style[0]?.title ?? layer.title;
		return NUMBER.test(name.ar) ? { ar: `${one.ar} ${name.ar}`, en: `${one.en} ${name.en}` } : name;
	}
	return kindOf(layer, values) ?? { ar: sourceId, en: sourceId };
}

/** A feature's kind in words, when the layer gives its codes titles. */
export function kindOf(layer: LayerDef, values: Record<string, string | null>): Bilingual | null {
	const field = layer.fields.find((f) => f.name === 'kind');
	return field?.values?.[values['kind'] ?? ''] ?? null;
}
