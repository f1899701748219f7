/** WKB for tests, from coordinates in tile units of one tile (so that expectations are readable). */
import { tileBox, tileWidth, type TileAddress } from './address.ts';

export type Position = readonly [x: number, y: number];

/** Makes a writer of WKB whose coordinates are units (of 4096) of the tile. */
export function wkbIn(address: TileAddress) {
	const [west, , , north] = tileBox(address);
	const unit = tileWidth(address.z) / 4096;
	const metres = ([x, y]: Position): number[] => [west + x * unit, north - y * unit];
	const header = (code: number, count?: number): Buffer => {
		const bytes = Buffer.alloc(count === undefined ? 5 : 9);
		bytes.writeUInt8(1, 0);
		bytes.writeUInt32LE(code, 1);
		if (count !== undefined) bytes.writeUInt32LE(count, 5);
		return bytes;
	};
	const run = (positions: readonly Position[], counted = true): Buffer => {
		const numbers = positions.flatMap(metres);
		const bytes = Buffer.alloc((counted ? 4 : 0) + numbers.length * 8);
		if (counted) bytes.writeUInt32LE(positions.length, 0);
		numbers.forEach((n, i) => bytes.writeDoubleLE(n, (counted ? 4 : 0) + i * 8));
		return bytes;
	};
	const many = (code: number, parts: Buffer[]) => Buffer.concat([header(code, parts.length), ...parts]);
	const shape = {
		point: (p: Position) => Buffer.concat([header(1), run([p], false)]),
		line: (ps: readonly Position[]) => Buffer.concat([header(2), run(ps)]),
		/** Rings are closed here. */
		polygon: (rings: readonly (readonly Position[])[]) =>
			Buffer.concat([header(3, rings.length), ...rings.map((r) => run(r.length ? [...r, r[0]!] : []))]),
		points: (ps: readonly Position[]) => many(4, ps.map(shape.point)),
		lines: (ls: readonly (readonly Position[])[]) => many(5, ls.map(shape.line)),
		polygons: (ps: readonly (readonly (readonly Position[])[])[]) => many(6, ps.map(shape.polygon)),
		collection: (parts: Buffer[]) => many(7, parts)
	};
	return shape;
}
