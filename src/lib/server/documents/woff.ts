import { inflateSync } from 'node:zlib';

/**
 * The font inside a WOFF file (version 1) as TrueType or OpenType: the same tables, each unpacked. Typefaces come
 * with the packages as web fonts only.
 */
export function fontOfWoff(woff: Buffer): Buffer {
	if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
	const tables = woff.readUInt16BE(12);
	const power = 2 ** Math.floor(Math.log2(tables));
	const head = Buffer.alloc(12 + 16 * tables);
	woff.copy(head, 0, 4, 8);
	head.writeUInt16BE(tables, 4);
	head.writeUInt16BE(power * 16, 6);
	head.writeUInt16BE(Math.log2(power), 8);
	head.writeUInt16BE((tables - power) * 16, 10);
	const parts: Buffer[] = [head];
	let at = head.length;
	for (let i = 0; i < tables; i++) {
		const entry = 44 + 20 * i;
		const [offset, packed, length] = [4, 8, 12].map((n) => woff.readUInt32BE(entry + n)) as [
			number,
			number,
			number
		];
		const stored = woff.subarray(offset, offset + packed);
		const table = packed < length ? inflateSync(stored) : stored;
		const place = 12 + 16 * i;
		woff.copy(head, place, entry, entry + 4);
		woff.copy(head, place + 4, entry + 16, entry + 20);
		head.writeUInt32BE(at, place + 8);
		head.writeUInt32BE(length, place + 12);
		// Tables begin at multiples of four.
		const padding = (4 - (length % 4)) % 4;
		parts.push(table, Buffer.alloc(padding));
		at += length + padding;
	}
	return Buffer.concat(parts);
}

/**
 * A font under another family name of the same length. A typeface that comes as one file per script has one name in
 * all of them, and a typesetter would only ever look into one.
 */
export function renamedFont(font: Buffer, from: string, to: string): Buffer {
	if (from.length !== to.length) throw new Error('a name can only be replaced by one of the same length');
	const [old, name] = [from, to].map((text) => Buffer.from(text, 'utf16le').swap16()) as [Buffer, Buffer];
	const renamed = Buffer.from(font);
	for (let at = renamed.indexOf(old); at >= 0; at = renamed.indexOf(old, at + old.length))
		name.copy(renamed, at);
	return renamed;
}
