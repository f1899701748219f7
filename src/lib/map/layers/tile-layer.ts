import type { Extent } from 'ol/extent.js';
import type Layer from 'ol/layer/Layer.js';
import type RenderFeature from 'ol/render/Feature.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';
import type { StyleContext } from '../style/context.ts';
import type { MapLayer } from '../types.ts';

/** A tile that has come: its place (`z/x/y` in the layer's grid) and what is in it. */
export interface TileCame {
	key: string;
	features: readonly RenderFeature[];
	/** Its features are counted, because there are too many. */
	dense: boolean;
}

/** A layer of our own tiles, however it is drawn. */
export interface TileLayer {
	id: string;
	def: MapLayer;
	ol: Layer;
	grid: TileGrid;
	/** Theme or language changed, or the typeface has come. */
	restyle(context: StyleContext): void;
	/** Loads again the tiles touching a box (EPSG:3857), or all; what is on the screen stays until they are there. */
	refresh(box?: readonly number[] | null): void;
	onTile(listener: (tile: TileCame) => void): void;
	/**
	 * Drawn features that touch an extent (EPSG:3857), of a painted layer those about its middle only; one that lies in
	 * several tiles comes several times.
	 */
	featuresIn(extent: Extent): Promise<RenderFeature[]>;
}

/** Tiles are twice the usual size: a quarter of the requests. Their z is the view's zoom less one. */
export const TILE_PIXELS = 512;
