import { plainText } from '../../formats/dxf/text.ts';

/** What a drawing is drawn with; pictures, tables of words, foreign objects and what belongs to programs are not. */
const DRAWN = new Set(
	`LINE LWPOLYLINE POLYLINE VERTEX SEQEND CIRCLE ARC ELLIPSE SPLINE POINT SOLID TRACE 3DFACE HATCH TEXT MTEXT INSERT ATTRIB
	DIMENSION LEADER BLOCK ENDBLK TABLE ENDTAB LAYER LTYPE STYLE DIMSTYLE BLOCK_RECORD`.split(/\s+/)
);
const SECTIONS = new Set(['HEADER', 'TABLES', 'BLOCKS', 'ENTITIES']);
const VARIABLES = new Set([
	...['$ACADVER', '$INSUNITS', '$MEASUREMENT', '$LUNITS', '$LTSCALE', '$PDMODE', '$PDSIZE'],
	...['$EXTMIN', '$EXTMAX', '$LIMMIN', '$LIMMAX', '$TEXTSIZE', '$DIMSCALE', '$HANDSEED', '$FILLMODE']
]);
const TABLES = new Set(['LAYER', 'LTYPE', 'STYLE', 'DIMSTYLE', 'BLOCK_RECORD']);
/** Names that every program gives. */
const STANDARD =
	/^(?:\*[A-Za-z_]{1,20}\d{0,9}|BYLAYER|BYBLOCK|CONTINUOUS|STANDARD|MODEL|SOLID|_[A-Z]{1,20}|0)$/i;
/** A measure: a number or two, a unit at most; seven figures together are none (numbers of people and telephones). */
const FIGURE = String.raw`[±+-]?[0-9٠-٩]{1,6}(?:[.,٫][0-9٠-٩]{1,4})?`;
const MEASURE = new RegExp(
	`^${FIGURE}(?:\\s?[×x*/:=]\\s?${FIGURE})?\\s?(?:m|cm|mm|m2|m²|م|سم|م2|م²|%|°)?$`,
	'u'
);
const HANDLE = /^[0-9A-F]{1,16}$/i;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/**
 * A drawing with what is drawn and measured, and no other word: every text of the copy is a number with its unit, a name
 * from a closed list, or a name made up here. Title blocks keep their lines and lose what is written in them.
 * @param keeps names of layers that say what is drawn on them.
 * @throws Error for what is no drawing.
 */
export function bareDxf(bytes: Uint8Array, keeps: (layer: string) => boolean = () => false): Uint8Array {
	const names = new Map<string, string>();
	const called = (kind: string, name: string): string => {
		if (STANDARD.test(name)) return name;
		const had = names.get(`${kind} ${name.toUpperCase()}`);
		if (had) return had;
		const made = `${kind}${names.size + 1}`;
		names.set(`${kind} ${name.toUpperCase()}`, made);
		return made;
	};
	const layers = new Map<string, string>();
	const layer = (name: string): string => {
		const said = layers.get(name) ?? (keeps(name) ? name : called('LAYER', name));
		layers.set(name, said);
		return said;
	};
	const out = new Lines();
	let section = '';
	let table = '';
	let type = '';
	let variable: string | null = null;
	let kept = true;
	let nested = 0;
	for (const [code, value, following] of groups(new TextDecoder().decode(bytes))) {
		const word = value.trim();
		if (!Number.isInteger(code)) throw new Error('no group');
		if (code === 0) {
			nested = 0;
			variable = null;
			type = word;
			if (word === 'SECTION') {
				section = following.trim();
				if (SECTIONS.has(section)) out.add('0', 'SECTION', '2', section);
				kept = false;
				continue;
			}
			if (word === 'ENDSEC') {
				if (SECTIONS.has(section)) out.add('0', 'ENDSEC');
				section = table = '';
				continue;
			}
			if (word === 'EOF') break;
			if (word === 'TABLE') table = following.trim();
			kept = SECTIONS.has(section) && DRAWN.has(word) && (section !== 'TABLES' || TABLES.has(table));
			if (kept) out.add('0', word);
			continue;
		}
		if (section === 'HEADER') {
			if (code === 9) {
				variable = VARIABLES.has(word) ? word : null;
				if (variable) out.add('9', variable);
			} else if (
				variable &&
				(NUMBER.test(word) || /^(?:AC\d{4}|ANSI_\d{3,5}|UTF-?8)$/i.test(word) || HANDLE.test(word))
			)
				out.add(String(code), word);
			continue;
		}
		if (!kept) continue;
		// What programs add for themselves, in braces.
		if (code === 102) {
			nested = word === '}' ? 0 : 1;
			continue;
		}
		if (nested) continue;
		const said = bareValue({ code, word, value, type, layer, called });
		if (said !== null) out.add(String(code), said);
	}
	if (!out.drawn) throw new Error('nothing drawn');
	out.add(
		'0',
		'SECTION',
		'2',
		'OBJECTS',
		'0',
		'DICTIONARY',
		'5',
		'C',
		'100',
		'AcDbDictionary',
		'0',
		'ENDSEC',
		'0',
		'EOF'
	);
	return out.bytes();
}

