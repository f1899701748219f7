import VectorTileLayer from 'ol/layer/VectorTile.js';
import CanvasVectorTileLayerRenderer from 'ol/renderer/canvas/VectorTileLayer.js';
import { getUid } from 'ol/util.js';
import type VectorRenderTile from 'ol/VectorRenderTile.js';

/** Tiles of a layer that are kept drawn: three screens full. */
const KEPT = 64;

type Draw = CanvasVectorTileLayerRenderer['drawTile'];

/** A renderer that spends no picture (a megabyte, drawn anew in every frame) on a tile in which there is nothing. */
class QuietRenderer extends CanvasVectorTileLayerRenderer {
	override drawTile(...parameters: Parameters<Draw>): ReturnType<Draw> {
		const [tile] = parameters as unknown as [VectorRenderTile];
		if (tile.sourceTiles.some((source) => source.getFeatures()?.length !== 0))
			return super.drawTile(...parameters);
		// What is drawn after the pictures looks here for what to draw.
		tile.executorGroups[getUid(this.getLayer())] = [];
	}
}

/** A vector tile layer for places where most layers have nothing. */
export class QuietVectorTileLayer extends VectorTileLayer {
	override createRenderer(): CanvasVectorTileLayerRenderer {
		return new QuietRenderer(this, { cacheSize: KEPT });
	}
}
