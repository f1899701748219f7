/** Half the width of the EPSG:3857 world, metres. */
export const HALF_WORLD = 20037508.342789244;
/** The deepest zoom of the pyramid. */
export const MAX_ZOOM = 22;

/** A tile of the web's pyramid: zoom, column from the west, row from the north. */
export interface TileAddress {
	z: number;
	x: number;
	y: number;
}

/** [xmin, ymin, xmax, ymax] in EPSG:3857 metres. */
export type Box3857 = readonly [minX: number, minY: number, maxX: number, maxY: number];

/** True when the pyramid has such a tile. */
export function isTile({ z, x, y }: TileAddress): boolean {
	if (!Number.isInteger(z) || z < 0 || z > MAX_ZOOM) return false;
	const side = 2 ** z;
	return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && x < side && y >= 0 && y < side;
}

/** Width of a tile of a zoom, EPSG:3857 metres. */
export function tileWidth(z: number): number {
	return (2 * HALF_WORLD) / 2 ** z;
}

/** The tile's box in EPSG:3857, grown on every side by a share of its width (64/4096 = the usual buffer). */
export function tileBox({ z, x, y }: TileAddress, grow = 0): Box3857 {
	const width = tileWidth(z);
	const west = x * width - HALF_WORLD;
	const north = HALF_WORLD - y * width;
	const more = width * grow;
	return [west - more, north - width - more, west + width + more, north + more];
}

/** Columns and rows of the tiles of a zoom that a box meets, both ends included; clamped to the world. */
export function tilesOfBox(box: Box3857, z: number, grow = 0) {
	const width = tileWidth(z);
	const last = 2 ** z - 1;
	const cell = (metres: number) => Math.min(last, Math.max(0, Math.floor(metres / width)));
	const more = width * grow;
	return {
		minX: cell(box[0] - more + HALF_WORLD),
		maxX: cell(box[2] + more + HALF_WORLD),
		minY: cell(HALF_WORLD - box[3] - more),
		maxY: cell(HALF_WORLD - box[1] + more)
	};
}
