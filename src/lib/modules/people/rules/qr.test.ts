import { expect, test } from 'vitest';
import { qrPath } from './qr.ts';

const URI =
	'otpauth://totp/Diwan:mona?issuer=Diwan&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30';

function modules({ size, path }: { size: number; path: string }): boolean[][] {
	const rows = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
	for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) rows[Number(y)]![Number(x)] = true;
	return rows;
}

test('the three finders stand in their corners, four light modules from the edge', () => {
	const drawn = qrPath(URI);
	const rows = modules(drawn);
	const finder = '1111111 1000001 1011101 1011101 1011101 1000001 1111111';
	const at = (x0: number, y0: number) =>
		Array.from({ length: 7 }, (_, y) =>
			Array.from({ length: 7 }, (_, x) => (rows[y0 + y]![x0 + x] ? '1' : '0')).join('')
		).join(' ');
	const far = drawn.size - 4 - 7;
	expect([at(4, 4), at(far, 4), at(4, far)]).toEqual([finder, finder, finder]);
	const edge = [0, 1, 2, 3, drawn.size - 4, drawn.size - 3, drawn.size - 2, drawn.size - 1];
	for (const i of edge) for (const row of [rows[i]!, rows.map((r) => r[i]!)]) expect(row).not.toContain(true);
});

test('the code is large enough for the text and different for another', () => {
	// 114 bytes at level M need version 7: 45 modules.
	expect(qrPath(URI).size).toBe(45 + 8);
	expect(qrPath('a').size).toBe(21 + 8);
	expect(qrPath(URI.replace('mona', 'nada')).path).not.toBe(qrPath(URI).path);
});
