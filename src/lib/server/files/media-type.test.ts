import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEDIA_TYPES, mediaTypeOf } from './media-type.ts';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

test.each([
	['\xff\xd8\xff\xe0 a photo', 'image/jpeg'],
	['\x89PNG\r\n\x1a\n....', 'image/png'],
	['RIFF\x10\x00\x00\x00WEBPVP8 ', 'image/webp'],
	['%PDF-1.7 ...', 'application/pdf'],
	['<svg onload="x()">', undefined],
	['<html>', undefined],
	['RIFF\x10\x00\x00\x00WAVE', undefined],
	['', undefined]
])('%j is %s', (text, type) => {
	expect(mediaTypeOf(bytes(text))).toBe(type);
});

test('whatever the bytes, the answer is a type that is kept or none', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 24 }), (any) => {
			expect([...MEDIA_TYPES, undefined]).toContain(mediaTypeOf(any));
		})
	);
});
