import { extend, intersects, type Extent } from 'ol/extent.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';
import type { MapLayer } from '../types.ts';
import { to3857 } from '../view.ts';

/** Share of a tile's side that its features may reach beyond it; the encoder's 64 of 4096, and a little. */
const REACH = 1 / 48;
/** Changes remembered one by one. */
const MOST = 200;

/** The addresses of one layer's tiles. A tile whose ground has changed gets another one. */
export class TileAddresses {
	#layer: MapLayer;
	#grid: TileGrid;
	#extent: Extent | null;
	#changes: { box: Extent | null; version: number }[] = [];
	/** Grows with every change. */
	version = 0;

	constructor(layer: MapLayer, grid: TileGrid) {
		this.#layer = layer;
		this.#grid = grid;
		this.#extent = layer.extent && to3857(layer.extent);
	}

	/** No address where the layer has nothing: an empty layer costs no request at all. */
	of([z, x = 0, y = 0]: readonly number[]): string | undefined {
		const { id, tiles } = this.#layer;
		if (z === undefined || z < tiles.minZoom || !this.#extent) return undefined;
		const reach = this.#grid.getTileCoordExtent([z, x, y]);
		const margin = (reach[2]! - reach[0]!) * REACH;
		const touched = [reach[0]! - margin, reach[1]! - margin, reach[2]! + margin, reach[3]! + margin];
		if (!intersects(touched, this.#extent)) return undefined;
		let latest = 0;
		for (const { box, version } of this.#changes)
			if (version > latest && (!box || intersects(touched, box))) latest = version;
		// What follows # is not sent: it only tells that this is another tile.
		return `/tiles/${id}/${z}/${x}/${y}.mvt${latest ? `#${latest}` : ''}`;
	}

	/** Something changed in a box (EPSG:3857), or anywhere. */
	change(box?: readonly number[] | null): void {
		this.version++;
		if (!box) this.#changes.length = 0;
		this.#changes.push({ box: box ? [...box] : null, version: this.version });
		// A long day of changes: the old boxes become one.
		if (this.#changes.length > MOST) {
			const old = this.#changes.splice(0, MOST / 2);
			const whole = old.every((c) => c.box)
				? old.reduce<Extent>((sum, c) => extend(sum, c.box!), [...old[0]!.box!])
				: null;
			this.#changes.unshift({ box: whole, version: old.at(-1)!.version });
		}
		if (box) this.#extent = this.#extent ? extend([...this.#extent], [...box]) : [...box];
	}
}
