export const MEDIA_TYPES = [
	'image/jpeg',
	'image/png',
	'image/webp',
	'application/pdf',
	'image/vnd.dxf'
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** The end of the name of a file of that type. */
export const EXTENSION: Readonly<Record<MediaType, string>> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'application/pdf': 'pdf',
	'image/vnd.dxf': 'dxf'
};

/** What a photo or paper is by its first bytes, whatever it is called; undefined when it is nothing we keep. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
	const starts = (signature: readonly number[], at = 0) => signature.every((b, i) => bytes[at + i] === b);
	if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
	if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
	if (starts(ascii('RIFF')) && starts(ascii('WEBP'), 8)) return 'image/webp';
	if (starts(ascii('%PDF-'))) return 'application/pdf';
	return isDxf(bytes) ? 'image/vnd.dxf' : undefined;
}

/** A text drawing begins with a section, after comments perhaps. */
function isDxf(bytes: Uint8Array): boolean {
	const text = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
	return /^(?:\xef\xbb\xbf)?(?:\s*999\r?\n[^\n]*\n)*\s*0[ \t]*\r?\n[ \t]*SECTION\r?\n/.test(text);
}

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0));
