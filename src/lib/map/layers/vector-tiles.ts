import MVT from 'ol/format/MVT.js';
import type { Extent } from 'ol/extent.js';
import { extend, intersects } from 'ol/extent.js';
import VectorTileSource from 'ol/source/VectorTile.js';
import { createXYZ } from 'ol/tilegrid.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';
import type { FeatureStyle } from '../style/layer-style.ts';
import type { MapLayer } from '../types.ts';
import { to3857 } from '../view.ts';
import { QuietVectorTileLayer } from './quiet-layer.ts';
import { loadTile, type TileTrouble } from './tile-loader.ts';

export interface TileLayer {
	id: string;
	def: MapLayer;
	ol: QuietVectorTileLayer;
	source: VectorTileSource;
	grid: TileGrid;
	/** Loads again the tiles touching a box (EPSG:3857), or all; what is on the screen stays until they are there. */
	refresh(box?: readonly number[] | null): void;
}

/** Tiles are twice the usual size: a quarter of the requests. Their z is the view's zoom less one. */
export const TILE_PIXELS = 512;
/** Share of a tile's side that its features may reach beyond it; the encoder's 64 of 4096, and a little. */
const REACH = 1 / 48;

/** A layer of our own vector tiles: lines and areas as pictures, symbols sharp in every frame. */
export function createTileLayer(
	def: MapLayer,
	style: FeatureStyle,
	onTrouble: (trouble: TileTrouble) => void
): TileLayer {
	const grid = createXYZ({ tileSize: TILE_PIXELS, minZoom: 0, maxZoom: def.tiles.maxZoom });
	let extent: Extent | null = def.extent && to3857(def.extent);
	const dirty: { box: Extent | null; version: number }[] = [];
	let version = 0;

	const source = new VectorTileSource({
		format: new MVT({ idProperty: undefined }),
		tileGrid: grid,
		tileUrlFunction: urlOf,
		tileLoadFunction: loadTile(def.id, onTrouble),
		overlaps: def.geometry !== 'point',
		wrapX: false,
		transition: 120
	});
	const ol = new QuietVectorTileLayer({
		className: 'diwan-tiles',
		source,
		style,
		renderMode: 'hybrid',
		declutter: false,
		renderBuffer: 32,
		minZoom: def.tiles.minZoom
	});
	ol.set('layer', def.id);

	/** No address where the layer has nothing: an empty layer costs no request at all. */
	function urlOf([z, x, y]: number[]): string | undefined {
		if (z === undefined || z < def.tiles.minZoom || !extent) return undefined;
		const reach = grid.getTileCoordExtent([z, x ?? 0, y ?? 0]);
		const margin = (reach[2]! - reach[0]!) * REACH;
		const touched = [reach[0]! - margin, reach[1]! - margin, reach[2]! + margin, reach[3]! + margin];
		if (!intersects(touched, extent)) return undefined;
		let latest = 0;
		for (const change of dirty)
			if (change.version > latest && (!change.box || intersects(touched, change.box)))
				latest = change.version;
		// What follows # is not sent: it only tells the library that this is another tile.
		return `/tiles/${def.id}/${z}/${x}/${y}.mvt${latest ? `#${latest}` : ''}`;
	}

	return {
		id: def.id,
		def,
		ol,
		source,
		grid,
		refresh(box) {
			version++;
			if (!box) dirty.length = 0;
			dirty.push({ box: box ? [...box] : null, version });
			// A long day of changes: the old boxes become one.
			if (dirty.length > 200) {
				const old = dirty.splice(0, 100);
				const whole = old.every((c) => c.box)
					? old.reduce<Extent>((sum, c) => extend(sum, c.box!), [...old[0]!.box!])
					: null;
				dirty.unshift({ box: whole, version: old.at(-1)!.version });
			}
			if (box) extent = extent ? extend([...extent], [...box]) : [...box];
			// A new key: tiles whose address is unchanged are taken over as they are, the others load while the
			// picture under the old key stays.
			source.setTileUrlFunction(urlOf, `v${version}`);
		}
	};
}
