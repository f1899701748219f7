import type { FieldType, SourceField, SourceFeature } from './types.ts';
import { emptyBox, widen, type Box } from './crs/guess.ts';

const SAMPLES = 5;

export interface Description {
	fields: SourceField[];
	box: Box;
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
	const box = emptyBox();
	let seen = 0;
	let complete = true;
	for await (const feature of features) {
		if (feature.geometry) widen(box, feature.geometry);
		for (const [name, value] of Object.entries(feature.properties)) note(fields, name, value);
		if ((seen += 1) >= count) {
			complete = false;
			break;
		}
	}
	const types = new Map(known?.map((f) => [f.name, f.type]));
	return {
		fields: [...fields].map(([name, f]) => ({
			name,
			type: types.get(name) ?? common(f.types),
			samples: f.samples
		})),
		box,
		complete
	};
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
