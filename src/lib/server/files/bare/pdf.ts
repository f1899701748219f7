import { ALTERNATES, KEPT, NAMED } from './pdf-keys.ts';
import { readObjects, type Objects } from './pdf-read.ts';
import { Name, Raw, Ref, Stream, type Dict, type Value } from './pdf-values.ts';
import { bareJpeg, bareJpeg2000 } from './pictures.ts';

const MOST_PAGES = 5000;
const PACKINGS = new Set(
	`FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL CCITTFaxDecode CCF JBIG2Decode
	DCTDecode DCT JPXDecode`.split(/\s+/)
);
/** What a page has from those above it. */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;

/**
 * A paper that draws the same pages and holds nothing else: made anew from what the pages need, by a closed list of keys.
 * Who wrote it and with what, XMP, titles, bookmarks, notes, signatures, forms, tags, names of layers, thumbnails, earlier
 * states and what is left over stay behind. What is drawn on a page is not changed.
 * @throws Error for what cannot be read.
 */
export function barePdf(bytes: Uint8Array): Uint8Array {
	const objects = readObjects(bytes);
	const copy = new Copy(objects);
	const catalog = copy.reserve();
	const tree = copy.reserve();
	const pages = pagesOf(objects).map((page) => {
		const dict: Dict = new Map<string, Value>([
			['Type', new Name('Page')],
			['Parent', tree],
			['Resources', copy.resources(page.get('Resources'))]
		]);
		for (const key of ['MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Group', 'Contents']) {
			const value = page.get(key);
			if (value !== undefined) dict.set(key, copy.value(value));
		}
		return copy.add(dict);
	});
	copy.put(
		tree,
		new Map<string, Value>([
			['Type', new Name('Pages')],
			['Kids', pages],
			['Count', pages.length]
		])
	);
	const root: Dict = new Map<string, Value>([
		['Type', new Name('Catalog')],
		['Pages', tree]
	]);
	const layers = copy.layers(objects.root.get('OCProperties'));
	if (layers) root.set('OCProperties', layers);
	copy.put(catalog, root);
	return copy.bytes();
}

/** The pages in their order, each with what it has from above. */
function pagesOf({ root, follow }: Objects): Dict[] {
	const pages: Dict[] = [];
	const seen = new Set<Value>();
	const walk = (value: Value | undefined, above: Dict, depth: number): void => {
		const node = follow(value);
		if (!(node instanceof Map) || seen.has(node)) return;
		if (depth > 64 || pages.length >= MOST_PAGES) throw new Error('too many pages');
		seen.add(node);
		const own: Dict = new Map(above);
		for (const key of INHERITED) if (node.has(key)) own.set(key, node.get(key)!);
		const kids = follow(node.get('Kids'));
		if (Array.isArray(kids)) for (const kid of kids) walk(kid, own, depth + 1);
		else pages.push(new Map([...own, ...node]));
	};
	walk(root.get('Pages'), new Map(), 0);
	return pages;
}

class Copy {
	readonly #objects: Objects;
	readonly #out: (Value | undefined)[] = [];
	readonly #done = new Map<Value, Ref>();
	readonly #layers = new Map<Value, Ref>();

	constructor(objects: Objects) {
		this.#objects = objects;
	}

