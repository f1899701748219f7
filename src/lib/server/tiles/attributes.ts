import type { LayerDef, LayerField } from '#lib/kernel/layer.ts';
import type { TileValue } from './dictionary.ts';

/** Stands between the values of a column in one text; a value that holds it itself makes the counts differ. */
export const SEPARATOR = '\x1f';

/** The attributes a tile of this zoom carries. */
export function tileFields(layer: LayerDef, z: number): LayerField[] {
	return layer.fields.filter((f) => f.tileFrom !== undefined && f.tileFrom <= z);
}

/** A field as SQL text, never null. Only names from the layer's definition stand in it, quoted. */
export function fieldSql(field: LayerField, clean = false): string {
	const value = field.column === undefined ? `props ->> ${literal(field.name)}` : columnText(field);
	return clean ? `translate(coalesce(${value}, ''), chr(31), ' ')` : `coalesce(${value}, '')`;
}

function columnText({ column, type }: LayerField): string {
	const name = identifier(column!);
	if (type === 'timestamp') return `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
	return `${name}::text`;
}

/** The value a tile carries for a field's text: a number or truth where the field is one and the text allows. */
export function tileValue(text: string, type: LayerField['type']): TileValue {
	if (text === '') return null;
	if (type === 'integer' || type === 'number') {
		const number = Number(text);
		return Number.isFinite(number) ? number : text;
	}
	if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
	return text;
}

export function identifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
