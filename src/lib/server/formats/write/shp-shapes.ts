import type { Geometry, Position } from 'geojson';
import { signedArea } from '../geometry/rings.ts';

/** What one `.shp` can hold: one kind of shape. */
export type ShapeKind = 'point' | 'multipoint' | 'line' | 'polygon';

export const SHAPE_CODES: Record<ShapeKind, number> = { point: 1, line: 3, polygon: 5, multipoint: 8 };

export interface Shape {
	kind: ShapeKind;
	content: Buffer;
	box: [number, number, number, number];
}

/** The shapes a geometry becomes; a mixed collection becomes several. */
export function shapesOf(geometry: Geometry): Shape[] {
	switch (geometry.type) {
		case 'Point':
			return [point(geometry.coordinates)];
		case 'MultiPoint':
			return [multipoint(geometry.coordinates)];
		case 'LineString':
			return [parts('line', [geometry.coordinates])];
		case 'MultiLineString':
			return [parts('line', geometry.coordinates)];
		case 'Polygon':
			return [parts('polygon', wound(geometry.coordinates))];
		case 'MultiPolygon':
			return [parts('polygon', geometry.coordinates.flatMap(wound))];
		case 'GeometryCollection':
			return geometry.geometries.flatMap(shapesOf);
	}
}

/** A record that keeps its place without a shape. */
export function nullShape(): Buffer {
	return Buffer.alloc(4);
}

function point([x = 0, y = 0]: Position): Shape {
	const content = Buffer.alloc(20);
	content.writeInt32LE(1, 0);
	content.writeDoubleLE(x, 4);
	content.writeDoubleLE(y, 12);
	return { kind: 'point', content, box: [x, y, x, y] };
}

function multipoint(positions: Position[]): Shape {
	const content = Buffer.alloc(40 + 16 * positions.length);
	content.writeInt32LE(8, 0);
	content.writeInt32LE(positions.length, 36);
	const box = writePositions(content, 40, [positions]);
	box.forEach((value, i) => content.writeDoubleLE(value, 4 + 8 * i));
	return { kind: 'multipoint', content, box };
}

function parts(kind: 'line' | 'polygon', lines: Position[][]): Shape {
	const count = lines.reduce((total, line) => total + line.length, 0);
	const start = 44 + 4 * lines.length;
	const content = Buffer.alloc(start + 16 * count);
	content.writeInt32LE(SHAPE_CODES[kind], 0);
	content.writeInt32LE(lines.length, 36);
	content.writeInt32LE(count, 40);
	let index = 0;
	lines.forEach((line, i) => {
		content.writeInt32LE(index, 44 + 4 * i);
		index += line.length;
	});
	const box = writePositions(content, start, lines);
	box.forEach((value, i) => content.writeDoubleLE(value, 4 + 8 * i));
	return { kind, content, box };
}

/** Shells clockwise, holes against it, as the format wants them. */
function wound(rings: Position[][]): Position[][] {
	return rings.map((ring, i) => (signedArea(ring) < 0 === (i === 0) ? ring : ring.toReversed()));
}

function writePositions(content: Buffer, start: number, lines: Position[][]): Shape['box'] {
	const box: Shape['box'] = [Infinity, Infinity, -Infinity, -Infinity];
	let at = start;
	for (const line of lines)
		for (const [x = 0, y = 0] of line) {
			at = content.writeDoubleLE(y, content.writeDoubleLE(x, at));
			if (x < box[0]) box[0] = x;
			if (y < box[1]) box[1] = y;
			if (x > box[2]) box[2] = x;
			if (y > box[3]) box[3] = y;
		}
	return box;
}
