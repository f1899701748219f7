export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What a file is by its first bytes, whatever it is called; undefined when it is nothing we keep. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
	const starts = (signature: readonly number[], at = 0) => signature.every((b, i) => bytes[at + i] === b);
	if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
	if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
	if (starts(ascii('RIFF')) && starts(ascii('WEBP'), 8)) return 'image/webp';
	if (starts(ascii('%PDF-'))) return 'application/pdf';
	return undefined;
}

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0));
