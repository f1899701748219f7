import type { WriteField } from './types.ts';

/** A dBase column and how wide its widest value turned out to be. */
export interface DbfPlan {
	field: WriteField;
	/** At most 10 bytes, unlike every other. */
	name: string;
	width: number;
	/** Digits before and after the point, for numbers. */
	whole: number;
	decimals: number;
}

export const TEXT_WIDTH = 254;
const NUMBER_WIDTH = 19;

/** Columns for the fields, with names cut to what the format holds. */
export function planColumns(fields: readonly WriteField[]): DbfPlan[] {
	const used = new Set<string>();
	return fields.map((field) => {
		const name = uniqueName(field.name, used);
		return { field, name, width: 1, whole: 1, decimals: 0 };
	});
}

/** Widens the column for a value. */
export function note(plan: DbfPlan, value: unknown): void {
	if (value === null || value === undefined) return;
	const { type } = plan.field;
	if (type === 'integer' || type === 'number') {
		const [whole = '', fraction = ''] = numberText(Number(value)).split('.');
		plan.whole = Math.max(plan.whole, whole.length);
		plan.decimals = Math.max(plan.decimals, fraction.length);
	} else plan.width = Math.max(plan.width, Math.min(TEXT_WIDTH, Buffer.byteLength(textOf(value))));
}

/** The column as the header states it. */
export function dbfType({ field, width, whole, decimals }: DbfPlan): {
	type: string;
	length: number;
	decimals: number;
} {
	switch (field.type) {
		case 'integer':
			return { type: 'N', length: Math.min(whole, NUMBER_WIDTH), decimals: 0 };
		case 'number': {
			const kept = Math.max(0, Math.min(decimals, NUMBER_WIDTH - 1 - whole, 12));
			return { type: 'N', length: Math.min(NUMBER_WIDTH, whole + (kept > 0 ? kept + 1 : 0)), decimals: kept };
		}
		case 'boolean':
			return { type: 'L', length: 1, decimals: 0 };
		case 'date':
			return { type: 'D', length: 8, decimals: 0 };
		default:
			return { type: 'C', length: width, decimals: 0 };
	}
}

export function textOf(value: unknown): string {
	return typeof value === 'string'
		? value
		: typeof value === 'object'
			? JSON.stringify(value)
			: String(value);
}

/** Plain decimal notation; nothing for what is not a number. */
export function numberText(value: number): string {
	if (!Number.isFinite(value)) return '';
	const text = String(value);
	return text.includes('e') ? value.toFixed(Math.abs(value) < 1 ? 12 : 0) : text;
}

/** `street_source_id` and `street_source` would both be `street_sou`: the second becomes `street_s_1`. */
function uniqueName(full: string, used: Set<string>): string {
	let name = cut(full, 10);
	for (let n = 1; used.has(name.toUpperCase()); n += 1) name = `${cut(full, 9 - String(n).length)}_${n}`;
	used.add(name.toUpperCase());
	return name;
}

/** The text within so many bytes of UTF-8, never half a character. */
export function cut(text: string, bytes: number): string {
	if (Buffer.byteLength(text) <= bytes) return text;
	let result = '';
	let length = 0;
	for (const character of text) {
		length += Buffer.byteLength(character);
		if (length > bytes) break;
		result += character;
	}
	return result;
}
