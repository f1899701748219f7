import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qrCode, qrPath } from './index.ts';
import { alignments, version } from './layout.ts';
import { MASKS } from './mask.ts';
import { multiply } from './reed-solomon.ts';

/** Reads a code back the way a scanner does, from the picture alone. */
function read(modules: boolean[][]): string {
	const size = modules.length;
	const v = version((size - 17) / 4);
	const at = (x: number, y: number) => (modules[y]?.[x] ? 1 : 0);
	let format = 0;
	for (let i = 0; i < 8; i++) format |= at(size - 1 - i, 8) << i;
	for (let i = 8; i < 15; i++) format |= at(8, size - 15 + i) << i;
	const data = (format ^ 0x5412) >>> 10;
	expect(data >>> 3, 'level M').toBe(0);
	const mask = MASKS[data & 7]!;
	const stream: number[] = [];
	for (let right = size - 1, up = true; right >= 1; right -= 2, up = !up) {
		if (right === 6) right--;
		for (let step = 0; step < size; step++)
			for (const x of [right, right - 1]) {
				const y = up ? size - 1 - step : step;
				if (!isPattern(v.number, size, x, y)) stream.push(at(x, y) ^ (mask(x, y) ? 1 : 0));
			}
	}
	const bytes = Array.from({ length: v.codewords }, (_, i) =>
		parseInt(stream.slice(i * 8, i * 8 + 8).join(''), 2)
	);
	const lengths = Array.from(
		{ length: v.blocks },
		(_, i) => Math.floor(v.dataBytes / v.blocks) + (i >= v.blocks - (v.dataBytes % v.blocks) ? 1 : 0)
	);
	const blocks: number[][] = lengths.map(() => []);
	let next = 0;
	for (let i = 0; i < Math.max(...lengths); i++)
		blocks.forEach((b, j) => i < (lengths[j] ?? 0) && b.push(bytes[next++] ?? 0));
	const text = blocks.flat();
	for (let i = 0; i < v.correctionPerBlock; i++) blocks.forEach((b) => b.push(bytes[next++] ?? 0));
	for (const block of blocks)
		for (let i = 0, root = 1; i < v.correctionPerBlock; i++, root = multiply(root, 2))
			expect(
				block.reduce((sum, byte) => multiply(sum, root) ^ byte, 0),
				'nothing to correct'
			).toBe(0);
	const bits = text.map((b) => b.toString(2).padStart(8, '0')).join('');
	expect(bits.slice(0, 4)).toBe('0100');
	const header = v.number < 10 ? 12 : 20;
	const length = parseInt(bits.slice(4, header), 2);
	const content = Uint8Array.from({ length }, (_, i) =>
		parseInt(bits.slice(header + i * 8, header + i * 8 + 8), 2)
	);
	return new TextDecoder('utf-8', { fatal: true }).decode(content);
}

function isPattern(number: number, size: number, x: number, y: number): boolean {
	if (x === 6 || y === 6) return true;
	if ((x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return true;
	if (number >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return true;
	const places = alignments(number);
	return places.some((cx) =>
		places.some((cy) => {
			const corner =
				(cx === 6 && cy !== size - 7 && cy === 6) ||
				(cx === 6 && cy === size - 7) ||
				(cx === size - 7 && cy === 6);
			return !corner && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
		})
	);
}

test('capacities are those of the standard', () => {
	const capacity = (n: number) => version(n).dataBytes;
	expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(capacity)).toEqual([
		16, 28, 44, 64, 86, 108, 124, 154, 182, 216
	]);
	expect([1, 7, 10].map((n) => version(n).codewords)).toEqual([26, 196, 346]);
	expect(alignments(7)).toEqual([6, 22, 38]);
	expect(alignments(10)).toEqual([6, 28, 50]);
});

test('every length up to the largest is read back', () => {
	for (let n = 0; n <= 213; n++) {
		const text = Array.from({ length: n }, (_, i) => String.fromCharCode(33 + ((i * 7 + n) % 90))).join('');
		expect(read(qrCode(text))).toBe(text);
	}
	expect(() => qrCode('x'.repeat(214))).toThrow('too_large');
});

test('any text is read back', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
			expect(read(qrCode(text))).toBe(text);
		}),
		{ numRuns: 100 }
	);
	const uri =
		'otpauth://totp/Diwan:mona?issuer=Diwan&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30';
	expect(read(qrCode(uri))).toBe(uri);
	expect(read(qrCode('ديوان المحافظة'))).toBe('ديوان المحافظة');
});

test('the path keeps four quiet modules around', () => {
	const { size, path } = qrPath(qrCode('a'));
	expect(size).toBe(21 + 8);
	expect(path.startsWith('M4 4h1v1h-1z')).toBe(true);
	expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
});
