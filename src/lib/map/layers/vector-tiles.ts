import MVT from 'ol/format/MVT.js';
import type RenderFeature from 'ol/render/Feature.js';
import type { TileSourceEvent } from 'ol/source/Tile.js';
import VectorTileSource from 'ol/source/VectorTile.js';
import { createXYZ } from 'ol/tilegrid.js';
import type VectorTile from 'ol/VectorTile.js';
import type { StyleContext } from '../style/context.ts';
import { layerStyle } from '../style/layer-style.ts';
import type { MapLayer } from '../types.ts';
import type { TileTrouble } from './fetch-tile.ts';
import { QuietVectorTileLayer } from './quiet-layer.ts';
import { TileAddresses } from './tile-addresses.ts';
import { TILE_PIXELS, type TileLayer } from './tile-layer.ts';
import { loadTile } from './tile-loader.ts';

/** A layer of vector tiles: lines and areas as pictures, symbols sharp in every frame. */
export function createVectorTiles(
	def: MapLayer,
	context: StyleContext,
	onTrouble: (trouble: TileTrouble) => void
): TileLayer {
	const grid = createXYZ({ tileSize: TILE_PIXELS, minZoom: 0, maxZoom: def.tiles.maxZoom });
	const addresses = new TileAddresses(def, grid);
	const urlOf = (coord: number[]) => addresses.of(coord);
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
		style: layerStyle(def, context),
		renderMode: 'hybrid',
		declutter: false,
		renderBuffer: 32,
		minZoom: def.tiles.minZoom
	});
	ol.set('layer', def.id);

	return {
		id: def.id,
		def,
		ol,
		grid,
		restyle: (next) => ol.setStyle(layerStyle(def, next)),
		refresh(box) {
			addresses.change(box);
			// A new key: tiles whose address is unchanged are taken over as they are, the others load while the
			// picture under the old key stays.
			source.setTileUrlFunction(urlOf, `v${addresses.version}`);
		},
		onTile(listener) {
			source.on('tileloadend', (event: TileSourceEvent) => {
				const tile = event.tile as unknown as VectorTile<RenderFeature>;
				const features = tile.getFeatures() ?? [];
				const dense = features[0]?.get('aggregate') === 'dense';
				listener({ key: tile.getTileCoord().join('/'), features, dense });
			});
		},
		featuresIn: (extent) => Promise.resolve(ol.getFeaturesInExtent(extent) as RenderFeature[])
	};
}
