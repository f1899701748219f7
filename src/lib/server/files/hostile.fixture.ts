import { crc32, deflateSync } from 'node:zlib';

/** Files as strangers send them, built byte by byte. */
export const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A picture of that size that holds nothing: its header is all that is looked at. */
export function aPng(width: number, height: number, extra: Uint8Array = new Uint8Array()): Uint8Array {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([1, 0, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.alloc(2))),
		chunk('IEND', Buffer.alloc(0)),
		extra
	]);
}

function chunk(kind: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
	const out = Buffer.alloc(body.length + 8);
	out.writeUInt32BE(data.length, 0);
	body.copy(out, 4);
	out.writeUInt32BE(crc32(body), body.length + 4);
	return out;
}

export function aJpeg(width: number, height: number, extra = ''): Uint8Array {
	const frame = Buffer.from([
		0xff,
		0xc0,
		0,
		11,
		8,
		height >> 8,
		height & 255,
		width >> 8,
		width & 255,
		1,
		1,
		0x11,
		0
	]);
	return Buffer.concat([
		Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]),
		frame,
		Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]),
		latin(extra)
	]);
}

/** A paper of these objects; in a packed stream where `packed`. */
export function aPdf(objects: string, packed?: string | { body: Uint8Array; filter: string }): Uint8Array {
	const stream =
		typeof packed === 'string' ? { body: deflateSync(packed), filter: '/Filter /FlateDecode' } : packed;
	return Buffer.concat([
		latin(`%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n${objects}\n`),
		...(stream
			? [
					latin(
						`9 0 obj <</Type /ObjStm /N 1 /First 4 /Length ${stream.body.length} ${stream.filter}>>\nstream\n`
					),
					stream.body,
					latin('\nendstream endobj\n')
				]
			: []),
		latin('trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n')
	]);
}
