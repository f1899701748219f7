import type OlMap from 'ol/Map.js';
import type { TileLayer } from '../layers/tile-layer.ts';
import type { StyleContext } from '../style/context.ts';
import type { MapLayer, MapTime } from '../types.ts';
import { createTimeLayer, type TimeLayer } from './time-layer.ts';

/**
 * Puts pictures by a worker in the place of tile layers, and takes them away again: of the layer whose day is shown,
 * and of layers that are drawn as heat, whatever day is shown.
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

/** Undefined: the tiles are drawn as they are. */
function timeOf(def: MapLayer, time: MapTime | null): MapTime | null | undefined {
	if (time?.layer === def.id) return time;
	if (!def.heat) return undefined;
	const { days } = def.heat;
	if (!time || !days) return null;
	const on = days.on && time.on && { ...days.on, until: time.on.until };
	const { day, until } = time;
	return {
		layer: def.id,
		day,
		...(until ? { until } : {}),
		from: days.from,
		to: days.to,
		...(on ? { on } : {})
	};
}
