import { expect, test } from 'vitest';
import { LayerWriter } from '#lib/server/tiles/layer-writer.ts';
import { PALETTES } from '../style/palette.ts';
import { drawTile, type Look } from './draw.ts';
import { openTile } from './tile.ts';

/** A tile with one square of 64 units at (1024, 2048). */
function tileWith(tags: Record<string, string | number>) {
	const writer = new LayerWriter();
	writer.square(1024, 2048, 64);
	for (const [key, value] of Object.entries(tags))
		writer.tag(writer.keys.place(key), writer.values.place(value));
	writer.write(0, 1);
	const bytes = Uint8Array.from(writer.finish('buildings'));
	return openTile(bytes.buffer)!;
}

/** Notes what a canvas would be told. */
function pen() {
	const said: string[] = [];
	const note = (name: string) => (x?: number, y?: number) =>
		void said.push(x === undefined ? name : `${name} ${x},${y}`);
	const context = {
		fillStyle: '',
		beginPath: note('begin'),
		moveTo: note('move'),
		lineTo: note('line'),
		closePath: note('close'),
		stroke: note('stroke'),
		setLineDash: () => undefined,
		fill: () => void said.push(`fill ${context.fillStyle}`)
	};
	return { context: context as unknown as CanvasRenderingContext2D, said };
}

const look: Look = {
	rules: [
		{ when: { field: 'kind', in: ['house'] }, fill: '#112233' },
		{ fill: '#445566', minZoom: 16 }
	],
	palette: PALETTES.light,
	zoom: 15,
	side: 512,
	pixelRatio: 1,
	part: { x: 0, y: 0, size: 1 }
};

test('an area is filled by the rule of its kind, where it lies', () => {
	const { context, said } = pen();
	expect(drawTile(context, tileWith({ kind: 'house' }), look)).toBe(false);
	expect(said).toContain('move 128,256');
	expect(said).toContain('line 136,264');
	expect(said).toContain('fill #112233');
});

test('what no rule draws at this zoom is left out', () => {
	const { context, said } = pen();
	drawTile(context, tileWith({ kind: 'mosque' }), look);
	expect(said).toEqual([]);
	drawTile(context, tileWith({ kind: 'mosque' }), { ...look, zoom: 16 });
	expect(said).toContain('fill #445566');
});

test('a part of a tile is painted enlarged', () => {
	const { context, said } = pen();
	drawTile(context, tileWith({ kind: 'house' }), { ...look, part: { x: 0.25, y: 0.5, size: 0.25 } });
	expect(said).toContain('move 0,0');
	expect(said).toContain('line 32,32');
});

test('counted things are drawn as cells, and a tile says when they are too many', () => {
	const { context, said } = pen();
	expect(drawTile(context, tileWith({ n: 5000, aggregate: 'dense' }), look)).toBe(true);
	expect(said.filter((s) => s.startsWith('fill'))).toEqual(['fill #1122339c']);
	expect(drawTile(context, tileWith({ n: 5, aggregate: 'overview' }), look)).toBe(false);
});

test('a tile in which there is nothing is none', () => {
	expect(openTile(new ArrayBuffer(0))).toBeUndefined();
});
