import { arNorm } from '#lib/kernel/arabic.ts';
import { plain } from '../../rules/index.ts';

type Properties = Record<string, unknown>;

/** Names that speak for a key where several fields would do. */
const KEYS = /^(رقم|كود|م$|مسلسل|id$|code|ref|no$|num|key|objectid|fid|gid)|(id|code|ref|no)$/;
/** More fields than this are no table of works. */
const MOST = 60;

/** A key as it is compared: any digits, any spelling, numbers without needless zeros behind the point. */
export function keyOf(value: unknown): string {
	if (value === null || value === undefined || typeof value === 'object') return '';
	return arNorm(String(value)).replace(/^(\d+)\.0+$/, '$1');
}

/**
 * The pair of fields whose values name the same things in both: that with most common values; among equals the one
 * named like a key. Without any common value the fields named like keys, so that a person sees what was tried.
 */
export function guessKey(
	file: { fields: readonly string[]; records: readonly Properties[] },
	sheet: { fields: readonly string[]; records: readonly Properties[] }
): { file: string; sheet: string } {
	const values = (records: readonly Properties[], field: string) =>
		new Set(records.map((r) => keyOf(r[field])).filter(Boolean));
	const columns = sheet.fields.slice(0, MOST).map((name) => ({ name, values: values(sheet.records, name) }));
	let best = { file: named(file.fields), sheet: named(sheet.fields), score: 0 };
	for (const name of file.fields.slice(0, MOST)) {
		const own = values(file.records, name);
		for (const column of columns) {
			let common = 0;
			for (const value of own) if (column.values.has(value)) common += 1;
			const like = Number(KEYS.test(plain(name))) + Number(KEYS.test(plain(column.name)));
			const score = common === 0 ? 0 : common + like / 4;
			if (score > best.score) best = { file: name, sheet: column.name, score };
		}
	}
	return { file: best.file, sheet: best.sheet };
}

function named(fields: readonly string[]): string {
	return fields.find((f) => KEYS.test(plain(f))) ?? fields[0] ?? '';
}
