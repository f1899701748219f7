import type { FieldType, SourceField, SourceFeature } from './types.ts';
import type { Bbox } from '#lib/kernel/crs.ts';
import { bboxOf } from '#lib/kernel/geometry.ts';

const SAMPLES = 5;

export interface Description {
	fields: SourceField[];
	/** Around all of them; minimum above maximum when none has a place. */
	box: Bbox;
	/** Of each that has a place. */
	boxes: Bbox[];
	/** False when the records were not all looked at. */
	complete: boolean;
}

/** Looks at the first `count` records: which fields, of which type, with which values, and where. */
export async function describe(
	features: AsyncGenerator<SourceFeature, void, undefined>,
	count: number,
	known?: { name: string; type: FieldType }[]
): Promise<Description> {
	const fields = new Map<string, { types: Set<FieldType>; samples: unknown[] }>();
	for (const { name } of known ?? []) fields.set(name, { types: new Set(), samples: [] });
	const boxes: Bbox[] = [];
	let seen = 0;
	let complete = true;
	for await (const feature of features) {
		const own = feature.geometry && bboxOf(feature.geometry);
		if (own) boxes.push(own);
		for (const [name, value] of Object.entries(feature.properties)) note(fields, name, value);
		if ((seen += 1) >= count) {
			complete = false;
			break;
		}
	}
	const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
	for (const own of boxes) widen(box, own);
	const types = new Map(known?.map((f) => [f.name, f.type]));
	return {
		fields: [...fields].map(([name, f]) => ({
			name,
			type: types.get(name) ?? common(f.types),
			samples: f.samples
		})),
		box,
		boxes,
		complete
	};
}

function widen(box: Bbox, by: Bbox): void {
	box[0] = Math.min(box[0], by[0]);
	box[1] = Math.min(box[1], by[1]);
	box[2] = Math.max(box[2], by[2]);
	box[3] = Math.max(box[3], by[3]);
}

function note(
	fields: Map<string, { types: Set<FieldType>; samples: unknown[] }>,
	name: string,
	value: unknown
): void {
	let field = fields.get(name);
	if (field === undefined) {
		if (fields.size >= 1000) return;
		fields.set(name, (field = { types: new Set(), samples: [] }));
	}
	if (value === null || value === undefined || value === '') return;
	field.types.add(typeOf(value));
	const sample = typeof value === 'string' ? value.slice(0, 100) : value;
	if (field.samples.length < SAMPLES && typeof sample !== 'object' && !field.samples.includes(sample))
		field.samples.push(sample);
}

function typeOf(value: unknown): FieldType {
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
	if (typeof value === 'boolean') return 'boolean';
	if (typeof value === 'string') {
		if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'date';
		if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return 'timestamp';
	}
	return 'text';
}

function common(types: Set<FieldType>): FieldType {
	const [first] = types;
	if (first !== undefined && types.size === 1) return first;
	return types.size === 2 && types.has('integer') && types.has('number') ? 'number' : 'text';
}
