import type OlMap from 'ol/Map.js';
import type { TileLayer } from '../layers/tile-layer.ts';
import type { StyleContext } from '../style/context.ts';
import type { MapTime } from '../types.ts';
import { createTimeLayer, type TimeLayer } from './time-layer.ts';

/** Puts the layer of a day in the place of a tile layer, and takes it away again. */
export function createTimes(map: OlMap, tiles: ReadonlyMap<string, TileLayer>, context: () => StyleContext) {
	let layer: TimeLayer | null = null;

	function remove(): void {
		if (!layer) return;
		const tile = tiles.get(layer.id)!.ol;
		tile.unset('of a day');
		tile.setMaxZoom(Infinity);
		map.removeLayer(layer.ol);
		layer.stop();
		layer = null;
	}

	/** Stands where the tile layer stands. */
	function follow(): void {
		const tile = layer && tiles.get(layer.id)?.ol;
		if (!layer || !tile) return;
		layer.ol.setVisible(tile.getVisible());
		layer.ol.setOpacity(tile.getOpacity());
		layer.ol.setZIndex(tile.getZIndex() ?? 0);
	}

	return {
		follow,
		show(time: MapTime | null): void {
			if (layer && layer.id !== time?.layer) remove();
			if (!time) return;
			if (layer) return layer.show(time);
			const tile = tiles.get(time.layer);
			if (!tile) return;
			layer = createTimeLayer(tile.def, time, context());
			// Not drawn, but still what a click asks about.
			tile.ol.set('of a day', true);
			tile.ol.setMaxZoom(0);
			map.addLayer(layer.ol);
			follow();
		},
		restyle: () => layer?.restyle(context()),
		refresh(id: string, box?: readonly number[] | null): void {
			if (layer?.id === id) layer.refresh(box);
		}
	};
}
