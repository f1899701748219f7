import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withBreaks } from './long-words.ts';
import { sealOf } from './seal.ts';
import { fontOfWoff, renamedFont } from './woff.ts';

const SECRET = 'a secret of thirty-two characters!';
const FONTS = path.resolve('node_modules/@fontsource/ibm-plex-sans-arabic/files');

describe('the seal', () => {
	const seal = sealOf(SECRET);

	it('gives a text back from its code, and the same key to every instance', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (text) => {
				expect(sealOf(SECRET).read(seal.write(text))).toBe(text);
			})
		);
		expect(Buffer.from(seal.publicKey, 'base64url')).toHaveLength(32);
		expect(sealOf(`${SECRET}2`).publicKey).not.toBe(seal.publicKey);
	});

	it('refuses every code that differs in one character', () => {
		const code = seal.write('تصريح EX-2026-000123');
		const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
		fc.assert(
			fc.property(fc.nat(code.length - 1), fc.constantFrom(...letters), (at, letter) => {
				const altered = code.slice(0, at) + letter + code.slice(at + 1);
				if (altered !== code) expect(seal.read(altered)).toBeNull();
			}),
			{ numRuns: 500 }
		);
		for (const wrong of [
			'',
			'.',
			'a.b',
			`${code}.`,
			`${code}A`,
			code.slice(1),
			sealOf(`${SECRET}2`).write('x')
		])
			expect(seal.read(wrong)).toBeNull();
	});
});

describe('a word longer than a line', () => {
	it('gets places to break at, and nothing else changes', () => {
		const long = 'مَ'.repeat(120);
		const data = {
			title: `حفر ${long} في الشارع`,
			rows: [{ n: 3, none: null, word: 'a'.repeat(40) }, `https://${'a'.repeat(90)}`]
		};
		const broken = withBreaks(data);
		const pieces = broken.title.split(' ')[1]!.split('\u200b');
		expect(pieces.map((piece) => piece.length)).toEqual([60, 60, 60, 60]);
		expect(broken.title.replaceAll('\u200b', '')).toBe(data.title);
		expect(broken.rows).toEqual(data.rows);
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
				expect(withBreaks(text).replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', ''));
			})
		);
	});
});

describe('a web font', () => {
	it('becomes a font with the same tables, under another name where one is needed', () => {
		const woff = readFileSync(path.join(FONTS, 'ibm-plex-sans-arabic-latin-400-normal.woff'));
		const font = fontOfWoff(woff);
		expect(font.length).toBe(woff.readUInt32BE(16));
		const tables = font.readUInt16BE(4);
		const names = Array.from({ length: tables }, (_, i) => font.toString('latin1', 12 + 16 * i, 16 + 16 * i));
		expect(names).toEqual(expect.arrayContaining(['cmap', 'head', 'name']));
		const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();
		expect(font.includes(utf16('IBM Plex Sans Arabic'))).toBe(true);
		const renamed = renamedFont(font, 'IBM Plex Sans Arabic', 'IBM Plex Sans Latine');
		expect(renamed.includes(utf16('IBM Plex Sans Arabic'))).toBe(false);
		expect(renamed.includes(utf16('IBM Plex Sans Latine'))).toBe(true);
		expect(() => renamedFont(font, 'a', 'bc')).toThrow();
	});
});
