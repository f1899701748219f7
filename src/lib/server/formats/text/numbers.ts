/** Latin digits and signs for the Arabic-Indic and Persian ones; other characters stay. */
export function latinDigits(text: string): string {
	return text
		.replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
		.replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
		.replaceAll('٫', '.')
		.replaceAll('٬', '')
		.replace(/[−–]/g, '-')
		.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00a0]/g, '');
}

/** A number as a table or a person writes it (`٥١١٧٨٥٫١٣`, `511,785.13`, `31,2`), or undefined. */
export function parseNumber(text: string): number | undefined {
	let clean = latinDigits(text).trim();
	if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(clean)) clean = clean.replaceAll(',', '');
	else if (/^[-+]?\d+,\d+$/.test(clean)) clean = clean.replace(',', '.');
	if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/.test(clean)) return undefined;
	const value = Number(clean);
	return Number.isFinite(value) ? value : undefined;
}
