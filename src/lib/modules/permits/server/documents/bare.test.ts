import { expect, test } from 'vitest';
import { bareCopy } from '#lib/server/files/index.ts';
import { bareDocument } from './bare.ts';

const corners = (count: number, end = '0\nENDSEC\n0\nEOF\n') =>
	new TextEncoder().encode(
		`0\nSECTION\n2\nENTITIES\n0\nTEXT\n8\nT\n1\nسعاد منصور\n0\nLWPOLYLINE\n8\nPLOT_BOUNDARY\n70\n1\n${'10\n1.5\n20\n2.5\n'.repeat(count)}${end}`
	);

test('a drawing of a million corners is copied as a small one is, while others are served', async () => {
	const bytes = corners(1_000_000);
	let ticks = 0;
	const watch = setInterval(() => ticks++, 5);
	const copy = await bareDocument(bytes, 'image/vnd.dxf');
	clearInterval(watch);
	// This thread went on while the other worked.
	expect(ticks).toBeGreaterThan(3);
	const text = new TextDecoder().decode(copy);
	expect(text.match(/^10$/gm)).toHaveLength(1_000_000);
	expect(text).toContain('PLOT_BOUNDARY');
	expect(text).not.toContain('سعاد');
	expect(bytes.byteLength).toBeGreaterThan(10_000_000);
});

test('the thread makes the same copy', async () => {
	const bytes = corners(20_000);
	expect(Buffer.from(await bareDocument(bytes, 'image/vnd.dxf'))).toEqual(
		Buffer.from(bareCopy(bytes, 'image/vnd.dxf', { keepsLayer: (name) => name === 'PLOT_BOUNDARY' }))
	);
});

test('a large file of which no copy can be made is refused with a word why', async () => {
	const broken = corners(50_000, 'no group\n1\n');
	await expect(bareDocument(broken, 'image/vnd.dxf')).rejects.toMatchObject({ code: 'file_not_bare' });
	const nothing = new TextEncoder().encode(`0\nSECTION\n2\nHEADER\n${'999\nx\n'.repeat(60_000)}0\nEOF\n`);
	await expect(bareDocument(nothing, 'image/vnd.dxf')).rejects.toMatchObject({ code: 'file_not_bare' });
});
