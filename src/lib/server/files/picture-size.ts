import type { MediaType } from './media-type.ts';

export interface PictureSize {
	width: number;
	height: number;
}

/** The size that a picture's header names, without decoding a pixel; null when it has none to be found. */
export function pictureSize(bytes: Uint8Array, type: MediaType): PictureSize | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (type === 'image/png') return png(view);
	if (type === 'image/jpeg') return jpeg(view);
	return type === 'image/webp' ? webp(view) : null;
}

function png(view: DataView): PictureSize | null {
	if (view.byteLength < 33 || view.getUint32(12) !== tag('IHDR')) return null;
	return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Markers up to the frame; a marker without a length stands alone. */
function jpeg(view: DataView): PictureSize | null {
	let at = 2;
	while (at + 9 < view.byteLength) {
		if (view.getUint8(at) !== 0xff) return null;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
			at += marker === 0xff ? 1 : 2;
			continue;
		}
		const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
		if (marker === 0xda || marker === 0xd9) return null;
		at += 2 + view.getUint16(at + 2);
	}
	return null;
}

function webp(view: DataView): PictureSize | null {
	if (view.byteLength < 30) return null;
	const kind = view.getUint32(12);
	if (kind === tag('VP8X')) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
	if (kind === tag('VP8L')) {
		const bits = view.getUint32(21, true);
		return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
	}
	if (kind !== tag('VP8 ')) return null;
	return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
const tag = (text: string) => [...text].reduce((n, c) => n * 256 + c.charCodeAt(0), 0);
