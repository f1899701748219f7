import { stripBidi, toLatinDigits } from './bidi.ts';

/** A number as a table or a person writes it (`٥١١٧٨٥٫١٣`, `511,785.13`, `31,2`), or undefined. */
export function parseNumber(text: string): number | undefined {
	let clean = stripBidi(toLatinDigits(text))
		.replaceAll('٫', '.')
		.replaceAll('٬', '')
		.replace(/[−–]/g, '-')
		.trim();
	if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(clean)) clean = clean.replaceAll(',', '');
	else if (/^[-+]?\d+,\d+$/.test(clean)) clean = clean.replace(',', '.');
	if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/.test(clean)) return undefined;
	const value = Number(clean);
	return Number.isFinite(value) ? value : undefined;
}
