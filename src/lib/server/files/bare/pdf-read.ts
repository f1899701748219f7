import { inflateSync } from 'node:zlib';
import { Name, Reader, Ref, Stream, type Dict, type Value } from './pdf-values.ts';

/** Bytes that packed parts may come to, all together. */
const UNPACKED = 64 * 1024 * 1024;
const OBJECT = /(?<![0-9])(\d{1,10})[\x00\t\n\f\r ]+\d{1,5}[\x00\t\n\f\r ]+obj(?![A-Za-z])/g; // eslint-disable-line no-control-regex
const TRAILER = /trailer[\x00\t\n\f\r ]*(?=<<)/g; // eslint-disable-line no-control-regex

/** The objects of a paper; of one that was changed afterwards, the last state of each. */
export interface Objects {
	root: Dict;
	/** What a reference stands for, whatever it is. */
	follow(value: Value | undefined): Value;
	/** Unpacks bytes; what all of them come to is limited. */
	inflate(bytes: Uint8Array): Uint8Array;
}

/**
 * Reads a paper from its first byte to its last, whatever its tables say, so that nothing in it is taken for something
 * else; the content of streams is not looked into.
 * @throws Error for what is no paper, or packs more than can be read.
 */
export function readObjects(bytes: Uint8Array): Objects {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	const objects = new Map<number, Value>();
	const roots: Value[] = [];
	let left = UNPACKED;
	const inflate = (packed: Uint8Array): Uint8Array => {
		const plain = inflateSync(packed, { maxOutputLength: Math.max(1, left), finishFlush: 2 });
		left -= Math.max(256, plain.length);
		return plain;
	};
	const follow = (value: Value | undefined): Value => {
		let found = value ?? null;
		for (let i = 0; found instanceof Ref && i < 32; i += 1) found = objects.get(found.number) ?? null;
		return found instanceof Ref ? null : found;
	};

	let between = 0;
	const trailers = (until: number) => {
		TRAILER.lastIndex = between;
		for (let m = TRAILER.exec(text); m && m.index < until; m = TRAILER.exec(text)) {
			const dict = new Reader(text, m.index + m[0].length).value();
			if (dict instanceof Map && dict.has('Root')) roots.push(dict.get('Root')!);
		}
	};
	OBJECT.lastIndex = 0;
	for (let m = OBJECT.exec(text); m; m = OBJECT.exec(text)) {
		trailers(m.index);
		const number = Number(m[1]);
		const reader = new Reader(text, OBJECT.lastIndex);
		let value = reader.value();
		reader.skip();
		const opens = /stream\r?\n?/y;
		opens.lastIndex = reader.at;
		if (value instanceof Map && opens.test(text)) {
			const start = opens.lastIndex;
			const end = endOf(text, start, value.get('Length'));
			value = new Stream(value, bytes.subarray(start, end));
			reader.at = text.indexOf('endstream', end) + 9;
			const kind = value.dict.get('Type');
			if (kind instanceof Name && kind.text === 'ObjStm') unpack(value, objects, inflate);
			if (kind instanceof Name && kind.text === 'XRef' && value.dict.has('Root'))
				roots.push(value.dict.get('Root')!);
		}
		objects.set(number, value);
		OBJECT.lastIndex = between = reader.at;
	}
	trailers(text.length);
	const root = [...[...objects.values()].filter(isCatalog), ...roots.map(follow)].findLast(
		(value) => value instanceof Map
	);
	if (!root) throw new Error('no root');
	return { root, follow, inflate };
}

function isCatalog(value: Value): boolean {
	const kind = value instanceof Map ? value.get('Type') : null;
	return kind instanceof Name && kind.text === 'Catalog';
}

/** Where a stream ends: by its length, which must be right; at the word where the length stands elsewhere. */
function endOf(text: string, start: number, length: Value | undefined): number {
	if (typeof length === 'number') {
		if (!/^\s{0,4}endstream/.test(text.slice(start + length, start + length + 16)))
			throw new Error('length of a stream');
		return start + length;
	}
	const end = text.indexOf('endstream', start);
	if (end < 0) throw new Error('open stream');
	return text[end - 1] === '\n'
		? end - (text[end - 2] === '\r' ? 2 : 1)
		: text[end - 1] === '\r'
			? end - 1
			: end;
}

function unpack(
	{ dict, data }: Stream,
	objects: Map<number, Value>,
	inflate: (bytes: Uint8Array) => Uint8Array
): void {
	const plain = dict.has('Filter') ? inflate(data) : data;
	const text = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString('latin1');
	const [count, first] = [dict.get('N'), dict.get('First')];
	if (typeof count !== 'number' || typeof first !== 'number') throw new Error('no pack');
	const head = new Reader(text);
	for (let i = 0; i < count; i += 1) {
		const [number, at] = [head.value(), head.value()];
		if (typeof number !== 'number' || typeof at !== 'number') throw new Error('no pack');
		objects.set(number, new Reader(text, first + at).value());
	}
}
