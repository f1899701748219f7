/**
 * A photo with its picture alone: what cameras and programs write beside it (EXIF with place, owner and time, XMP, IPTC,
 * comments, profiles, thumbnails, what follows its end) stays behind, but for which way is up.
 * @throws Error for what is no photo.
 */
export function bareJpeg(bytes: Uint8Array): Uint8Array {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const parts: Buffer[] = [Buffer.from([0xff, 0xd8])];
	let turned = 1;
	let at = 2;
	for (;;) {
		while (all[at] === 0xff && all[at + 1] === 0xff) at += 1;
		const marker = all[at + 1];
		if (all[at] !== 0xff || marker === undefined) throw new Error('no marker');
		if (marker === 0xd9) break;
		if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
			at += 2;
			continue;
		}
		const end = at + 2 + all.readUInt16BE(at + 2);
		if (end > all.length) throw new Error('cut off');
		const segment = all.subarray(at, end);
		at = end;
		if (marker === 0xe1) turned = orientation(segment) ?? turned;
		// Of what programs add, only how the colours are to be taken.
		if (marker === 0xee && segment.toString('latin1', 4, 9) === 'Adobe') parts.push(segment.subarray(0, 16));
		if ((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe) continue;
		if (!decodes(marker, segment)) throw new Error('no part of a picture');
		parts.push(segment);
		if (marker !== 0xda) continue;
		const start = at;
		at = endOfScan(all, at);
		parts.push(all.subarray(start, at));
	}
	if (turned > 1) parts.splice(1, 0, upright(turned));
	return Buffer.concat([...parts, Buffer.from([0xff, 0xd9])]);
}

/**
 * True for what a decoder needs, in its exact form: words under the marker of a table would pass as one.
 * @param segment with its marker and length.
 */
function decodes(marker: number, segment: Buffer): boolean {
	const holds = (n: number) => segment.length === n;
	// Frames but for the arithmetic ones, which no browser shows.
	if ([0xc0, 0xc1, 0xc2, 0xc3].includes(marker))
		return (segment[4] === 8 || segment[4] === 12) && segment[9]! <= 4 && holds(10 + segment[9]! * 3);
	if (marker === 0xda) return segment[4]! <= 4 && holds(8 + segment[4]! * 2);
	if (marker === 0xdd || marker === 0xdc) return holds(6);
	if (marker !== 0xc4 && marker !== 0xdb) return false;
	let at = 4;
	while (at < segment.length) {
		const [kind, slot] = [segment[at]! >> 4, segment[at]! & 15];
		if (kind > 1 || slot > 3) return false;
		at += 1;
		if (marker === 0xdb) at += kind ? 128 : 64;
		else at += 16 + segment.subarray(at, at + 16).reduce((sum, n) => sum + n, 0);
	}
	return at === segment.length;
}

/** Where the next marker stands that is none of the picture's own. */
function endOfScan(all: Buffer, from: number): number {
	for (let at = all.indexOf(0xff, from); at >= 0 && at + 1 < all.length; at = all.indexOf(0xff, at + 1)) {
		const next = all[at + 1]!;
		if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
	}
	throw new Error('cut off');
}

/** Which way is up by an EXIF segment: 1 to 8. */
function orientation(segment: Buffer): number | null {
	if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return null;
	const tiff = segment.subarray(10);
	if (tiff.length < 14) return null;
	const little = tiff.toString('latin1', 0, 2) === 'II';
	const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
	const table = u32(4);
	if (table + 2 > tiff.length) return null;
	for (let i = 0; i < u16(table); i += 1) {
		const entry = table + 2 + i * 12;
		if (entry + 12 > tiff.length) return null;
		const value = u16(entry + 8);
		if (u16(entry) === 0x0112) return value >= 1 && value <= 8 ? value : null;
	}
	return null;
}

function upright(turned: number): Buffer {
	const head = Buffer.from('\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01', 'latin1');
	return Buffer.concat([head, Buffer.from([0, turned, 0, 0, 0, 0, 0, 0])]);
}

/** The boxes of the picture, without those of texts. @throws Error for what has none */
export function bareJpeg2000(bytes: Uint8Array): Uint8Array {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	// The picture alone, in no box.
	if (all.readUInt32BE(0) === 0xff4fff51) return all;
	const parts: Buffer[] = [];
	for (let at = 0; at + 8 <= all.length;) {
		const length = all.readUInt32BE(at);
		const end =
			length === 0 ? all.length : at + (length === 1 ? Number(all.readBigUInt64BE(at + 8)) : length);
		if (end <= at || end > all.length) throw new Error('cut off');
		if (['jP  ', 'ftyp', 'jp2h', 'jp2c'].includes(all.toString('latin1', at + 4, at + 8)))
			parts.push(all.subarray(at, end));
		at = end;
	}
	return Buffer.concat(parts);
}

const PNG = ['IHDR', 'PLTE', 'tRNS', 'sBIT', 'gAMA', 'cHRM', 'sRGB', 'bKGD', 'pHYs', 'IDAT', 'IEND'];

/** A picture without its texts, times and profiles. @throws Error for what is cut off */
export function barePng(bytes: Uint8Array): Uint8Array {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const parts = [all.subarray(0, 8)];
	for (let at = 8; ;) {
		const kind = all.toString('latin1', at + 4, at + 8);
		const end = at + 12 + all.readUInt32BE(at);
		if (end > all.length) throw new Error('cut off');
		if (PNG.includes(kind)) parts.push(all.subarray(at, end));
		at = end;
		if (kind === 'IEND') return Buffer.concat(parts);
	}
}

/** The same of a WebP. @throws Error for what is cut off */
export function bareWebp(bytes: Uint8Array): Uint8Array {
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const parts: Buffer[] = [];
	for (let at = 12; at + 8 <= all.length;) {
		const kind = all.toString('latin1', at, at + 4);
		const size = all.readUInt32LE(at + 4);
		const end = at + 8 + size;
		if (end > all.length) throw new Error('cut off');
		const part = Buffer.concat([all.subarray(at, end), Buffer.alloc(size % 2)]);
		// Neither profile nor EXIF nor XMP is announced.
		if (kind === 'VP8X') part[8]! &= ~0x2c;
		if (['VP8 ', 'VP8L', 'VP8X', 'ALPH'].includes(kind)) parts.push(part);
		at = end + (size % 2);
	}
	const body = Buffer.concat(parts);
	if (body.length === 0) throw new Error('no picture');
	const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
	head.writeUInt32LE(body.length + 4, 4);
	return Buffer.concat([head, body]);
}
