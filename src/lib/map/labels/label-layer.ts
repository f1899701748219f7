import { buffer } from 'ol/extent.js';
import type OlMap from 'ol/Map.js';
import type { TileLayer } from '../layers/tile-layer.ts';
import type { StyleContext } from '../style/context.ts';
import { zoomOf } from '../view.ts';
import type { LabelCandidate, Standing } from './candidate.ts';
import { LabelCanvas } from './label-canvas.ts';
import { measureWith, type MeasureText } from './measure-text.ts';
import { placeLabels } from './place.ts';
import { TileStore } from './tile-store.ts';

/** While the map moves, names are placed at most this often. */
const PAUSE_MS = 220;
const MOST = 400;
/** Names a little outside stand ready for the next move. */
const MARGIN = 120;

/**
 * All names of the map in one layer: the library breaks Arabic words where a line bends, so a street's name
 * stands straight on its straightest run, and names of all layers make room for each other.
 */
export function createLabels(
	map: OlMap,
	tiles: ReadonlyMap<string, TileLayer>,
	context: () => StyleContext,
	/** Words that the page has laid on the map. */
	held: (measure: MeasureText) => readonly Standing[]
) {
	// Above what a page lays on the map: a highlighted street keeps its name.
	const layer = new LabelCanvas({ zIndex: 1500 });
	const stores = [...tiles.values()].filter((t) => t.def.label).map((t) => new TileStore(t, soon));
	let placed: ReadonlySet<LabelCandidate> = new Set();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let started = false;
	map.addLayer(layer);
	map.on('moveend', now);
	map.getView().on('change:center', soon);
	map.getView().on('change:resolution', soon);

	function soon(): void {
		if (started) timer ??= setTimeout(now, PAUSE_MS);
	}

	function now(): void {
		clearTimeout(timer);
		timer = undefined;
		const size = map.getSize();
		const resolution = map.getView().getResolution();
		if (!started || !size || !resolution) return;
		const rotation = map.getView().getRotation();
		const candidates = stores.flatMap((store) => around(store, resolution));
		const words = held(measureWith(context().font));
		const chosen = placeLabels(candidates, {
			...{ resolution, rotation, before: placed, limit: MOST, held: words }
		});
		placed = new Set(chosen);
		layer.show(chosen, context(), rotation);
	}

	function around(store: TileStore, resolution: number): LabelCandidate[] {
		const { ol, grid, def } = store.layer;
		// A step of half a zoom, rounded down: names fit where the map is a little larger than assumed.
		const zoom = Math.floor(zoomOf(resolution) * 2) / 2;
		const z = grid.getZForResolution(resolution, 1);
		// A layer shown as of one day has features that are not there on it.
		if (!ol.getVisible() || ol.get('of a day') || z < def.tiles.minZoom) return [];
		const { locale, font } = context();
		const options = {
			zoom,
			resolution: resolution * 2 ** (zoomOf(resolution) - zoom),
			locale,
			measure: measureWith(font)
		};
		const extent = buffer(map.getView().calculateExtent(map.getSize()), MARGIN * resolution);
		const found: LabelCandidate[] = [];
		grid.forEachTileCoord(extent, z, (coord) => {
			found.push(...store.candidates(coord, options));
		});
		return found;
	}

	return {
		/** The typeface is there. */
		start(): void {
			started = true;
			now();
		},
		/** Layers were shown or hidden, or words laid on the map. */
		update: soon,
		/** Theme or language changed: nothing that stands may stay. */
		restyle(): void {
			placed = new Set();
			now();
		},
		stop(): void {
			clearTimeout(timer);
		}
	};
}
