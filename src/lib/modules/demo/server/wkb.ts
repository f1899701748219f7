import type { Geometry, Position } from '../rules/index.ts';

const POINT = 1;
const LINE = 2;
const POLYGON = 3;
const MULTI = 3;

/** A geometry as little-endian WKB in hexadecimal; lines and polygons as the collections the layer tables hold. */
export function wkbHex(geometry: Geometry): string {
	const parts: Buffer[] = [];
	const head = (type: number, count?: number) => {
		const buffer = Buffer.alloc(count === undefined ? 5 : 9);
		buffer.writeUInt8(1, 0);
		buffer.writeUInt32LE(type, 1);
		if (count !== undefined) buffer.writeUInt32LE(count, 5);
		parts.push(buffer);
	};
	const positions = (list: readonly Position[], counted: boolean) => {
		const start = counted ? 4 : 0;
		const buffer = Buffer.alloc(start + list.length * 16);
		if (counted) buffer.writeUInt32LE(list.length, 0);
		list.forEach(([x, y], i) => {
			buffer.writeDoubleLE(x, start + i * 16);
			buffer.writeDoubleLE(y, start + i * 16 + 8);
		});
		parts.push(buffer);
	};
	const lines = (list: readonly Position[][]) => {
		head(LINE + MULTI, list.length);
		for (const line of list) {
			head(LINE);
			positions(line, true);
		}
	};
	switch (geometry.type) {
		case 'Point':
			head(POINT);
			positions([geometry.coordinates], false);
			break;
		case 'LineString':
			lines([geometry.coordinates]);
			break;
		case 'MultiLineString':
			lines(geometry.coordinates);
			break;
		case 'Polygon':
			head(POLYGON + MULTI, 1);
			head(POLYGON, geometry.coordinates.length);
			for (const ring of geometry.coordinates) positions(ring, true);
	}
	return Buffer.concat(parts).toString('hex');
}
