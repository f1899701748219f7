import { writeWkt } from '../geometry/wkt-write.ts';
import { batches } from './batches.ts';
import { until } from './stop.ts';
import type { WriteFeature, WriteOptions } from './types.ts';

/**
 * Comma-separated text for spreadsheets: UTF-8 with its mark (or Excel garbles Arabic), the place as well-known
 * text with its code. Texts that a spreadsheet would run as a formula get an apostrophe in front.
 */
export function writeCsv(
	features: AsyncIterable<WriteFeature>,
	options: WriteOptions
): AsyncGenerator<Buffer, void> {
	return batches(lines(features, options));
}

async function* lines(
	features: AsyncIterable<WriteFeature>,
	{ srid, fields, signal }: WriteOptions
): AsyncGenerator<string, void> {
	yield '\uFEFF' + [...fields.map((f) => cell(f.name)), 'wkt'].join(',') + '\r\n';
	for await (const { geometry, properties } of until(features, signal)) {
		const cells = fields.map((f) => cell(properties[f.name]));
		yield [...cells, geometry ? `"SRID=${srid};${writeWkt(geometry)}"` : ''].join(',') + '\r\n';
	}
}

function cell(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
	return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
