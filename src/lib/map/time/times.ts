import type OlMap from 'ol/Map.js';
import type { TileLayer } from '../layers/tile-layer.ts';
import type { StyleContext } from '../style/context.ts';
import type { MapTime } from '../types.ts';
import { createTimeLayer, type TimeLayer } from './time-layer.ts';
import { timeOf } from './time-of.ts';

/**
 * Puts pictures by a worker in the place of tile layers, and takes them away again: of the layer whose day is shown,
 * of those that follow its day, and of layers that are drawn as heat, whatever day is shown.
 */
export function createTimes(map: OlMap, tiles: ReadonlyMap<string, TileLayer>, context: () => StyleContext) {
	const layers = new Map<string, TimeLayer>();

	function put(tile: TileLayer, time: MapTime | null): void {
		const layer = createTimeLayer(tile.def, time, context());
		layers.set(tile.id, layer);
		// Not drawn, but still what a click asks about.
		tile.ol.set('of a day', true);
		tile.ol.setMaxZoom(0);
		map.addLayer(layer.ol);
	}

	function remove(id: string, layer: TimeLayer): void {
		const tile = tiles.get(id)!.ol;
		tile.unset('of a day');
		tile.setMaxZoom(Infinity);
		map.removeLayer(layer.ol);
		layer.stop();
		layers.delete(id);
	}

	/** Stand where the tile layers stand. */
	function follow(): void {
		for (const [id, layer] of layers) {
			const tile = tiles.get(id)!.ol;
			layer.ol.setVisible(tile.getVisible());
			layer.ol.setOpacity(tile.getOpacity());
			layer.ol.setZIndex(tile.getZIndex() ?? 0);
		}
	}

	return {
		follow,
		show(time: MapTime | null): void {
			for (const tile of tiles.values()) {
				const wanted = timeOf(tile.def, time);
				const layer = layers.get(tile.id);
				if (wanted === undefined) {
					if (layer) remove(tile.id, layer);
				} else if (layer) layer.show(wanted);
				else put(tile, wanted);
			}
			follow();
		},
		restyle(): void {
			for (const layer of layers.values()) layer.restyle(context());
		},
		refresh: (id: string, box?: readonly number[] | null) => layers.get(id)?.refresh(box),
		stop(): void {
			for (const [id, layer] of layers) remove(id, layer);
		}
	};
}
