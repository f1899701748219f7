import type { LayerDef, LayerField } from '#lib/kernel/layer.ts';
import type { Mapping } from './mapping.ts';
import { LONGEST_TEXT, readValue, type Value } from './values.ts';

/** A record's attributes as a layer's table keeps them. */
export interface Attributes {
	sourceId: string | null;
	/** The standard columns name_ar, name_en, kind. */
	columns: Record<string, string | null>;
	/** What the layer keeps beside them. */
	props: Record<string, Value>;
}

/** A value that a field's type does not allow, or a text that is longer than what is taken: never cut, always told. */
export interface WrongValue {
	code: 'value_unreadable' | 'value_too_long';
	params: { field: string; value: string; length?: number; limit?: number };
}

export interface RowReader {
	(properties: Record<string, unknown>): { attributes: Attributes } | { wrong: WrongValue };
}

/** Longest identifier that is taken, in characters. */
const LONGEST_ID = 200;
const COLUMNS = ['name_ar', 'name_en', 'kind'];

/** Gives a target's raw value out of a record: the constant, else the first mapped field that has one. */
export type Picker = (target: string, properties: Record<string, unknown>) => unknown;

export function picker(mapping: Mapping, constants: Record<string, string> = {}): Picker {
	// A field that serves for both names goes to the one whose letters it is written in.
	const shared = new Set((mapping.name_ar ?? []).filter((f) => (mapping.name_en ?? []).includes(f)));
	const fits = (target: string, source: string, value: unknown): boolean => {
		if (!shared.has(source)) return true;
		const arabic = /\p{Script=Arabic}/u.test(String(value));
		return target === 'name_ar' ? arabic : target !== 'name_en' || !arabic;
	};
	return (target, properties) => {
		if (constants[target] !== undefined) return constants[target];
		for (const source of mapping[target] ?? []) {
			const value = properties[source];
			if (value !== null && value !== undefined && value !== '' && fits(target, source, value)) return value;
		}
		return null;
	};
}

/** Reads records of a file into a layer's attributes; `constants` are values that every record gets. */
export function rowReader(
	layer: Pick<LayerDef, 'fields'>,
	mapping: Mapping,
	constants: Record<string, string> = {}
): RowReader {
	const pick = picker(mapping, constants);
	return (properties) => {
		const attributes: Attributes = { sourceId: null, columns: {}, props: {} };
		const id = readValue(pick('source_id', properties), 'text');
		attributes.sourceId = id === null || id === undefined ? null : String(id);
		if (attributes.sourceId !== null && attributes.sourceId.length > LONGEST_ID)
			return { wrong: tooLong('source_id', attributes.sourceId, LONGEST_ID) };
		for (const name of COLUMNS) attributes.columns[name] = null;
		for (const field of layer.fields) {
			const raw = pick(field.name, properties);
			const value = readValue(raw, field.type);
			if (value === undefined)
				return { wrong: { code: 'value_unreadable', params: { field: field.name, value: shown(raw) } } };
			if (typeof value === 'string' && value.length > LONGEST_TEXT)
				return { wrong: tooLong(field.name, value, LONGEST_TEXT) };
			put(attributes, field, value);
		}
		return { attributes };
	};
}

function put(attributes: Attributes, field: LayerField, value: Value): void {
	if (COLUMNS.includes(field.column ?? '')) {
		attributes.columns[field.column as string] = value === null ? null : String(value);
	} else if (field.column === undefined && value !== null) attributes.props[field.name] = value;
}

function tooLong(field: string, value: string, limit: number): WrongValue {
	return { code: 'value_too_long', params: { field, value: shown(value), length: value.length, limit } };
}

function shown(raw: unknown): string {
	return (typeof raw === 'object' ? JSON.stringify(raw) : String(raw)).slice(0, 60);
}