	reserve(): Ref {
		this.#out.push(undefined);
		return new Ref(this.#out.length);
	}

	put(at: Ref, value: Value): void {
		this.#out[at.number - 1] = value;
	}

	add(value: Value): Ref {
		const at = this.reserve();
		this.put(at, value);
		return at;
	}

	/** A value with what it needs of others, and nothing that is not on the list. */
	value(value: Value): Value {
		if (value instanceof Ref) {
			const found = this.#objects.follow(value);
			if (found === null || typeof found !== 'object' || found instanceof Name) return found;
			const had = this.#done.get(found);
			if (had) return had;
			const at = this.reserve();
			this.#done.set(found, at);
			this.put(at, this.value(found));
			return at;
		}
		if (Array.isArray(value)) return this.#colours(value) ?? value.map((item) => this.value(item));
		if (value instanceof Stream) return this.#stream(value);
		return value instanceof Map ? this.#dict(value) : value;
	}

	/** Dictionaries whose keys are the page's own names for fonts, pictures, patterns. */
	resources(value: Value | undefined): Value {
		const found = this.#objects.follow(value);
		const dict: Dict = new Map();
		if (!(found instanceof Map)) return dict;
		for (const kind of NAMED) {
			const group = this.#objects.follow(found.get(kind));
			if (!(group instanceof Map)) continue;
			const kept: Dict = new Map();
			for (const [name, item] of group)
				kept.set(name, kind === 'Properties' ? this.#layer(item) : this.value(item));
			dict.set(kind, kept);
		}
		return dict;
	}

	/** Which layers are shown, without their names. */
	layers(value: Value | undefined): Dict | null {
		const found = this.#objects.follow(value);
		if (!(found instanceof Map) || this.#layers.size === 0) return null;
		const standard = this.#objects.follow(found.get('D'));
		const of = (key: string): Ref[] => {
			const list = standard instanceof Map ? this.#objects.follow(standard.get(key)) : null;
			return (Array.isArray(list) ? list : []).flatMap((item) => {
				const had = this.#layers.get(this.#objects.follow(item));
				return had ? [had] : [];
			});
		};
		const base = standard instanceof Map ? this.#objects.follow(standard.get('BaseState')) : null;
		const shown: Dict = new Map<string, Value>([
			['ON', of('ON')],
			['OFF', of('OFF')],
			['Order', []]
		]);
		if (base instanceof Name && ['ON', 'OFF', 'Unchanged'].includes(base.text)) shown.set('BaseState', base);
		return new Map<string, Value>([
			['OCGs', [...this.#layers.values()]],
			['D', shown]
		]);
	}

	#layer(value: Value): Value {
		const found = this.#objects.follow(value);
		if (!(found instanceof Map)) return new Map();
		const type = this.#objects.follow(found.get('Type'));
		const kind = type instanceof Name ? type.text : '';
		if (kind === 'OCG') {
			const had = this.#layers.get(found);
			if (had) return had;
			const made = this.add(
				new Map<string, Value>([
					['Type', new Name('OCG')],
					['Name', new Raw(`(${this.#layers.size + 1})`)]
				])
			);
			this.#layers.set(found, made);
			return made;
		}
		if (kind !== 'OCMD') return new Map();
		const groups = this.#objects.follow(found.get('OCGs'));
		const of = Array.isArray(groups) ? groups : groups ? [groups] : [];
		const made: Dict = new Map<string, Value>([
			['Type', new Name('OCMD')],
			['OCGs', of.map((item) => this.#layer(item))]
		]);
		const when = this.#objects.follow(found.get('P'));
		if (when instanceof Name && ['AllOn', 'AnyOn', 'AnyOff', 'AllOff'].includes(when.text))
			made.set('P', when);
		return made;
	}

	#dict(dict: Dict): Dict {
		const kept: Dict = new Map();
		for (const [key, value] of dict) {
			if (key === 'Resources') kept.set(key, this.resources(value));
			else if (key === 'OC') kept.set(key, this.#layer(value));
			else if (key === 'CharProcs') kept.set(key, this.#named(value));
			else if (KEPT.has(key)) kept.set(key, this.value(value));
		}
		return kept;
	}

	#named(value: Value): Value {
		const found = this.#objects.follow(value);
		if (!(found instanceof Map)) return new Map();
		return new Map([...found].map(([name, item]) => [name, this.value(item)]));
	}

	#stream({ dict, data }: Stream): Stream {
		const kept = this.#dict(dict);
		const filter = this.#objects.follow(dict.get('Filter'));
		const chain = (Array.isArray(filter) ? filter.map((f) => this.#objects.follow(f)) : [filter]).flatMap(
			(f) => (f instanceof Name ? [f.text] : [])
		);
		const last = chain.at(-1);
		if (chain.some((packing) => !PACKINGS.has(packing))) throw new Error('odd packing');
		const kind = this.#objects.follow(dict.get('Subtype'));
		if (kind instanceof Name && kind.text === 'XML')
			throw new Error('a description where something is drawn');
		let content = data;
		if (data[0] === 0xff && data[1] === 0xd8 && chain.length === 0) content = bareJpeg(data);
		else if (last === 'DCTDecode' || last === 'DCT' || last === 'JPXDecode') {
			for (const packing of chain.slice(0, -1)) {
				if (packing !== 'FlateDecode' && packing !== 'Fl') throw new Error('odd packing of a picture');
				content = this.#objects.inflate(content);
			}
			content = last === 'JPXDecode' ? bareJpeg2000(content) : bareJpeg(content);
			kept.set('Filter', new Name(last === 'DCT' ? 'DCTDecode' : last));
			const parameters = this.#objects.follow(dict.get('DecodeParms'));
			const own = Array.isArray(parameters) ? parameters.at(-1) : parameters;
			kept.delete('DecodeParms');
			if (own) kept.set('DecodeParms', this.value(own));
		}
		return new Stream(kept, content);
	}

	/** Profiles of colour carry texts of who made them; what they stand for does not. */
	#colours(list: Value[]): Value | null {
		const first = list[0];
		if (!(first instanceof Name) || first.text !== 'ICCBased') return null;
		const profile = this.#objects.follow(list[1]);
		const count = profile instanceof Stream ? this.#objects.follow(profile.dict.get('N')) : null;
		return new Name(ALTERNATES[Number(count)] ?? 'DeviceRGB');
	}

	/** The paper: objects in their order, and where each stands. */
	bytes(): Uint8Array {
		const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
		const at: number[] = [];
		let size = parts[0]!.length;
		const push = (part: Buffer) => {
			parts.push(part);
			size += part.length;
		};
		this.#out.forEach((value, i) => {
			at.push(size);
			push(Buffer.from(`${i + 1} 0 obj\n`, 'latin1'));
			if (value instanceof Stream) {
				push(Buffer.from(text(new Map([...value.dict, ['Length', value.data.length]])), 'latin1'));
				push(Buffer.from('\nstream\n', 'latin1'));
				push(Buffer.from(value.data.buffer, value.data.byteOffset, value.data.byteLength));
				push(Buffer.from('\nendstream', 'latin1'));
			} else push(Buffer.from(text(value ?? null), 'latin1'));
			push(Buffer.from('\nendobj\n', 'latin1'));
		});
		const table = at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('');
		push(
			Buffer.from(
				`xref\n0 ${at.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${at.length + 1}/Root 1 0 R>>\nstartxref\n${size}\n%%EOF\n`,
				'latin1'
			)
		);
		return Buffer.concat(parts);
	}
}

function text(value: Value): string {
	if (value === null || typeof value !== 'object') return String(value);
	if (value instanceof Ref) return `${value.number} 0 R`;
	if (value instanceof Raw) return value.text;
	if (value instanceof Name) return name(value.text);
	if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
	if (value instanceof Stream) throw new Error('a stream inside');
	return `<<${[...value].map(([key, item]) => `${name(key)} ${text(item)}`).join('')}>>`;
}

const name = (plain: string): string =>
	`/${plain.replace(/[^A-Za-z0-9_.,+*:;@!?$&'-]/g, (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