/** Two lines each, with the value of the next: a drawing of many corners is never held as so many words. */
function* groups(text: string): Generator<[code: number, value: string, following: string]> {
	let at = 0;
	const line = (): string | null => {
		if (at > text.length) return null;
		const end = text.indexOf('\n', at);
		const found = text.slice(at, end < 0 ? undefined : end);
		at = end < 0 ? text.length + 1 : end + 1;
		return found.endsWith('\r') ? found.slice(0, -1) : found;
	};
	const group = (): [number, string] | null => {
		const [code, value] = [line(), line()];
		return code === null || value === null ? null : [Number(code), value];
	};
	let next = group();
	while (next) {
		const [code, value] = next;
		next = group();
		yield [code, value, next?.[1] ?? ''];
	}
}

/** Lines as they are written, kept as bytes. */
class Lines {
	#open: string[] = [];
	readonly #done: Uint8Array[] = [];
	#entities = false;

	add(...lines: string[]): void {
		this.#open.push(...lines);
		this.#entities ||= lines.includes('ENTITIES');
		if (this.#open.length > 10_000) this.#close();
	}

	get drawn(): boolean {
		return this.#entities;
	}

	bytes(): Uint8Array {
		this.#close();
		return new Uint8Array(Buffer.concat(this.#done));
	}

	#close(): void {
		this.#done.push(Buffer.from(this.#open.map((line) => `${line}\n`).join('')));
		this.#open = [];
	}
}

interface Said {
	code: number;
	word: string;
	value: string;
	type: string;
	layer: (name: string) => string;
	called: (kind: string, name: string) => string;
}

/** What of a group may be said; null: not the group at all. */
function bareValue({ code, word, value, type, layer, called }: Said): string | null {
	// Most of a drawing is numbers.
	if (code >= 10 && code < 100) return NUMBER.test(word) ? word : null;
	if (code === 8) return layer(word);
	if (code === 6) return called('LTYPE', word);
	if (code === 7) return called('STYLE', word);
	if (code === 410) return called('LAYOUT', word);
	if (code === 5 || code === 105 || (code >= 330 && code <= 369) || (code >= 390 && code <= 399))
		return HANDLE.test(word) ? word : null;
	if (code === 100) return /^AcDb[A-Za-z0-9]{1,40}$/.test(word) ? word : null;
	if (code === 2) return named(type, word, layer, called);
	if (code === 1) {
		if (type === 'BLOCK') return '';
		const plain = plainText(value);
		return MEASURE.test(plain) || (type === 'DIMENSION' && /^(?:<>)?$/.test(plain)) ? plain : '';
	}
	if (code === 3)
		return type === 'STYLE'
			? 'txt'
			: type === 'BLOCK'
				? called('BLOCK', word)
				: type === 'DIMENSION' || type === 'LEADER'
					? called('DIMSTYLE', word)
					: type === 'LTYPE'
						? ''
						: null;
	if (code === 4 || code === 9 || (code >= 300 && code <= 329) || code >= 411) return null;
	return NUMBER.test(word) ? word : null;
}

function named(
	type: string,
	word: string,
	layer: (name: string) => string,
	called: (kind: string, name: string) => string
): string | null {
	if (type === 'TABLE') return TABLES.has(word) ? word : null;
	if (type === 'LAYER') return layer(word);
	if (['LTYPE', 'STYLE', 'DIMSTYLE'].includes(type)) return called(type, word);
	if (type === 'ATTRIB') return called('TAG', word);
	if (type === 'HATCH') return called('HATCH', word);
	return ['BLOCK', 'BLOCK_RECORD', 'INSERT', 'DIMENSION'].includes(type) ? called('BLOCK', word) : null;
}
